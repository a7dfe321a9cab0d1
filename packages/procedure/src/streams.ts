import { laterOf, startOf, type CalendarDate, type Digest, type Instant } from '@juece/kernel'
import { jurisdictionOf } from './circumstances.ts'
import type { AnyCommand, Decider } from './decider.ts'
import type { By } from './history/entry.ts'
import { majorDecision } from './kinds/major-decision.ts'
import type { Matter } from './matter/state.ts'
import { packWanted, type PackWanted } from './registers/law-in-use/packs.ts'
import { packsOf, rulesFor, type LawInUse } from './registers/law-in-use/state.ts'
import { catalogueDecider, catalogueSpecifications } from './registers/catalogue/catalogue.ts'
import { custodyDecider, custodySpecifications } from './registers/custody/custody.ts'
import { lawInUseDecider, lawInUseSpecifications } from './registers/law-in-use/law-in-use.ts'
import { officesDecider, officesSpecifications } from './registers/offices/offices.ts'
import { opinionsDecider, opinionsSpecifications } from './registers/opinions/opinions.ts'
import { sittingsDecider, sittingsSpecifications } from './registers/sittings/sittings.ts'
import { isJurisdiction } from './registers/custody/state.ts'
import type { AnySpecification, Door } from './specification.ts'

const doors: Partial<
  Record<Door, { readonly decider: Decider<unknown>; readonly rows: readonly AnySpecification[] }>
> = {
  matter: {
    decider: majorDecision.decider as Decider<unknown>,
    rows: majorDecision.specifications,
  },
  opinion: { decider: opinionsDecider as Decider<unknown>, rows: opinionsSpecifications },
  offices: { decider: officesDecider as Decider<unknown>, rows: officesSpecifications },
  sittings: { decider: sittingsDecider as Decider<unknown>, rows: sittingsSpecifications },
  'law-in-use': { decider: lawInUseDecider as Decider<unknown>, rows: lawInUseSpecifications },
  catalogue: { decider: catalogueDecider as Decider<unknown>, rows: catalogueSpecifications },
  custody: { decider: custodyDecider as Decider<unknown>, rows: custodySpecifications },
}

/** The class of a stream: its first segment. */
export function doorOf(stream: string): Door {
  const [door = ''] = stream.split('/')
  if (!Object.hasOwn(doors, door)) throw new Error(`no such class of streams: ${door}`)
  return door as Door
}

/** Whether this build knows the class of the stream. */
export function isKnownStream(stream: string): boolean {
  return Object.hasOwn(doors, stream.split('/')[0] ?? '')
}

/** The decider of a stream. */
export function deciderOf(stream: string): Decider<unknown> {
  const door = doors[doorOf(stream)]
  if (door === undefined) throw new Error(`no such class of streams: ${stream}`)
  return door.decider
}

/** The versions of `decide` that this build knows; each manifest of rules names its own. */
export const procedures: readonly number[] = [1]

/**
 * 程序版本 · The decider of a stream as it was under a version of the procedure. A change that alters a frozen outcome is a new
 * version: it gets its branch here, and the old one stays. A version nobody here knows is undefined, never the newest.
 */
export function deciderUnder(stream: string, procedure: number): Decider<unknown> | undefined {
  return procedures.includes(procedure) ? deciderOf(stream) : undefined
}

/** The rows of the command table of a door, in the order of the regulation. */
export function specificationsOf(door: Door): readonly AnySpecification[] {
  return doors[door]?.rows ?? []
}

/** Every row of the command table; one that two registers share stands once. */
export const specifications: readonly AnySpecification[] = [
  ...new Set(Object.values(doors).flatMap(({ rows }) => rows)),
]

const foundedByAnyAct: ReadonlySet<Door> = new Set([
  'offices',
  'law-in-use',
  'catalogue',
  'custody',
])

/** Whether an act founds its stream: every other one on an empty stream is 404. */
export function mayCreate(stream: string, type: string): boolean {
  const door = doorOf(stream)
  if (foundedByAnyAct.has(door)) return true
  return ['SubmitProposal', 'SubmitPublicOpinion', 'ConveneSitting'].includes(type)
}

/**
 * The other streams that are read for an act: exactly the entry's `asOf`. Never an opinion stream; a clerk
 * needs no office; a founding document reads nothing.
 */
export function streamsRead(
  command: AnyCommand,
  stream: string,
  state: unknown,
  by: By,
): readonly string[] {
  if ('founding' in by) return []
  const door = doorOf(stream)
  const matter = door === 'matter' ? (state as Matter) : undefined
  const window = windowNamed(command, state)
  const homes = [
    'official' in by ? jurisdictionOf(by.organ) : undefined,
    'official' in by ? jurisdictionOf(matter?.organ ?? '') : undefined,
    'official' in by && typeof command.organ === 'string'
      ? jurisdictionOf(command.organ)
      : undefined,
  ]
  const sitting = sittingRead(command, matter)
  const read = [
    'law-in-use',
    ...homes.filter((home) => home !== undefined && home !== '').map((home) => `offices/${home}`),
    ...(door === 'opinion' && window !== undefined ? [window] : []),
    ...(matter !== undefined && sitting !== undefined && 'official' in by ? [sitting] : []),
    ...mattersNamed(command, door),
    ...(matter === undefined ? [] : linkedMatters(command, matter)),
  ]
  return [...new Set(read)].filter((other) => other !== stream).sort()
}

/** A withdrawal asks about the sitting that would take the item, every other act about the one it names or is in. */
function sittingRead(command: AnyCommand, matter: Matter | undefined): string | undefined {
  if (typeof command.sitting === 'string') return command.sitting
  return command.type === 'WithdrawMatter' ? matter?.meeting.admittedTo : matter?.meeting.sitting
}

/** Matters an act rests on: the one taken up again (T47), those of items of a catalogue. */
function mattersNamed(command: AnyCommand, door: Door): readonly string[] {
  const named: readonly unknown[] =
    door === 'catalogue'
      ? [command.matter, ...(Array.isArray(command.items) ? command.items.map(matterOfItem) : [])]
      : door === 'matter'
        ? [command.supersedes]
        : []
  return named.filter((one): one is string => typeof one === 'string')
}

function matterOfItem(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'matter' in item ? item.matter : undefined
}

/** Other matters an act looks at: one it names, and the decision that this one adjusts where an evaluator is named. */
function linkedMatters({ type, newMatter, decidedIn }: AnyCommand, matter: Matter) {
  const named = [newMatter, decidedIn].filter((other) => typeof other === 'string')
  const { adjusts } = matter.adjustment
  return adjusts !== undefined && evaluating.has(type) ? [...named, adjusts] : named
}
const evaluating = new Set(['AppointEvaluator', 'NameEvaluationTeam', 'SubmitEvaluationReport'])

/** The matter behind the window an opinion belongs to. */
function windowNamed(command: AnyCommand, state: unknown): string | undefined {
  const named = typeof command.window === 'string' ? command.window : windowHeld(state)
  return named?.split('#')[0]
}

function windowHeld(state: unknown): string | undefined {
  return typeof state === 'object' && state !== null && 'window' in state
    ? String(state.window)
    : undefined
}

/** The window whose opinions a decision must know: `matter/…#round`. */
export function opinionsNeeded(command: AnyCommand, state: unknown): string | undefined {
  const asks = ['ClosePublicComment', 'SubmitAdoptionStatement', 'SubmitForDeliberation']
  if (!asks.includes(command.type)) return undefined
  const { stream, comment } = state as Matter
  const round = typeof command.round === 'number' ? command.round : comment.rounds.at(-1)?.round
  return round === undefined ? undefined : `${stream}#${round}`
}

/** What governs an act, and the day for whose rules it asks. */
export interface Governing {
  readonly rules: Digest | null
  readonly calendar: Digest | null
  /** The moment whose day the rules are asked for, where it is not that of the act. */
  readonly begun?: Instant
}

/**
 * What governs an act: a matter keeps the rulebook it began under, unless a newer pack reaches it; an opinion follows its
 * matter; what begins today begins under the packs of its jurisdiction.
 */
export function governing(
  stream: string,
  command: AnyCommand,
  states: ReadonlyMap<string, unknown>,
  on: CalendarDate,
): Governing {
  const own = states.get(stream)
  const law = (stream === 'law-in-use' ? own : states.get('law-in-use')) as LawInUse | undefined
  const matter = (
    doorOf(stream) === 'opinion' ? states.get(windowNamed(command, own) ?? '') : own
  ) as Partial<Matter> | undefined
  const calendar = law?.calendar ?? null
  if (matter?.rules === undefined || matter.rules === null || matter.begun === undefined) {
    const home = stream === 'law-in-use' ? '' : homeOf(stream, command, own)
    return { rules: law === undefined ? null : rulesFor(law, home, on), calendar }
  }
  const kept = { rules: matter.rules, begun: matter.begun }
  return { ...reached(kept, law, jurisdictionOf(matter.organ ?? ''), on), calendar }
}

/** U-03: a pack that says so reaches running matters, where none of its values is looser than theirs. */
function reached(
  kept: { readonly rules: Digest; readonly begun: Instant },
  law: LawInUse | undefined,
  jurisdiction: string,
  on: CalendarDate,
) {
  return (law === undefined ? [] : packsOf(law, jurisdiction)).reduce(
    (before, { rules, reaches, from }) =>
      from <= on && reaches.includes(before.rules)
        ? { rules, begun: laterOf(before.begun, startOf(from)) }
        : before,
    kept,
  )
}

/** The jurisdiction of what has no matter yet. */
function homeOf(stream: string, command: AnyCommand, own: unknown): string {
  const [door, home = ''] = stream.split('/')
  if (door === 'offices' || door === 'catalogue') return home
  // What belongs to the whole record has no jurisdiction.
  if (door === 'custody') return isJurisdiction(home) ? home : ''
  const named = typeof command.organ === 'string' ? command.organ : undefined
  const held =
    typeof own === 'object' && own !== null && 'organ' in own ? String(own.organ) : undefined
  return jurisdictionOf(named ?? held ?? '')
}

/** What has to be read before the adoption of a pack can be decided; undefined for every other act. */
export function packNeeded(
  command: AnyCommand,
  stream: string,
  state: unknown,
): PackWanted | undefined {
  return stream === 'law-in-use' ? packWanted(command, state as LawInUse) : undefined
}
