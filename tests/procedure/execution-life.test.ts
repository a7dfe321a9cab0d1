import t from 'tap'
import { plusMonths } from '../../packages/procedure/src/major-decision/execution/report-dates.ts'
import {
  answerTo,
  by,
  clerk,
  date,
  endOfDay,
  flagsOf,
  given,
  isForbidden,
  justBefore,
  matterOf,
  moment,
  owedIn,
  paper,
  rowsOf,
  type Act,
  type World,
} from './support/review.ts'
import {
  act,
  circumstance,
  executing,
  head,
  inspector,
  office,
  proved,
  report,
  start,
  suspended,
  unit,
} from './support/execution-acts.ts'
import { published } from './support/review-acts.ts'

const quarterly = {
  packs: { 'md.execution.reportPeriod': { rule: 'MD-L02', value: 'quarterly' } },
} as const
const mark = (at: Act['at']): Act => ({ ...quarterly, by: clerk, at, type: 'MarkReportOverdue' })
const dueOf = (world: World) => matterOf(world).deadlines.report?.lastDay

t.test('第三十四条: without a pack no report has a date', async (t) => {
  t.same(owedIn(executing()), [])
  t.same(rowsOf(answerTo(executing(), mark(moment('2026-03-20 09:00')))), ['MD-L02'])
  t.same(rowsOf(answerTo(published(), start)), ['recorded'])
})

t.test('第三十四条: a pack makes reports due, period after period', async (t) => {
  const running = executing(quarterly)
  t.equal(dueOf(running), '2025-06-20')
  t.same(owedIn(running), ['MarkReportOverdue'])
  const first = given(running, report('2025-06-18 09:00', quarterly))
  t.equal(dueOf(first), '2025-09-20')
  const more = given(first, report('2025-06-19 09:00', quarterly))
  t.equal(dueOf(more), '2025-09-20', 'a report more in the same quarter is no report on the next')
  t.equal(matterOf(more).execution.reports.length, 2)
  const opened = report('2025-06-21 00:00', quarterly)
  t.equal(dueOf(given(first, opened)), '2025-12-20', 'from the first instant of its own period')
})

t.test('第三十四条: the last instant is in time, 24:00 is late (IL-83)', async (t) => {
  const running = executing(quarterly)
  const ends = endOfDay('2025-06-20')
  const early = mark(justBefore(ends))
  t.same(rowsOf(answerTo(running, early)), ['MD-L02'], 'before the instant the clock is refused')
  t.same(flagsOf(answerTo(running, mark(ends))), ['MD-L02'])
  const inTime = { ...report('2025-06-20 09:00', quarterly), at: justBefore(ends) }
  t.same(flagsOf(answerTo(running, inTime)), [])
  t.same(
    flagsOf(answerTo(running, { ...inTime, at: ends })),
    ['MD-L02'],
    'without the mark as well',
  )
})

t.test('第三十四条: a late report answers for the one missed; the flag stays', async (t) => {
  const missed = given(executing(quarterly), mark(endOfDay('2025-06-20')))
  t.same(matterOf(missed).execution.reporting?.missed, [1])
  t.equal(dueOf(missed), '2025-09-20')
  const late = given(missed, report('2025-07-05 09:00', quarterly))
  t.same(matterOf(late).execution.reporting?.missed, [])
  t.equal(dueOf(late), '2025-09-20', 'the next one is still due')
  t.same(flagsOf(answerTo(late, mark(endOfDay('2025-09-20')))), ['MD-L02'])
  t.same(
    matterOf(late).deviations.map(({ rule }) => rule),
    ['MD-L02'],
  )
})

t.test('a month that is shorter ends the period on its last day', async (t) => {
  t.equal(plusMonths(date('2025-01-31'), 1), '2025-02-28')
  t.equal(plusMonths(date('2024-01-31'), 1), '2024-02-29')
  t.equal(plusMonths(date('2025-08-31'), 1), '2025-09-30')
  t.equal(plusMonths(date('2025-11-30'), 3), '2026-02-28')
  t.equal(plusMonths(date('2024-02-29'), 12), '2025-02-28')
  t.equal(plusMonths(date('2025-12-15'), 1), '2026-01-15')
})

t.test('第三十五条第一款: what is known is reported at once (IL-84)', async (t) => {
  const known = moment('2025-06-01 10:00')
  const late = circumstance('2025-07-20 09:00', { knownSince: known })
  t.same(flagsOf(answerTo(executing(), late)), ['MD-L03'])
  const kept = matterOf(given(executing(), late)).execution.circumstances
  t.same(
    kept.map(({ kind }) => kind),
    ['forceMajeure'],
    'flagged, and kept',
  )
  const soon = circumstance('2025-06-02 09:00', { knownSince: known })
  t.same(flagsOf(answerTo(executing(), soon)), [])
  const last = justBefore(endOfDay('2025-06-04'))
  const onThird = { ...soon, at: last, with: { ...soon.with, happened: last } }
  t.same(flagsOf(answerTo(executing(), onThird)), [])
  const after = endOfDay('2025-06-04')
  const onFourth = { ...soon, at: after, with: { ...soon.with, happened: after } }
  t.same(flagsOf(answerTo(executing(), onFourth)), ['MD-L03'])
  const enteredLater = { ...soon, at: moment('2025-08-01 09:00') }
  t.same(flagsOf(answerTo(executing(), enteredLater)), [], 'what counts is when it was reported')
})

t.test('CAL-11: nobody reports what he came to know later', async (t) => {
  const ahead = circumstance('2025-06-01 08:00', { knownSince: moment('2025-06-01 08:01') })
  t.same(rowsOf(answerTo(executing(), ahead)), ['CAL-11'])
  t.same(rowsOf(answerTo(executing(), circumstance())), ['recorded'], 'at that very moment')
  t.same(rowsOf(answerTo(executing(), { ...circumstance(), by: head })), ['PW-01'])
  t.same(rowsOf(answerTo(published(), circumstance())), ['T35'])
})

t.test('第三十五条第二款: opinions on the execution are counted', async (t) => {
  const opinion = act('RecordExecutionOpinion', office, '2025-06-01 09:00', {
    channel: 'telephone',
    text: paper(),
    ...proved('2025-05-30 09:00'),
  })
  t.equal(matterOf(given(executing(), opinion, opinion)).execution.opinions, 2)
  t.same(rowsOf(answerTo(executing(), { ...opinion, by: unit })), ['recorded'])
  t.same(rowsOf(answerTo(executing(), { ...opinion, by: by('proposer') })), ['PW-01'])
})

t.test('T43: completed while it is carried out, and nothing is due any more', async (t) => {
  const complete = act('CompleteExecution', head, '2026-03-01 09:00', { report: paper() })
  const running = executing(quarterly)
  const completed = given(running, complete)
  t.equal(matterOf(completed).stage, 'S29')
  t.same(owedIn(completed), [])
  t.same(rowsOf(answerTo(suspended(), complete)), ['T43'])
  t.same(rowsOf(answerTo(running, { ...complete, by: unit })), ['PW-01'])
  t.same(rowsOf(answerTo(completed, complete)), ['T43'])
})

const order = { kind: 'headOrder', paper: paper() }
const open = (more: object = {}): Act =>
  act('OpenInspection', inspector, '2025-07-01 09:00', {
    order,
    plan: paper(),
    team: ['inspector'],
    ...more,
  })
const conclude = act('ConcludeInspection', inspector, '2025-07-10 09:00', {
  authors: ['inspector'],
  conclusion: paper(),
})
const object = (at = '2025-07-20 09:00'): Act =>
  act('ObjectToConclusion', unit, at, { objection: paper(), ...proved(at) })
const assign = (reviewer = 'office-director', at = '2025-07-21 09:00'): Act =>
  act('AssignObjection', inspector, at, { reviewer })
const decide = (at = '2025-08-01 09:00', who: Act['by'] = by('office-director')): Act =>
  act('DecideObjection', who, at, { upheld: false, reasons: '事实清楚。' })
const objected = () => given(executing(), open(), conclude, object())

t.test('督查条例第十一条: an inspection has an order and a plan (IL-85)', async (t) => {
  t.same(rowsOf(answerTo(executing(), open())), ['recorded'])
  for (const kind of ['governmentDecision', 'approvedProposal']) {
    t.same(rowsOf(answerTo(executing(), open({ order: { ...order, kind } }))), ['recorded'], kind)
  }
  const without = answerTo(executing(), open({ order: undefined }))
  t.same(rowsOf(without), ['MD-L05'])
  t.notOk(isForbidden(without))
  t.same(rowsOf(answerTo(executing(), open({ plan: undefined }))), ['MD-L05'])
  t.same(rowsOf(answerTo(published(), open())), ['MD-L05'])
  t.same(rowsOf(answerTo(executing(), { ...open(), by: office })), ['PW-01'])
  t.same(rowsOf(answerTo(given(executing(), open()), open())), ['MD-L05'], 'one at a time')
})

t.test('督查条例第十六条: a conclusion follows an inspection and has its authors', async (t) => {
  t.same(rowsOf(answerTo(executing(), conclude)), ['MD-L05'])
  const opened = given(executing(), open())
  t.same(rowsOf(answerTo(opened, conclude)), ['recorded'])
  t.same(rowsOf(answerTo(opened, { ...conclude, with: { ...conclude.with, authors: [] } })), [
    'MD-L05',
  ])
  t.same(rowsOf(answerTo(given(opened, conclude), open())), ['recorded'], 'the next inspection')
})

t.test('督查条例第十七条: thirty days for the objection; a late one is kept', async (t) => {
  const concluded = given(executing(), open(), conclude)
  t.same(flagsOf(answerTo(concluded, object())), [])
  const last = justBefore(endOfDay('2025-08-09'))
  const onLast = {
    ...object(),
    at: last,
    with: { objection: paper(), happened: last, evidence: paper() },
  }
  t.same(flagsOf(answerTo(concluded, onLast)), [])
  const late = object('2025-08-10 00:00')
  t.same(flagsOf(answerTo(concluded, late)), ['MD-L05'])
  t.same(rowsOf(answerTo(given(concluded, late), assign('office-director', '2025-08-11 09:00'))), [
    'MD-L05',
  ])
  t.same(rowsOf(answerTo(executing(), object())), ['MD-L05'])
  t.same(rowsOf(answerTo(concluded, object('2025-07-10 08:59'))), ['CAL-11'])
  t.same(rowsOf(answerTo(concluded, { ...object(), by: inspector })), ['PW-01'])
})

t.test('督查条例第十七条: others review the objection (IL-86)', async (t) => {
  const toAuthor = answerTo(objected(), assign('inspector'))
  t.same(rowsOf(toAuthor), ['SoD-11', 'MD-L05'])
  t.notOk(isForbidden(toAuthor), 'who assigns is not barred himself')
  t.same(rowsOf(answerTo(objected(), assign())), ['recorded'])
  const written = given(
    executing(),
    open({ team: ['inspector-2'] }),
    { ...conclude, with: { ...conclude.with, authors: ['inspector-3'] } },
    object(),
  )
  t.same(rowsOf(answerTo(written, assign('inspector-2'))), ['SoD-11', 'MD-L05'], 'of the team')
  t.same(rowsOf(answerTo(written, assign('inspector-3'))), ['SoD-11', 'MD-L05'], 'an author')
  t.same(rowsOf(answerTo(written, assign('inspector'))), ['SoD-11', 'MD-L05'], 'who issued it')
  t.same(rowsOf(answerTo(written, assign('inspector-4'))), ['recorded'])
})

t.test('督查条例第十七条: the reviewer decides, within thirty days', async (t) => {
  const assigned = given(objected(), assign())
  t.same(flagsOf(answerTo(assigned, decide())), [])
  t.same(rowsOf(answerTo(assigned, decide(undefined, inspector))), ['PW-01', 'SoD-11'])
  t.same(rowsOf(answerTo(objected(), decide())), ['PW-01', 'SoD-11'], 'nobody was assigned')
  const last = justBefore(endOfDay('2025-08-19'))
  t.same(flagsOf(answerTo(assigned, { ...decide(), at: last })), [])
  t.same(flagsOf(answerTo(assigned, decide('2025-08-20 00:00'))), ['MD-L05'])
  t.same(rowsOf(answerTo(given(assigned, decide()), decide())), ['MD-L05'], 'once')
})
