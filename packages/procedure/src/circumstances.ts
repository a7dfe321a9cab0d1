import type { Digest, Instant, JsonObject } from '@juece/kernel'
import type { Calendar } from '@juece/legal-clock'
import type { Rules } from '@juece/rulebook'
import type { Matter } from './matter/state.ts'
import type { PackAtHand } from './registers/law-in-use/packs.ts'
import { noLaw, type LawInUse } from './registers/law-in-use/state.ts'
import { noOffices, type Offices } from './registers/offices/state.ts'
import type { Sitting } from './registers/sittings/state.ts'

/** What is known of a window's opinions below a position; the auditor computes it again. */
export interface OpinionSet {
  readonly below: number
  readonly count: number
  readonly undisposed: number
  readonly adopted: number
  readonly partly: number
  readonly notAdopted: number
  readonly root: Digest
}

/** 情势 · Everything a decision may depend on beside its own stream. The entry names it all. */
export interface Circumstances {
  /** `occurred`: limits use it. */
  readonly time: Instant
  /** When the person acts: of a fact from outside the moment of entering, else `occurred`. */
  readonly present: Instant
  readonly rules: Rules
  readonly calendar: Calendar
  /** The newest rulebook and calendar adopted, and what is pending. */
  readonly lawInUse: LawInUse
  /** 任职 of a jurisdiction; empty where nobody was ever appointed. */
  readonly offices: (jurisdiction: string) => Offices
  /** A sitting by its stream; undefined where it was never convened. */
  readonly sitting: (stream: string) => Sitting | undefined
  /** Another matter by its stream; undefined where there is none. */
  readonly matter: (stream: string) => Matter | undefined
  /** For the closing of a window, the adoption statement and the meeting package. */
  readonly opinions?: OpinionSet
  /** For the adoption of a pack. */
  readonly pack?: PackAtHand
}

/** The jurisdiction of an organ: `cn-000000` of `cn-000000/finance-bureau`. */
export function jurisdictionOf(organ: string): string {
  return organ.split('/')[0] ?? ''
}

/** What the registrar read, or the auditor folded again: the states of streams by their names. */
export interface ReadStreams {
  readonly time: Instant
  readonly present: Instant
  readonly rules: Rules
  readonly calendar: Calendar
  /** The stream itself among them. */
  readonly states: ReadonlyMap<string, unknown>
  readonly opinions?: OpinionSet
  readonly pack?: PackAtHand
}

/** Makes circumstances of what was read; a stream nobody read is a fault, not an empty one. */
export function circumstancesFrom(read: ReadStreams): Circumstances {
  const { time, present, rules, calendar, states, opinions, pack } = read
  // Each stream was folded by the decider of its class, so its name tells its type.
  const state = <T>(stream: string) => states.get(stream) as T | undefined
  return {
    time,
    present,
    rules,
    calendar,
    lawInUse: state<LawInUse>('law-in-use') ?? noLaw,
    offices: (jurisdiction) => state<Offices>(`offices/${jurisdiction}`) ?? noOffices(jurisdiction),
    sitting: (stream) => {
      const sitting = state<Sitting>(stream)
      return sitting === undefined || sitting.members.length === 0 ? undefined : sitting
    },
    matter: (stream) => {
      const matter = state<Matter>(stream)
      return matter?.stage === 'S00' ? undefined : matter
    },
    ...(opinions === undefined ? {} : { opinions }),
    ...(pack === undefined ? {} : { pack }),
  }
}

/** Of a fact from outside a person speaks when it is entered; every other act is when it was received. */
export function presentOf(command: JsonObject, occurred: Instant, entered: Instant): Instant {
  return command.happened === undefined ? occurred : entered
}
