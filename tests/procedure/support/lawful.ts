import {
  calendarDate,
  dateOf,
  instant,
  instantOf,
  msOf,
  plusDays,
  startOf,
  type Instant,
} from '@juece/kernel'
import {
  circumstancesFrom,
  deciderOf,
  emptyStream,
  isAboutThePerson,
  specifications,
  streamsRead,
  withEntry,
  type AnyCommand,
  type By,
  type Folded,
  type Ground,
  type Matter,
  type OpinionSet,
  type Outcome,
} from '@juece/procedure'
import { exampleOf } from '@juece/procedure/wire'
import {
  calendarFiles,
  calendarOf,
  nationalLevelFile,
  resolveRules,
  type LevelFile,
} from '@juece/rulebook'
import { noOffices } from '../../../packages/procedure/src/registers/offices/state.ts'

/** The matter of these tests, and another one beside it. */
export const matterStream = 'matter/019b8bab-0680-7575-823f-642f63eabb2a'
export const otherMatter = 'matter/019b8bab-0680-7575-823f-642f63eabb2b'
export const catalogueStream = 'catalogue/cn-000000/government'
export const sittingStream = 'sittings/019cc0df-8500-7558-8413-b70f8c6bbbb1'

const organs = {
  proposer: 'development-bureau',
  head: 'government',
  'executive-deputy': 'government',
  'deputy-head': 'government',
  'government-office': 'government-office',
  'office-director': 'government-office',
  recorder: 'government-office',
  'openness-reviewer': 'government-office',
  administrator: 'government-office',
  'undertaking-unit-handler': 'urban-management-bureau',
  'undertaking-unit-principal': 'urban-management-bureau',
  'unit-legal-staff': 'urban-management-bureau',
  'consulted-unit': 'finance-bureau',
  'legality-reviewer': 'justice-bureau',
  'legality-head': 'justice-bureau',
  'legal-adviser': 'law-firm',
  'market-regulator': 'market-regulation-bureau',
  'risk-assessor': 'risk-assessment-centre',
  'hearing-organiser': 'hearing-office',
  'investment-authority': 'investment-authority',
  archivist: 'archives',
} as const
type Post = keyof typeof organs
type Official = Extract<By, { readonly official: string }>

/** The official who holds a post; he bears its name. */
export function by(post: Post): Official {
  return { official: post, organ: `cn-000000/${organs[post]}`, post }
}
/** An ordinary member of the meeting. */
export function member(number: number): Official {
  return { official: `member-${number}`, organ: 'cn-000000/government', post: 'member' }
}
export const clerk: By = { clerk: 'major-decision' }
export const unit = by('undertaking-unit-handler')

const people = [
  ...Object.keys(organs).map((post) => by(post as Post)),
  ...[1, 2, 3, 4, 5].map(member),
]
const offices = {
  ...noOffices('cn-000000'),
  isFounding: false,
  appointments: people.map((one) => ({
    ...one,
    subject: { issuer: 'https://login.example', sub: one.official },
    from: instant('2023-01-01T00:00:00+08:00'),
  })),
}
const calendar = calendarOf(calendarFiles)
const begun = calendarDate('2025-03-01')

/** A moment in Asia/Shanghai: `2025-06-01 09:30`. */
export function moment(text: string): Instant {
  return instant(`${text.replace(' ', 'T')}+08:00`)
}
/** One millisecond before. */
export function justBefore(time: Instant): Instant {
  return instantOf(msOf(time) - 1)
}

/** One act: the lawful example of its row, with what differs. */
export interface Act {
  readonly by: By
  readonly at: Instant
  readonly type: string
  readonly with?: object
  readonly stream?: string
  readonly packs?: readonly LevelFile[]
  readonly opinions?: OpinionSet
}

/** Streams as the record has them. */
export interface World {
  readonly streams: ReadonlyMap<string, Folded>
  readonly position: number
}
export const nothing: World = { streams: new Map(), position: 1 }

/** A stream of a world. */
export function folded({ streams }: World, stream: string): Folded {
  return streams.get(stream) ?? emptyStream(stream)
}
/** The matter of a world. */
export function matterOf(world: World, stream = matterStream): Matter {
  return folded(world, stream).state as Matter
}
/** The world with something of the matter changed, as if the record said so. */
export function but(world: World, change: (matter: Matter) => Partial<Matter>): World {
  const before = folded(world, matterStream)
  const matter = before.state as Matter
  const streams = new Map(world.streams)
  streams.set(matterStream, { ...before, state: { ...matter, ...change(matter) } })
  return { ...world, streams }
}

/** What `decide` answers to an act, having read exactly the streams the registrar would read. */
export function answerTo(world: World, act: Act): Outcome {
  const { stream, command, at } = asked(world, act)
  return deciderOf(stream).decide(command, folded(world, stream).state, at, act.by)
}
/** The rows `may` gives, without the body of the act. */
export function mayOf(world: World, act: Act): readonly string[] {
  const { stream, at } = asked(world, act)
  return deciderOf(stream)
    .may(act.type, folded(world, stream).state, at, act.by)
    .map(({ rule }) => rule)
}

function asked(world: World, act: Act) {
  const stream = act.stream ?? matterStream
  const command = commandOf(act, world)
  const { state } = folded(world, stream)
  const states = new Map<string, unknown>([[stream, state]])
  for (const other of streamsRead(command, stream, state, act.by)) {
    states.set(other, folded(world, other).state)
  }
  states.set('offices/cn-000000', offices)
  const { happened } = command
  const at = circumstancesFrom({
    time: typeof happened === 'string' ? (happened as Instant) : act.at,
    present: act.at,
    rules: resolveRules([nationalLevelFile, ...(act.packs ?? [])], begun),
    calendar,
    states,
    ...(act.opinions === undefined ? {} : { opinions: act.opinions }),
  })
  return { stream, command, at }
}

/** The world after acts that must all be recorded. */
export function given(before: World, ...acts: readonly Act[]): World {
  return acts.reduce((world, act) => {
    const outcome = answerTo(world, act)
    if (outcome.kind !== 'recorded') {
      throw new Error(`${act.type} was not recorded: ${JSON.stringify(outcome)}`)
    }
    const stream = act.stream ?? matterStream
    const { position } = world
    const before = folded(world, stream)
    const command = commandOf(act, world)
    const { happened } = command
    const after = withEntry(before, {
      position,
      entry: {
        format: 'juece-entry/1',
        stream,
        sequence: before.sequence + 1,
        previous: null,
        asOf: {},
        occurred: typeof happened === 'string' ? (happened as Instant) : act.at,
        entered: act.at,
        by: act.by,
        rules: null,
        calendar: null,
        command: { ...command, id: `test/${position}` },
        outcome,
        salt: '00',
      },
    })
    return { streams: new Map(world.streams).set(stream, after), position: position + 1 }
  }, before)
}

const paper = `sha256:${'0'.repeat(64)}`

function commandOf(act: Act, world: World): AnyCommand {
  const row = specifications.find(({ type }) => type === act.type)
  const example = row === undefined ? {} : filled(exampleOf(row), act, world)
  const given = Object.entries({ ...(example as object), ...act.with, type: act.type })
  // `undefined` takes a field of the example away.
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as AnyCommand
}

function filled(value: unknown, act: Act, world: World): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? named(value, act, world) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, act, world))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filled(item, act, world)]),
  )
}

function named(name: string, { at }: Act, world: World): unknown {
  const drafts = matterOf(world).drafts.length
  const fixed: Readonly<Record<string, unknown>> = {
    $attachment: paper,
    $draft: Math.max(drafts, 1),
    '$next-draft': drafts + 1,
    $round: 1,
    '$next-round': matterOf(world).comment.rounds.length + 1,
    $today: dateOf(at),
    $now: at,
    $happened: at,
    $government: 'cn-000000/government',
    $sitting: sittingStream,
    $entry: world.position - 1,
    '$opinions.count': 0,
    '$opinions.adopted': 0,
    '$opinions.partly': 0,
    '$opinions.notAdopted': 0,
  }
  if (Object.hasOwn(fixed, name)) return fixed[name]
  const [, word, days] = /^\$(inDays|morningInDays)-(\d+)$/.exec(name) ?? []
  const day = plusDays(dateOf(at), Number(days ?? 0))
  if (word === 'inDays') return day
  if (word === 'morningInDays') return instantOf(msOf(startOf(day)) + 9 * 3_600_000)
  const role = name.slice(1).replace(/\.organ$/, '')
  if (!name.endsWith('.organ')) return role
  return `cn-000000/${organs[role as Post]}`
}

/** The rows of the grounds, in order; `recorded` or `invalid` where there are none. */
export function rowsOf(outcome: Outcome): readonly string[] {
  return outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]
}
/** The ground of a row. */
export function groundOf(outcome: Outcome, rule: string): Ground {
  const found = outcome.kind === 'refused' && outcome.grounds.find((one) => one.rule === rule)
  if (!found) throw new Error(`no ground ${rule}: ${JSON.stringify(outcome)}`)
  return found
}
/** The rows of the deviations of a recorded act. */
export function flagsOf(outcome: Outcome): readonly string[] {
  if (outcome.kind !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(outcome)}`)
  return outcome.deviations.map(({ rule }) => rule)
}
/** Whether the answer is 403. */
export function isForbidden(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && isAboutThePerson(outcome.grounds)
}

/** An act of the unit's handler unless said otherwise. */
export function act(type: string, at: string, more: object = {}, who: By = unit): Act {
  return { by: who, at: moment(at), type, with: more }
}
/** A question answered, by those who propose and decide it. */
export function answers(
  code: string,
  answer: 'yes' | 'no',
  at: string,
  more: object = {},
): readonly Act[] {
  const deciders: Readonly<Record<string, Post>> = {
    'AF-01': 'head',
    'AF-02': 'openness-reviewer',
    'AF-04': 'legality-reviewer',
    'AF-07': 'market-regulator',
    'AF-12': 'legality-reviewer',
  }
  const proposer = code === 'AF-01' ? by('government-office') : unit
  const findings = [{ code, answer, reasons: '依据材料认定。', ...more }]
  const agreed = [{ code, agrees: true }]
  return [
    act('ProposeFinding', at, { findings }, proposer),
    act('ApproveFinding', at, { findings: agreed }, by(deciders[code] ?? 'government-office')),
  ]
}

const day = '2024-05-01'
/** Proposed, studied and started. */
export const started: World = given(
  nothing,
  act('SubmitProposal', `${day} 09:00`, {}, by('proposer')),
  act('AssignStudy', `${day} 09:10`, {}, by('head')),
  act('SubmitStudyOpinion', `${day} 09:20`, {}, by('consulted-unit')),
  act('StartProcedure', `${day} 09:30`, {}, by('head')),
)
/** One draft with its research and bases. */
export const drafted: World = given(
  started,
  act('RegisterDraft', `${day} 10:00`),
  act('RecordResearch', `${day} 10:10`),
  act('RecordBasis', `${day} 10:20`, {
    instruments: [{ cite: { instrument: 'R713', article: 12 }, relation: '程序依据' }],
  }),
)
/** The steps stand open; every question is answered no, a hearing is left open to the test. */
export function stepsOpen(hearingDemanded: 'yes' | 'no' = 'no'): World {
  return given(
    drafted,
    ...answers('AF-01', 'yes', `${day} 11:00`),
    ...['AF-02', 'AF-03', 'AF-05', 'AF-06', 'AF-07'].flatMap((code) =>
      answers(code, 'no', `${day} 11:10`),
    ),
    ...answers('AF-04', hearingDemanded, `${day} 11:20`),
    act('ChoosePublicComment', `${day} 11:50`, { chosen: false }),
    act('OpenSteps', `${day} 12:00`),
  )
}
/** Heard at a symposium, every step closed. */
export function stepsClosed(before: World = stepsOpen()): World {
  return given(
    before,
    act('RecordParticipation', `${day} 14:00`),
    act('CloseSteps', `${day} 15:00`),
  )
}
