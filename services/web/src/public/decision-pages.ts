import { createElement as h, type ReactNode } from 'react'
import type { Decision, Decisions } from '../views.ts'
import type { Page } from './page.ts'
import {
  adoptionPart,
  chinese,
  countTable,
  facts,
  hiddenPart,
  nextLink,
  papersPart,
  stepsPart,
  type Inlined,
} from './parts.ts'
import type { View } from './view.ts'

/** 已公布的决策 · The list, newest first. */
export function decisionsPage(view: View, { items, next }: Decisions): Page {
  const { say, to, organ, moment } = view
  return {
    title: say('decisionsTitle'),
    section: 'navDecisions',
    body: [
      items.length === 0
        ? h('p', { key: 'empty' }, say('decisionsEmpty'))
        : h(
            'ul',
            { key: 'list', className: 'list' },
            items.map((one) =>
              h(
                'li',
                { key: one.id },
                h(
                  'h2',
                  null,
                  h('a', { href: to(`/public/decisions/${one.id}`), ...chinese(view) }, one.title),
                ),
                facts([
                  [say('publishedOn'), moment(one.publishedAt)],
                  [say('organ'), organ(one.organ)],
                  [say('number'), one.number ?? '—'],
                ]),
              ),
            ),
          ),
      h(
        'div',
        { key: 'next' },
        nextLink(view, next === null ? undefined : `/public/decisions?cursor=${next}`),
      ),
    ],
  }
}

/** 一项决策 · The document, its text, and what of the opinions was taken up. */
export function decisionPage(view: View, made: Decision, inlined: readonly Inlined[]): Page {
  const { say, to, language } = view
  return {
    title: made.title,
    section: 'navDecisions',
    body: [
      h('h2', { key: 'head' }, say('documentHead')),
      h('div', { key: 'head-of' }, documentHead(view, made)),
      h('h2', { key: 'text' }, say('decisionText')),
      h('div', { key: 'text-of' }, papersPart(view, made.id, made.papers, inlined)),
      made.sameAsDecided === null
        ? null
        : h(
            'p',
            { key: 'same', ...(made.sameAsDecided ? {} : { className: 'warn' }) },
            say(made.sameAsDecided ? 'sameText' : 'otherText'),
          ),
      made.errata.length === 0
        ? null
        : h('p', { key: 'errata' }, say('errata', { count: made.errata.length })),
      h('h2', { key: 'adoption', id: 'opinions' }, say('adoption')),
      h('div', { key: 'adoption-of' }, adoption(view, made)),
      made.consultation === null
        ? null
        : h(
            'p',
            { key: 'consultation', className: 'more' },
            h('a', { href: to(made.consultation) }, say('seeConsultation')),
          ),
      h(
        'h2',
        { key: 'steps' },
        `${say('steps')}${language === 'en' ? ': ' : '：'}${made.stateName[language]}`,
      ),
      h('div', { key: 'steps-of' }, stepsPart(view, made.steps)),
      h('div', { key: 'hidden' }, hiddenPart(view, made.hidden, made.opinions?.received ?? 0)),
    ],
  }
}

function documentHead(view: View, made: Decision): ReactNode {
  const { say, organ, date, moment, word, language } = view
  const joined = (words: readonly string[]) =>
    words.length === 0 ? say('unknown') : words.join(language === 'en' ? ', ' : '、')
  return facts([
    [say('number'), made.number ?? '—'],
    [say('organ'), organ(made.organ)],
    [
      say('documentNumber'),
      made.documentNumber === null ? say('unknown') : h('span', chinese(view), made.documentNumber),
    ],
    [say('decidedOn'), made.decidedOn === null ? say('unknown') : date(made.decidedOn)],
    [say('publishedOn'), moment(made.publishedAt)],
    [say('inForce'), made.inForce === null ? say('unknown') : date(made.inForce)],
    [say('executing'), joined(made.executingUnits.map(organ))],
    [say('channels'), joined(made.channels.map((one) => word('medium', one)))],
    [say('fateEntry'), say('entryAt', { position: made.position })],
  ])
}

function adoption(view: View, made: Decision): ReactNode {
  const { say } = view
  if (made.adoption === null && (made.opinions === null || made.opinions.received === 0)) {
    return h('p', null, say('adoptionNone'))
  }
  return [
    made.opinions === null || made.opinions.received === 0
      ? null
      : h(
          'div',
          { key: 'channels' },
          countTable(view, 'channel', 'byChannel', made.opinions.byChannel),
        ),
    h('div', { key: 'adoption' }, adoptionPart(view, made.adoption)),
  ]
}
