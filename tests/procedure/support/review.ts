import {
  calendarDate,
  digest,
  endOf,
  instant,
  instantOf,
  msOf,
  type CalendarDate,
  type Instant,
} from '@juece/kernel'
import {
  deciderOf,
  emptyStream,
  isAboutThePerson,
  progressOf,
  specificationsOf,
  withEntry,
  type Folded,
} from '@juece/procedure'
import type { Calendar } from '@juece/legal-clock'
import {
  calendarFiles,
  calendarOf,
  nationalLevelFile,
  resolveRules,
  type LevelFile,
  type Value,
} from '@juece/rulebook'
import type { Circumstances, OpinionSet } from '../../../packages/procedure/src/circumstances.ts'
import type { AnyCommand, Outcome } from '../../../packages/procedure/src/decider.ts'
import type { Attached } from '../../../packages/procedure/src/fields.ts'
import type { By, Ground } from '../../../packages/procedure/src/history/entry.ts'
import type { Finding, FindingCode, Matter } from '../../../packages/procedure/src/matter/state.ts'
import { noLaw } from '../../../packages/procedure/src/registers/law-in-use/state.ts'
import {
  noOffices,
  type ActingAuthority,
  type Offices,
} from '../../../packages/procedure/src/registers/offices/state.ts'
import type { Sitting } from '../../../packages/procedure/src/registers/sittings/state.ts'

export const stream = 'matter/019b8bab-0680-7575-823f-642f63eabb2a'
export const sitting = 'sittings/019cc0df-8500-7558-8413-b70f8c6bbbb1'

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
  'consulted-unit': 'finance-bureau',
  'legality-reviewer': 'justice-bureau',
  'legality-head': 'justice-bureau',
  'legal-adviser': 'law-firm',
  'party-committee': 'party-committee',
  'peoples-congress': 'peoples-congress',
  'executing-unit': 'executing-bureau',
  'risk-assessor': 'risk-assessment-centre',
  expert: 'expert-panel',
  evaluator: 'evaluation-institute',
  inspector: 'inspection-office',
  superior: 'superior-government',
  archivist: 'archives',
} as const

/** The post of the invented county that acts. */
export type Post = keyof typeof organs
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
/** Due in the sitting, the head first. */
export const members = [
  'head',
  'executive-deputy',
  'deputy-head',
  ...[1, 2, 3, 4, 5].map((number) => `member-${number}`),
]

const people = [
  ...Object.keys(organs).map((post) => by(post as Post)),
  ...[1, 2, 3, 4, 5].map(member),
]
const calendar = calendarOf(calendarFiles)
const begun = calendarDate('2025-01-02')

/** The national level, with values of a pack over it. */
function rulesWith(values: Readonly<Record<string, { rule: string; value: Value }>>) {
  const packs: readonly LevelFile[] = Object.keys(values).length === 0 ? [] : [packOf(values)]
  return resolveRules([nationalLevelFile, ...packs], begun)
}

function packOf(values: Readonly<Record<string, { rule: string; value: Value }>>): LevelFile {
  const filed = Object.entries(values).map(([key, { rule, value }]) => {
    const national = nationalLevelFile.instruments
      .map(({ rules }) => rules[rule])
      .find((one) => one !== undefined)
    const parameter = national?.parameters?.[key]
    if (national === undefined || parameter === undefined) throw new Error(`no ${rule} ${key}`)
    return { rule, national, local: { [key]: { ...parameter, values: [{ from: begun, value }] } } }
  })
  const rules = filed.reduce<Record<string, object>>((before, { rule, national, local }) => {
    const parameters = { ...(before[rule] as typeof national | undefined)?.parameters, ...local }
    return { ...before, [rule]: { ...national, parameters } }
  }, {})
  return {
    jurisdiction: 'cn-000000',
    level: 'county',
    instruments: [
      {
        instrument: 'PACK',
        in_force: [{ from: begun }],
        rules: rules as LevelFile['instruments'][number]['rules'],
      },
    ],
  }
}

/** What stands beside the matter when an act is decided. */
export interface Beside {
  readonly opinions?: OpinionSet
  readonly packs?: Readonly<Record<string, { rule: string; value: Value }>>
  readonly acting?: readonly ActingAuthority[]
  readonly calendar?: Calendar
  /** Other matters of the record. */
  readonly others?: readonly Matter[]
  readonly successions?: Offices['successions']
  /** Appointments beside those of the county. */
  readonly appointed?: Offices['appointments']
}

/** One act. */
export interface Act extends Beside {
  readonly by: By
  readonly at: Instant
  readonly type: string
  readonly with?: object
}

/** A matter and a sitting, and the position the next entry will have. */
export interface World {
  readonly matter: Folded
  readonly sitting: Folded
  readonly position: number
}

/** The matter of a world. */
export function matterOf(world: World): Matter {
  return world.matter.state as Matter
}

const yes = ['AF-01', 'AF-05', 'AF-06', 'AF-07', 'AF-13'] as const
const no = ['AF-02', 'AF-03', 'AF-04', 'AF-08'] as const

/** A finding of this answer. */
export function finding(
  code: FindingCode,
  answer: Finding['answer'],
  more: Partial<Finding> = {},
): Finding {
  return {
    code,
    answer,
    reasons: '依据材料认定。',
    proposer: 'undertaking-unit-handler',
    approver: 'government-office',
    position: 2,
    ...more,
  }
}

/** The steps are closed: a draft that was put to the public, argued and assessed, and may be reviewed. */
export function revised(more: Partial<Matter> = {}): World {
  const empty = deciderOf(stream).initial(stream) as Matter
  const matter: Matter = {
    ...empty,
    kind: 'major-decision',
    organ: 'cn-000000/government',
    title: '调整城乡生活垃圾处理收费标准',
    stage: 'S08',
    initiation: { ...empty.initiation, units: ['cn-000000/urban-management-bureau'] },
    handlers: ['undertaking-unit-handler'],
    drafts: [1, 2, 3].map((version) => ({ version, text: paper(version), position: version })),
    findings: Object.fromEntries<Finding>([
      ...yes.map((code) => [code, finding(code, 'yes')] as const),
      ...no.map((code) => [code, finding(code, 'no')] as const),
    ]),
    drafting: { ...empty.drafting, researched: true, basisOf: [1], stepsClosed: true },
    comment: { ...empty.comment, chosen: true },
    participation: {
      ...empty.participation,
      methods: ['publicComment'],
      adoption: { draft: 1, below: 4, position: 4 },
    },
    experts: { ...empty.experts, concluded: { draft: 1, conclusion: 'support', position: 5 } },
    risk: {
      ...empty.risk,
      reports: [{ draft: 1, controllable: true, position: 6 }],
      conclusions: [{ draft: 1, controllable: true, position: 7 }],
    },
    fairCompetition: {
      ...empty.fairCompetition,
      concluded: { draft: 1, outcome: 'meets', position: 8 },
    },
    ...more,
  }
  return {
    matter: { stream, sequence: 8, state: matter },
    sitting: emptyStream(sitting),
    position: 9,
  }
}

/** The world with something of the matter changed, as if the record said so. */
export function but(world: World, change: (matter: Matter) => Partial<Matter>): World {
  const matter = matterOf(world)
  return { ...world, matter: { ...world.matter, state: { ...matter, ...change(matter) } } }
}

/** What `decide` answers to an act. */
export function answerTo(world: World, act: Act): Outcome {
  const { stream: of, state } = foldedFor(world, act)
  const command = commandOf(act)
  return deciderOf(of).decide(command, state, circumstances(world, act), act.by)
}

/** The grounds `may` gives for an act, without its body. */
export function mayOf(world: World, act: Act): readonly string[] {
  const { stream: of, state } = foldedFor(world, act)
  return deciderOf(of)
    .may(act.type, state, circumstances(world, act), act.by)
    .map(({ rule }) => rule)
}

/** The world after acts that must all be recorded. */
export function given(before: World, ...acts: readonly Act[]): World {
  return acts.reduce((world, act) => {
    const outcome = answerTo(world, act)
    if (outcome.kind !== 'recorded') {
      throw new Error(`${act.type} was not recorded: ${JSON.stringify(outcome)}`)
    }
    const folded = foldedFor(world, act)
    const { position } = world
    const after = withEntry(folded, {
      position,
      entry: {
        format: 'juece-entry/1',
        stream: folded.stream,
        sequence: folded.sequence + 1,
        previous: null,
        asOf: {},
        occurred: act.at,
        entered: act.at,
        by: act.by,
        rules: null,
        calendar: null,
        command: { ...commandOf(act), id: `test/${position}` },
        outcome,
        salt: '00',
      },
    })
    const moved = folded.stream === stream ? { matter: after } : { sitting: after }
    return { ...world, ...moved, position: position + 1 }
  }, before)
}

function foldedFor(world: World, { type }: Act): Folded {
  const ofSitting = specificationsOf('sittings').some((row) => row.type === type)
  return ofSitting ? world.sitting : world.matter
}

function commandOf(act: Act): AnyCommand {
  return { ...act.with, type: act.type } as unknown as AnyCommand
}

/** What the act is decided on beside the matter. */
export function circumstances(world: World, act: Act): Circumstances {
  const sat = world.sitting.state as Sitting
  const { happened } = (act.with ?? {}) as { readonly happened?: Instant }
  const time = happened ?? act.at
  return {
    time,
    present: act.at,
    rules: rulesWith(act.packs ?? {}),
    calendar: act.calendar ?? calendar,
    lawInUse: noLaw,
    offices: (jurisdiction) => ({
      ...noOffices(jurisdiction),
      appointments:
        jurisdiction !== 'cn-000000'
          ? []
          : [...people.map((one) => appointed(one)), ...(act.appointed ?? [])],
      acting: act.acting ?? [],
      successions: act.successions ?? [],
    }),
    sitting: (name) => (name === sitting && sat.members.length > 0 ? sat : undefined),
    matter: (name) => act.others?.find((other) => other.stream === name),
    ...(act.opinions === undefined ? {} : { opinions: act.opinions }),
  }
}

/** Holds a post since the record began. */
export function appointed(one: Official): Offices['appointments'][number] {
  return {
    ...one,
    subject: { issuer: 'https://login.example', sub: one.official },
    from: moment('2023-01-01 00:00'),
  }
}

/** The rows of the grounds, in order; `recorded` or `invalid` where there are none. */
export function rowsOf(outcome: Outcome): readonly string[] {
  return outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]
}
/** The rows of the deviations of a recorded act. */
export function flagsOf(outcome: Outcome): readonly string[] {
  if (outcome.kind !== 'recorded') throw new Error(`not recorded: ${JSON.stringify(outcome)}`)
  return outcome.deviations.map(({ rule }) => rule)
}
/** The ground of a row. */
export function groundOf(outcome: Outcome, rule: string): Ground {
  const found = outcome.kind === 'refused' && outcome.grounds.find((one) => one.rule === rule)
  if (!found) throw new Error(`no ground ${rule}: ${JSON.stringify(outcome)}`)
  return found
}
/** Whether the answer is 403. */
export function isForbidden(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && isAboutThePerson(outcome.grounds)
}

/** What the clerk of the matter minds. */
export function owedIn(world: World): readonly string[] {
  return progressOf(matterOf(world), world.position).owed.map(({ brings }) => brings)
}

/** An attachment with this number as its digest. */
export function paper(number = 9): Attached {
  const hex = String(number).padStart(64, '0')
  return { digest: digest(`sha256:${hex}`), length: 12, mediaType: 'text/plain; charset=utf-8' }
}
/** Papers of these kinds. */
export function papers(...kinds: readonly string[]) {
  return kinds.map((kind) => ({ kind, digest: paper() }))
}
/** A moment in Asia/Shanghai: `2025-03-03 09:30`. */
export function moment(text: string): Instant {
  return instant(`${text.replace(' ', 'T')}:00+08:00`)
}
/** 24:00 of a day. */
export function endOfDay(text: string): Instant {
  return endOf(date(text))
}
export function date(text: string): CalendarDate {
  return calendarDate(text)
}
/** One millisecond before. */
export function justBefore(time: Instant): Instant {
  return instantOf(msOf(time) - 1)
}
