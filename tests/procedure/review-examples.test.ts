import { dateOf, isDigest, plusDays, type Instant } from '@juece/kernel'
import { specifications } from '@juece/procedure'
import { exampleOf, parseRequest } from '@juece/procedure/wire'
import t from 'tap'
import {
  answerTo,
  but,
  by,
  finding,
  given,
  matterOf,
  member,
  members,
  moment,
  paper,
  revised,
  sitting,
  stream,
  type Act,
  type Beside,
  type Post,
  type World,
} from './support/review.ts'

import { adjusting, decidedLater, otherStream } from './support/execution-acts.ts'

const rows = Object.fromEntries(specifications.map((row) => [row.type, row]))

/** The names of an example as they stand at this moment of this matter. */
function named(name: string, at: Instant, world: World): unknown {
  const fixed: Readonly<Record<string, unknown>> = {
    $attachment: paper(9).digest,
    '$decided-text': paper(1).digest,
    $draft: 1,
    '$next-draft': matterOf(world).drafts.length + 1,
    $entry:
      matterOf(world).execution.circumstances.at(-1)?.position ??
      matterOf(world).review.rounds.at(-1)?.counsel.at(-1) ??
      1,
    '$linked-matter': otherStream,
    $sitting: sitting,
    $matter: stream,
    $government: 'cn-000000/government',
    $today: dateOf(at),
    $now: at,
    $happened: at,
  }
  if (Object.hasOwn(fixed, name)) return fixed[name]
  const days = /^\$inDays-(\d+)$/.exec(name)?.[1]
  if (days !== undefined) return plusDays(dateOf(at), Number(days))
  if (!name.endsWith('.organ')) return name.slice(1)
  return by(name.slice(1, -'.organ'.length) as Post).organ
}
function filled(value: unknown, fill: (name: string) => unknown): unknown {
  if (typeof value === 'string') return fill(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, fill))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, fill)]))
}
/** The lawful example of an act, checked as a request, its attachments put in their places. */
function example(type: string, at: Instant, world: World, more: object = {}): object {
  const row = rows[type]
  if (row === undefined) throw new Error(`no act ${type}`)
  const fill = (name: string) => (name.startsWith('$') ? named(name, at, world) : name)
  const request = { ...(filled(exampleOf(row), fill) as object), ...more }
  const parsed = parseRequest(request, rows)
  if (parsed.kind === 'invalid') throw new Error(`${type}: ${JSON.stringify(parsed.issues)}`)
  const attach = (text: string) => (isDigest(text) ? { ...paper(), digest: text } : text)
  return filled(parsed.request, attach) as object
}

type Step = readonly [type: string, who: Act['by'], at: string, more?: object, beside?: Beside]

function walked(
  test: { equal(a: unknown, b: unknown, says: string): boolean },
  before: World,
  steps: readonly Step[],
): World {
  return steps.reduce<World>((world, [type, who, time, more, beside]) => {
    const at = moment(time)
    const act: Act = { ...beside, by: who, at, type, with: example(type, at, world, more) }
    const outcome = answerTo(world, act)
    test.equal(
      outcome.kind,
      'recorded',
      outcome.kind === 'recorded' ? type : JSON.stringify(outcome),
    )
    return given(world, act)
  }, before)
}

const office = by('government-office')
const handler = by('undertaking-unit-handler')
const stances = members
  .slice(1)
  .map((who): Step => ['RecordStance', by('recorder'), '2025-03-19 09:40', { member: who }])
const usual: readonly Step[] = [
  ['SubmitForReview', by('undertaking-unit-principal'), '2025-03-03 09:00'],
  ['AcceptForReview', by('legality-reviewer'), '2025-03-03 10:00'],
  ['AssignReviewer', by('legality-head'), '2025-03-03 11:00'],
  ['RequestSupplement', by('legality-reviewer'), '2025-03-05 09:00'],
  ['SupplyPapers', handler, '2025-03-05 16:00'],
  ['AddCounselOpinion', by('legal-adviser'), '2025-03-06 09:00'],
  ['IssueLegalityOpinion', by('legality-head'), '2025-03-10 09:00'],
  ['SubmitForDeliberation', by('undertaking-unit-principal'), '2025-03-11 09:00'],
  ['ConveneSitting', office, '2025-03-12 09:00'],
  ['AdmitToAgenda', office, '2025-03-12 10:00'],
  ['OpenSitting', office, '2025-03-19 09:00'],
  ['OpenDeliberation', office, '2025-03-19 09:30'],
  ...stances,
  ['TakeDecision', by('head'), '2025-03-19 10:00'],
  ['CloseDeliberation', by('recorder'), '2025-03-19 10:10'],
  ['CloseSitting', office, '2025-03-19 11:00'],
  ['SignMinutes', by('office-director'), '2025-03-20 09:00'],
  ['SignMinutes', by('head'), '2025-03-20 10:00'],
  ['IssueMinutes', office, '2025-03-20 11:00'],
  ['OpenPriorReport', office, '2025-03-20 12:00'],
  ['RecordReply', office, '2025-03-21 09:00'],
  ['CheckOpenness', by('openness-reviewer'), '2025-03-21 10:00'],
  ['PublishDecision', office, '2025-03-24 09:00'],
  ['StartExecution', office, '2025-03-25 09:00'],
  ['SubmitExecutionReport', by('executing-unit'), '2025-06-25 09:00'],
  ['HandOverPapers', handler, '2025-06-26 09:00'],
  ['CloseDossier', by('archivist'), '2025-06-27 09:00'],
]

t.test(
  'the lawful examples, one after the other, lead from the review to the archive',
  async (t) => {
    const world = walked(t, revised(), usual)
    t.match(matterOf(world), { stage: 'S24', deviations: [] })
    t.type(matterOf(world).archive.closedAt, 'number')
  },
)

const executed = usual.slice(0, usual.findIndex(([type]) => type === 'StartExecution') + 1)

t.test('the examples of execution, suspension and evaluation are a lawful path', async (t) => {
  const world = walked(t, walked(t, revised(), executed), [
    ['RecordExecutionOpinion', by('executing-unit'), '2025-04-01 09:00'],
    ['ReportMajorCircumstance', by('executing-unit'), '2025-06-01 08:00'],
    ['SuspendExecution', by('head'), '2025-06-01 09:00'],
    ['RecordAftercare', by('executing-unit'), '2025-06-02 09:00'],
    ['ResumeExecution', by('head'), '2025-06-20 09:00'],
    ['OpenInspection', by('inspector'), '2025-07-01 09:00'],
    ['ConcludeInspection', by('inspector'), '2025-07-10 09:00'],
    ['ObjectToConclusion', by('executing-unit'), '2025-07-20 09:00'],
    ['AssignObjection', by('inspector'), '2025-07-21 09:00'],
    ['DecideObjection', by('office-director'), '2025-08-01 09:00'],
    ['DeclineEvaluation', by('head'), '2025-09-01 09:00'],
    ['OpenEvaluation', by('head'), '2025-10-01 09:00'],
    ['AppointEvaluator', by('head'), '2025-10-02 09:00'],
    ['NameEvaluationTeam', by('evaluator'), '2025-10-03 09:00'],
    ['SubmitEvaluationReport', by('evaluator'), '2025-11-03 09:00'],
    ['DisposeOfReport', by('head'), '2025-11-10 09:00'],
    ['CloseEvaluation', by('head'), '2025-11-11 09:00'],
    ['CompleteExecution', by('head'), '2025-12-01 09:00'],
    ['OpenAccountability', by('superior'), '2025-12-02 09:00'],
    ['CloseAccountability', by('superior'), '2025-12-03 09:00'],
    ['HandOverPapers', handler, '2025-12-04 09:00'],
    ['CloseDossier', by('archivist'), '2025-12-05 09:00'],
    ['TransferToArchive', by('archivist'), '2026-01-05 09:00'],
  ])
  t.match(matterOf(world), { stage: 'S29', deviations: [] })
})

t.test('the examples of change and stop are lawful over another matter', async (t) => {
  const executing = walked(t, revised(), executed)
  walked(t, executing, [['EnterChange', office, '2025-07-01 09:00']])
  const adjusted = walked(t, executing, [
    ['OpenAdjustment', by('head'), '2025-08-01 09:00', {}, { others: [adjusting()] }],
  ])
  const out = { others: [decidedLater({ stage: 'S23' })] }
  walked(t, adjusted, [['SettleAdjustment', by('head'), '2025-10-01 09:00', {}, out]])
  const decided = { others: [decidedLater()] }
  walked(t, executing, [['StopExecution', by('head'), '2025-10-01 09:00', {}, decided]])
  const redrafted = walked(t, executing, [['RegisterDraft', handler, '2025-07-01 09:00']])
  const found = but(redrafted, () => ({ changes: [finding('AF-12', 'no', { from: 1, to: 4 })] }))
  walked(t, found, [['PublishErratum', by('head'), '2025-07-10 09:00', { to: 4 }]])
})

t.test('the other examples are lawful where their moment has come', async (t) => {
  const inReview = walked(t, revised(), usual.slice(0, 2))
  walked(t, inReview, [['ReturnFromReview', by('legality-reviewer'), '2025-03-04 09:00']])
  walked(t, inReview, [['ConsentToShorterReview', by('legality-head'), '2025-03-04 09:00']])
  const inSession = walked(t, revised(), usual.slice(0, 12))
  walked(t, inSession, [
    ['DeclareRecusal', member(5), '2025-03-19 09:35'],
    ['ReadWrittenView', by('recorder'), '2025-03-19 09:36'],
  ])
  walked(t, inSession, [
    ...stances,
    ['TakeDecision', by('head'), '2025-03-19 10:00'],
    ['GiveReasons', by('head'), '2025-03-19 10:05'],
  ])
  const tabled = walked(t, revised(), usual.slice(0, 10))
  walked(t, tabled, [['RefuseAgenda', by('deputy-head'), '2025-03-13 09:00']])
  walked(t, tabled, [['EnterTranscript', office, '2025-03-19 12:00']])
  walked(t, tabled, [['RecordRefusalToHandOver', by('archivist'), '2025-03-19 12:00']])
})
