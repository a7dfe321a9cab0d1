import { msOf } from '@juece/kernel'
import {
  commandId,
  isPast,
  isSame,
  nextDateMs,
  nextDueMs,
  nudges,
  withDates,
} from '@juece/procedure/facts'
import { facts, type Progress } from '@juece/procedure/facts'
import { deciderOf, progressOfCatalogue, streamOfClerk } from '@juece/procedure'
import { clerkOf, progressOf } from '../../packages/procedure/src/progress-of.ts'
import t from 'tap'
import * as paper from '../support/paper-matter.ts'
import { withDeadline, withoutDeadline } from '../../packages/procedure/src/matter/matter.ts'
import type { Matter } from '../../packages/procedure/src/matter/state.ts'
import { endOfYear } from '../../packages/procedure/src/registers/catalogue/decide.ts'
import { catalogueOf, noCatalogue } from '../../packages/procedure/src/registers/catalogue/state.ts'

const dayMs = 86_400_000
const at = (day: number) => Math.round(paper.dayOne + day * dayMs)

/** The matter after the papers of these days. */
function after(days: (day: number, says: string) => boolean): { matter: Matter; position: number } {
  const papers = paper.wholeMatter.filter(([day, { says }]) => days(day, says))
  return papers.reduce(
    ({ matter, position }, [day, one]) => ({
      matter: one.then(matter, { position: position + 1, atMs: at(day) }),
      position: position + 1,
    }),
    { matter: paper.blank, position: 0 },
  )
}
const progressAfter = (days: (day: number, says: string) => boolean): Progress => {
  const { matter, position } = after(days)
  return progressOf(matter, position)
}

t.test('every answer is the answer of a named fact with its article', async (t) => {
  const named = Object.entries(facts)
  for (const [key, { name, article }] of named) {
    t.equal(key, name)
    t.match(article, /第.+条/)
  }
  const whole = progressAfter(() => true)
  t.same(
    Object.keys(whole.facts).filter((name) => !Object.hasOwn(facts, name)),
    [],
  )
})

t.test('open facts are left out, and answered ones stay within a walk', async (t) => {
  let before: Progress | undefined
  for (const day of [0, 1, 5, 8, 20, 22, 23, 24, 25, 40, 43, 60, 61, 63, 70, 77, 78, 84, 86, 100]) {
    const now = progressAfter((arrived) => arrived <= day)
    for (const [name, answer] of Object.entries(before?.facts ?? {})) {
      t.equal(now.facts[name], answer, `${name} on day ${day}`)
    }
    before = now
  }
  t.same(progressOf(paper.blank, 0).facts, {})
  t.equal(before?.facts['dossierClosed'], 'yes')
})

t.test(
  'lawfully undisclosed is what was found (AF-02), and no once the public was asked',
  async (t) => {
    const found = paper.answered('AF-02', 'yes').then(paper.blank, { position: 1, atMs: at(0) })
    t.equal(progressOf(found, 1).facts['lawfullyUndisclosed'], 'yes')
    const asked = paper.methodsChosen.then(found, { position: 2, atMs: at(1) })
    t.equal(progressOf(asked, 2).facts['lawfullyUndisclosed'], 'no')
    const out = paper.noticePublished(30).then(found, { position: 2, atMs: at(1) })
    t.equal(progressOf(out, 2).facts['lawfullyUndisclosed'], 'no')
  },
)

t.test('a closing is handed out five seconds late, everything else at its instant', async (t) => {
  const open = progressAfter((day) => day <= 25)
  t.equal(open.deadlines['commentWindow']?.dueMs, msOf(paper.endOfDay(at(25), 30)) + 5_000)
  t.equal(open.deadlines['commentWindow']?.brings, 'ClosePublicComment')
  const decided = progressAfter((day) => day < 84)
  t.same(
    decided.owed.map(({ brings, dueMs }) => [brings, dueMs]),
    [
      ['RemindOfPublication', msOf(paper.endOfDay(at(77.1), 23))],
      ['MarkPublicationOverdue', msOf(paper.endOfDay(at(77.1), 28))],
    ],
    'earliest first',
  )
})

t.test('a clock that stands still, or waits for a calendar, hands out no date', async (t) => {
  const date = { rule: 'MD-G05', bound: 'ceiling', setAt: 7, brings: 'MarkReviewOverdue' } as const
  const stands = withDeadline(paper.blank, 'reviewCeiling', { ...date, standsStill: true })
  t.same(progressOf(stands, 7).owed, [{ brings: 'MarkReviewOverdue', setAt: 7 }])
  const waits = withDeadline(paper.blank, 'reviewCeiling', { ...date, awaitsYear: 2027 })
  const before = progressOf(waits, 7)
  t.equal(before.awaitsYear, 2027)
  t.equal(nextDueMs(before), undefined)
  const there = progressOf(waits, 7, { hasCalendar: (year) => year === 2027 })
  t.equal(nextDueMs(there), 0, 'the calendar is there: the date is to be fixed at once')
  t.same(
    there.owed.find(({ brings }) => brings === 'FixDueDate'),
    { brings: 'FixDueDate', setAt: 7, dueMs: 0 },
  )
})

t.test(
  'several dates of one entry that await a calendar are fixed one after another',
  async (t) => {
    const date = { bound: 'ceiling', setAt: 7, awaitsYear: 2027 } as const
    const publication = { ...date, rule: 'MD-J01', brings: 'MarkPublicationOverdue' } as const
    const reminder = { ...date, rule: 'MD-J01', brings: 'RemindOfPublication' } as const
    const later = { ...date, rule: 'MD-K01', awaitsYear: 2028 } as const
    const waits = withDeadline(
      withDeadline(withDeadline(paper.blank, 'publication', publication), 'archive', later),
      'publicationReminder',
      reminder,
    )
    const beside = { hasCalendar: (year: number) => year === 2027 }
    const wishes = (matter: Matter, position: number) =>
      progressOf(matter, position, beside)
        .owed.filter(({ brings }) => brings === 'FixDueDate')
        .map(({ setAt, dueMs }) => [setAt, dueMs])
    t.same(wishes(waits, 7), [[7, 0]], 'one wish, for it has one id')
    const fixed = (matter: Matter, name: string, position: number): Matter =>
      deciderOf('matter/x').evolve(
        matter,
        { type: 'DueDateFixed', deadline: { name, ends: paper.endOfDay(at(0), 20) } },
        {
          position,
          sequence: 1,
          occurred: '',
          entered: '',
          by: { clerk: 'x' },
          rules: null,
        } as never,
      ) as Matter
    const one = fixed(waits, 'publication', 9)
    t.match(one.deadlines, { publication: { setAt: 9 }, publicationReminder: { setAt: 9 } })
    t.same(wishes(one, 9), [[9, 0]], 'the other one is another wish')
    const both = fixed(one, 'publicationReminder', 11)
    t.same(wishes(both, 11), [[11, undefined]], 'the third waits for its own year')
  },
)

t.test('the floor of the review brings nothing about: a gate asks the instant', async (t) => {
  const floor = withDeadline(paper.blank, 'reviewFloor', {
    rule: 'MD-G05',
    bound: 'floor',
    ends: paper.endOfDay(at(0), 7),
    setAt: 3,
  })
  t.same(progressOf(floor, 3).owed, [])
})

t.test(
  'a date whose command stands refused is left out of what is due, until it moves',
  async (t) => {
    const { matter, position } = after((day) => day <= 25)
    const due = progressOf(matter, position).deadlines['commentWindow']
    t.ok(due)
    if (!due) return
    const id = commandId(matter.stream.slice('matter/'.length), due)
    const refused = progressOf(matter, position, { refused: new Set([id]) })
    t.equal(refused.deadlines['commentWindow']?.isRefused, true)
    t.equal(nextDueMs(refused), undefined)
    t.equal(nextDateMs(refused, 0), undefined)
    const moved = paper.windowExtended(40).then(matter, { position: position + 1, atMs: at(30) })
    const later = progressOf(moved, position + 1, { refused: new Set([id]) })
    t.equal(later.deadlines['commentWindow']?.isRefused, undefined)
    t.notOk(isSame(due, later.deadlines['commentWindow']))
    t.not(commandId('m', due), commandId('m', later.deadlines['commentWindow'] ?? due))
  },
)

t.test('past and next dates', async (t) => {
  const due = { brings: 'MarkReportOverdue', setAt: 1, dueMs: 10 }
  t.ok(isPast(undefined, 0))
  t.notOk(isPast({ brings: 'MarkReportOverdue', setAt: 1 }, 10), 'no date is never past')
  t.notOk(isPast(due, 9))
  t.ok(isPast(due, 10), 'at the instant')
  const progress = { ...progressOf(paper.blank, 0), owed: [due, { ...due, dueMs: 20 }] }
  t.equal(nextDateMs(progress, 9), 10)
  t.equal(nextDateMs(progress, 10), 20)
  t.equal(nextDateMs(progress, 20), undefined)
  t.equal(nextDueMs(progress), 10)
  t.same(
    withDates(progress, (ms) => ms + 1).owed.map(({ dueMs }) => dueMs),
    [11, 21],
  )
})

t.test('only dates, walk, stage and end nudge; a fact alone never does (2.1)', async (t) => {
  let before: { matter: Matter; position: number } = { matter: paper.blank, position: 0 }
  const told: string[] = []
  for (const [day, one] of paper.wholeMatter) {
    const position = before.position + 1
    const matter = one.then(before.matter, { position, atMs: at(day) })
    if (nudges(progressOf(before.matter, before.position), progressOf(matter, position)))
      told.push(one.says)
    before = { matter, position }
  }
  t.notOk(told.some((says) => says.startsWith('AF-') || says.endsWith('Concluded')))
  t.notOk(told.includes('AdoptionStatementSubmitted'))
  t.ok(told.includes('CommentNoticePublished'))
  t.ok(told.includes('DossierClosed'))
  const over = progressOf(before.matter, before.position)
  t.notOk(nudges(over, { ...over, position: over.position + 1, stage: 'S24' }), 'over stays over')
  t.ok(nudges(undefined, over), 'whoever knows nothing is told')
})

t.test('over: the dossier is closed, or the matter has ended and nothing is owed', async (t) => {
  t.ok(progressAfter(() => true).isOver)
  t.notOk(progressAfter((day) => day < 100).isOver)
  const declined = { ...after((day) => day <= 5).matter, stage: 'S04' as const }
  t.ok(progressOf(declined, 9).isOver)
  const kept = withDeadline(declined, 'archive', {
    rule: 'MD-K01',
    bound: 'ceiling',
    ends: paper.endOfDay(at(6), 30),
    setAt: 9,
    brings: 'MarkArchiveOverdue',
  })
  t.notOk(progressOf(kept, 9).isOver, 'its papers are still to be kept')
  const windowed = { ...after((day) => day <= 25).matter, stage: 'S31' as const }
  t.same(progressOf(windowed, 20).deadlines, {}, 'no window runs in a matter that was terminated')
})

t.test('a closed dossier keeps its clerk while execution owes a date', async (t) => {
  const { matter: closed } = after(() => true)
  const owing = (
    name: 'report' | 'suspensionReview' | 'evaluationProposal' | 'transfer',
    brings: string,
  ) =>
    withDeadline({ ...closed, stage: 'S24' }, name, {
      rule: 'MD-L02',
      bound: 'ceiling',
      ends: paper.endOfDay(at(100), 90),
      setAt: 40,
      brings,
    })
  const reporting = owing('report', 'MarkReportOverdue')
  t.notOk(progressOf(reporting, 40).isOver)
  t.equal(progressOf(reporting, 40).stage, 'S33')
  t.equal(progressOf(reporting, 40).facts['executionDatesMet'], undefined)
  t.ok(nudges(progressOf(closed, 39), progressOf(reporting, 40)), 'a clerk that had left is told')
  const met = withoutDeadline(reporting, 'report')
  t.ok(progressOf(met, 41).isOver, 'until they are met')
  t.equal(progressOf(met, 41).facts['executionDatesMet'], 'yes')
  t.notOk(progressOf(owing('suspensionReview', 'MarkSuspensionReviewOverdue'), 40).isOver)
  t.notOk(progressOf(owing('evaluationProposal', 'ProposeEvaluation'), 40).isOver)
  const years = progressOf(owing('transfer', 'MarkTransferDue'), 40)
  t.ok(years.isOver, 'nobody stays for ten years')
  t.same(
    years.owed.map(({ brings }) => brings),
    ['MarkTransferDue'],
  )
  const window = withDeadline(reporting, 'commentWindow', {
    rule: 'MD-D05',
    bound: 'floor',
    setAt: 1,
  })
  t.same(Object.keys(progressOf(window, 42).deadlines), [], 'nothing else is left of it')
  for (const stage of ['S28', 'S29'] as const) {
    const { archive: _archive, ...open } = closed
    const ended = { ...open, archive: paper.blank.archive, stage }
    t.ok(progressOf(ended, 43).isOver, stage)
  }
})

t.test('the clerk of a matter has a name anyone can compute; another kind has none', async (t) => {
  const { matter } = after((day) => day <= 1)
  t.same(clerkOf(matter), { workflowType: 'majorDecision', workflowId: paper.stream })
  t.equal(clerkOf({ ...matter, kind: 'normative-document' }), undefined)
})

t.test('the clerk of a catalogue is asked for the end of each of its years', async (t) => {
  const organ = 'cn-000000/government'
  const none = noCatalogue(catalogueOf(organ))
  t.match(progressOfCatalogue(none, 0), { kind: '', isOver: true, owed: [] })
  const began = { ...none, began: [2025, 2024].map((year) => ({ year, setAt: year })) }
  const progress = progressOfCatalogue(began, 3_000)
  const ends = (year: number) => msOf(endOfYear(year))
  t.match(progress, { kind: 'yearly-catalogue', isOver: false, facts: { everyYearOver: 'no' } })
  t.same(progress.owed, [
    { brings: 'MarkCatalogueYearOver', setAt: 2024, dueMs: ends(2024) },
    { brings: 'MarkCatalogueYearOver', setAt: 2025, dueMs: ends(2025) },
  ])
  const refused = new Set([commandId(organ, progress.owed[0] ?? { brings: '', setAt: 0 })])
  t.equal(nextDueMs(progressOfCatalogue(began, 3_000, { refused })), ends(2025))
  const over = { ...began, yearsOver: [2024, 2025] }
  t.match(progressOfCatalogue(over, 9), { isOver: true, facts: { everyYearOver: 'yes' } })
  t.equal(streamOfClerk(organ), none.stream)
  t.equal(streamOfClerk('0194ed5e'), 'matter/0194ed5e')
})
