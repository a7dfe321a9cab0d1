import { createElement as h, type ReactNode } from 'react'
import type { Consultation } from '../views.ts'
import { chinese } from './parts.ts'
import type { View } from './view.ts'

/** What was typed; nothing of it is ever lost on an error. */
export interface Typed {
  /** The number under which it is sent: the same one enters once, however often it is sent. */
  readonly key: string
  readonly text: string
  readonly clause: string
  readonly commenter: string
  /** Left empty by whoever does not want to say. */
  readonly name: string
  readonly telephone: string
}

/** What is wrong with a field, or with the whole. */
export interface FieldError {
  readonly field: 'text' | 'clause' | 'commenter' | 'name' | 'form'
  readonly says: string
  /** Where more is told. */
  readonly link?: { readonly path: string; readonly says: string }
}

/** A form as it is shown: what was typed, and what was wrong with it. */
export interface Attempt {
  readonly typed: Typed
  readonly errors: readonly FieldError[]
  readonly summary?: ReactNode
}

/** The longest opinion, in characters. */
export const longestOpinion = 20_000
/** The longest name of a clause. */
export const longestClause = 200
/** Who may be speaking. */
export const commenters = ['anonymous', 'person', 'organisation'] as const

/** A form nobody has typed into. */
export function blank(key: string): Attempt {
  return {
    typed: { key, text: '', clause: '', commenter: 'anonymous', name: '', telephone: '' },
    errors: [],
  }
}

const places = {
  text: 'text-of-opinion',
  clause: 'clause',
  commenter: 'who-anonymous',
  name: 'name',
} as const

/** What is wrong, on top of the page, each with a link to its field. */
export function errorSummary(view: View, errors: readonly FieldError[]): ReactNode {
  if (errors.length === 0) return null
  return h(
    'div',
    {
      className: 'errors',
      role: 'alert',
      'aria-labelledby': 'errors',
      tabIndex: -1,
      id: 'summary',
    },
    h('h2', { id: 'errors' }, view.say('errorSummary')),
    h(
      'ul',
      null,
      errors.map(({ field, says, link }, i) =>
        h(
          'li',
          { key: i },
          field === 'form'
            ? h('span', { className: 'error' }, says)
            : h('a', { href: `#${places[field]}` }, says),
          link === undefined
            ? null
            : [' ', h('a', { key: 'more', href: view.to(link.path) }, link.says)],
        ),
      ),
    ),
  )
}

/** 提交意见 · The form: three fields, one of them asked for. */
export function opinionForm(
  view: View,
  asked: Consultation,
  { typed, errors }: Attempt,
): ReactNode {
  const { say, to, word } = view
  const of = (field: FieldError['field']) => errors.filter((one) => one.field === field)
  const wrong = (field: FieldError['field']): { readonly className?: string } =>
    of(field).length > 0 ? { className: 'wrong' } : {}
  const told = (field: FieldError['field'], hint: string) => ({
    'aria-describedby': [hint, ...(of(field).length > 0 ? [`${field}-error`] : [])].join(' '),
    ...(of(field).length > 0 ? { 'aria-invalid': true } : {}),
  })
  const messages = (field: FieldError['field']) =>
    of(field).map(({ says }, i) =>
      h('p', { key: i, className: 'error', ...(i === 0 ? { id: `${field}-error` } : {}) }, says),
    )
  return [
    h('p', { key: 'intro' }, say('opineIntro')),
    h(
      'form',
      {
        key: 'form',
        method: 'post',
        action: to(`/public/consultations/${asked.id}/opinions`),
        noValidate: true,
        'aria-label': say('opine'),
      },
      h('input', { type: 'hidden', name: 'key', value: typed.key }),
      h(
        'div',
        wrong('text'),
        h('label', { htmlFor: 'text-of-opinion' }, say('opineText')),
        h('p', { className: 'quiet', id: 'text-hint' }, say('opineTextHint')),
        messages('text'),
        h('textarea', {
          id: 'text-of-opinion',
          name: 'text',
          rows: 8,
          defaultValue: typed.text,
          ...told('text', 'text-hint'),
        }),
      ),
      h(
        'div',
        wrong('clause'),
        h('label', { htmlFor: 'clause' }, say('opineClause')),
        h('p', { className: 'quiet', id: 'clause-hint' }, say('opineClauseHint')),
        messages('clause'),
        h('input', {
          type: 'text',
          id: 'clause',
          name: 'clause',
          autoComplete: 'off',
          defaultValue: typed.clause,
          ...told('clause', 'clause-hint'),
        }),
      ),
      h(
        'fieldset',
        wrong('commenter'),
        h('legend', null, say('opineWho')),
        messages('commenter'),
        commenters.map((who) =>
          h(
            'div',
            { key: who, className: 'choice' },
            h('input', {
              type: 'radio',
              id: `who-${who}`,
              name: 'commenter',
              value: who,
              defaultChecked: typed.commenter === who,
            }),
            h('label', { htmlFor: `who-${who}` }, word('who', who)),
          ),
        ),
      ),
      person(view, typed, of('name').length > 0, messages('name')),
      h('button', { type: 'submit' }, say('opineSend')),
    ),
    h('div', { key: 'other' }, otherWays(view, asked)),
  ]
}

/** 姓名与电话 · Nobody is asked for them; they stand folded away, and open where something is wrong with them. */
function person(view: View, typed: Typed, isWrong: boolean, messages: ReactNode): ReactNode {
  const { say } = view
  const field = (name: 'name' | 'telephone', label: string, filledBy: string) => [
    h('label', { key: `${name}-label`, htmlFor: name }, label),
    h('input', {
      key: name,
      type: 'text',
      id: name,
      name,
      autoComplete: filledBy,
      defaultValue: typed[name],
      'aria-describedby': isWrong ? 'person-hint name-error' : 'person-hint',
    }),
  ]
  const isOpen = isWrong || typed.name !== '' || typed.telephone !== ''
  return h(
    'details',
    { open: isOpen, ...(isWrong ? { className: 'wrong' } : {}) },
    h('summary', null, say('opinePerson')),
    h('p', { className: 'quiet', id: 'person-hint' }, say('opinePersonHint')),
    messages,
    field('name', say('opineName'), 'name'),
    field('telephone', say('opineTelephone'), 'tel'),
  )
}

function otherWays(view: View, { notice }: Consultation): ReactNode {
  if (notice === null) return null
  const { say, word, language } = view
  const other = notice.ways.filter((way) => way !== 'web').map((way) => word('way', way))
  const line = (name: 'address' | 'contact' | 'privacy', value: string | null) =>
    value === null ? null : h('p', { key: name, ...chinese(view) }, say(name, { value }))
  return [
    other.length === 0
      ? null
      : h(
          'p',
          { key: 'ways' },
          say('opineOther', { ways: other.join(language === 'en' ? ', ' : '、') }),
        ),
    line('address', notice.address),
    line('contact', notice.officeContact),
    line('privacy', notice.privacyNote),
  ]
}
