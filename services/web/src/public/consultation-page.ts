import { createElement as h, type ReactNode } from 'react'
import type { Consultation } from '../views.ts'
import { opinionForm, type Attempt } from './opinion-form.ts'
import type { Page } from './page.ts'
import {
  adoptionPart,
  chinese,
  countTable,
  facts,
  hiddenPart,
  papersPart,
  stepsPart,
  table,
  type Inlined,
} from './parts.ts'
import type { View } from './view.ts'

/** 一次征求意见 · What is asked, until when and why then, what to read, and where to answer. */
export function consultationPage(
  view: View,
  asked: Consultation,
  inlined: readonly Inlined[],
  attempt: Attempt,
): Page {
  const { say, to, moment, organ, word } = view
  const isOpen = asked.status === 'open'
  return {
    title: asked.title,
    section: 'navConsultations',
    isError: attempt.errors.length > 0,
    body: [
      h(
        'div',
        { key: 'top' },
        attempt.summary,
        h('span', { className: `state ${asked.status}` }, word('status', asked.status)),
        until(view, asked),
        isOpen
          ? h(
              'p',
              { className: 'more' },
              h('a', { className: 'button', href: '#opine' }, say('opine')),
            )
          : null,
        facts([
          [say('organ'), organ(asked.organ)],
          [say('number'), asked.number ?? '—'],
          [say('published'), moment(asked.publishedAt)],
        ]),
        notes(view, asked),
        why(view, asked),
      ),
      h('h2', { key: 'papers' }, say('papers')),
      h('div', { key: 'papers-of' }, papersPart(view, asked.id, asked.papers, inlined)),
      h('h2', { key: 'opine', id: 'opine' }, say('opine')),
      h(
        'div',
        { key: 'form' },
        isOpen
          ? opinionForm(view, asked, attempt)
          : h('p', null, say('closedNote', { when: moment(asked.ends) })),
      ),
      h('div', { key: 'opinions' }, opinions(view, asked)),
      h('h2', { key: 'steps' }, say('steps')),
      h('div', { key: 'steps-of' }, stepsPart(view, asked.steps)),
      asked.decision === null
        ? null
        : h(
            'p',
            { key: 'decision', className: 'more' },
            h('a', { href: to(asked.decision) }, say('seeDecision')),
          ),
      h(
        'div',
        { key: 'hidden' },
        hiddenPart(view, asked.hidden, isOpen ? 0 : asked.opinions.received),
      ),
    ],
  }
}

function until(view: View, { status, lastDay, left, deadline }: Consultation): ReactNode {
  const { say, date, cites } = view
  const length = deadline?.workingOut
  return h(
    'div',
    { className: 'ends' },
    h('strong', null, say('until', { when: say('endsAt', { date: date(lastDay) }) })),
    status === 'open' && left !== null ? h('span', null, leftText(view, left)) : null,
    length === undefined || deadline === null
      ? null
      : h(
          'div',
          { className: 'quiet' },
          say(length.unit === 'working-day' ? 'countedWorking' : 'counted', {
            days: length.length,
            cites: cites(deadline.cites),
          }),
        ),
  )
}

function leftText({ say }: View, left: NonNullable<Consultation['left']>): string {
  if (left.calendarDays === 0) return say('leftToday')
  return left.workingDays === null
    ? say('leftUnknown', { calendar: left.calendarDays })
    : say('leftBoth', { calendar: left.calendarDays, working: left.workingDays })
}

function notes(view: View, asked: Consultation): ReactNode {
  const { say, moment, date, cites, language } = view
  const { notice, removed, shorteningReasons, extensions, deviations } = asked
  return [
    shorteningReasons === null
      ? null
      : h(
          'p',
          { key: 'short', className: 'warn' },
          say('shortened', { reasons: shorteningReasons }),
        ),
    extensions.map(({ position, at, closes, reasons }) =>
      h(
        'p',
        { key: position, className: 'warn' },
        say('extended', {
          when: moment(at),
          closes: date(closes.slice(0, 10)),
          reasons: reasons ?? '—',
        }),
      ),
    ),
    deviations.map(({ rule, cites: cited, says }) =>
      h(
        'p',
        { key: rule, className: 'warn' },
        say('deviation', { says: says[language], cites: cites(cited) }),
      ),
    ),
    removed === null || removed.count === 0
      ? null
      : h('p', { key: 'removed', className: 'warn' }, say('removed', removed)),
    notice?.isFromPaper === true ? h('p', { key: 'paper' }, say('fromPaper')) : null,
    notice === null || notice.background === null
      ? null
      : h(
          'div',
          { key: 'background' },
          h('h2', null, say('background')),
          h('p', chinese(view), notice.background),
        ),
  ]
}

/** 为什么是这一天 · Each day of the count, passed over or counted. */
function why(view: View, { deadline }: Consultation): ReactNode {
  if (deadline === null || deadline.days.length === 0) return null
  const { say, date, word } = view
  return h(
    'details',
    null,
    h('summary', null, say('whyDate')),
    h('p', null, say('whyIntro')),
    table(
      [say('whyDay'), say('whyCount'), say('whyReason')],
      runsOf(deadline.days).map(({ from, to, why: reason }) => [
        from.date === to.date ? date(from.date) : `${date(from.date)} – ${date(to.date)}`,
        from.counted === null || to.counted === null
          ? '—'
          : from.date === to.date
            ? from.counted
            : `${from.counted} – ${to.counted}`,
        word('why', reason),
      ]),
      { right: [1] },
    ),
  )
}

type Day = NonNullable<Consultation['deadline']>['days'][number]

/** Days in a row that were what they were for the same reason. */
function runsOf(
  days: readonly Day[],
): readonly { readonly from: Day; readonly to: Day; readonly why: string }[] {
  const runs: { from: Day; to: Day; why: string }[] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last?.why === day.why) last.to = day
    else runs.push({ from: day, to: day, why: day.why })
  }
  return runs
}

function opinions(view: View, asked: Consultation): ReactNode {
  const { say, number, to } = view
  const { received, byChannel, byOutcome } = asked.opinions
  return [
    h('h2', { key: 'h', id: 'opinions' }, say('opinions')),
    h(
      'p',
      { key: 'sum' },
      say(asked.status === 'open' ? 'opinionsWhileOpen' : 'opinionsReceived', {
        count: number(received),
      }),
    ),
    byChannel === null || received === 0
      ? null
      : h('div', { key: 'channels' }, countTable(view, 'channel', 'byChannel', byChannel)),
    byOutcome === null || received === 0
      ? null
      : h('div', { key: 'outcomes' }, countTable(view, 'outcome', 'byOutcome', byOutcome)),
    asked.status === 'open' || received === 0
      ? null
      : h(
          'p',
          { key: 'lines', className: 'more' },
          h('a', { href: to(`/public/consultations/${asked.id}/opinions`) }, say('opinionsList')),
        ),
    asked.adoption === null
      ? null
      : h(
          'div',
          { key: 'adoption' },
          h('h2', null, say('adoption')),
          adoptionPart(view, asked.adoption),
        ),
  ]
}
