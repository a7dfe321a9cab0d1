import { dateOf, isDigest, plusDays, type Instant } from '@juece/kernel'
import { specifications } from '@juece/procedure'
import { exampleOf, parseRequest } from '@juece/procedure/wire'
import t from 'tap'
import {
  answerTo,
  by,
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
  type Post,
  type World,
} from './support/review.ts'

const rows = Object.fromEntries(specifications.map((row) => [row.type, row]))

/** The names of an example as they stand at this moment of this matter. */
function named(name: string, at: Instant, world: World): unknown {
  const fixed: Readonly<Record<string, unknown>> = {
    $attachment: paper(9).digest,
    '$decided-text': paper(1).digest,
    $draft: 1,
    $entry: matterOf(world).review.rounds.at(-1)?.counsel.at(-1) ?? 1,
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

type Step = readonly [type: string, who: Act['by'], at: string, more?: object]

function walked(
  test: { equal(a: unknown, b: unknown, says: string): boolean },
  before: World,
  steps: readonly Step[],
): World {
  return steps.reduce<World>((world, [type, who, time, more]) => {
    const at = moment(time)
    const act: Act = { by: who, at, type, with: example(type, at, world, more) }
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
