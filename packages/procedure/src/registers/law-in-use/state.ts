import type { CalendarDate, Digest } from '@juece/kernel'
import type { PendingChange } from '../offices/state.ts'

/** A rulebook manifest as adopted. */
export interface AdoptedRules {
  readonly rules: Digest
  readonly sequence: number
}

/** 已采用的规则包 · A pack of one jurisdiction in force, with the manifest that holds it. */
export interface AdoptedPack {
  readonly rules: Digest
  readonly pack: Digest
  readonly level: string
  /** Matters that begin on this day or later are governed by it. */
  readonly from: CalendarDate
  readonly reachesRunning: boolean
  /** Manifests whose running matters it reaches: none of its values is looser than theirs (U-03). */
  readonly reaches: readonly Digest[]
  readonly sequence: number
}

/** 规则与日历的采用 · The law in use, folded: what governs new matters, and the calendar, always the newest. */
export interface LawInUse {
  /** Where no pack was adopted. */
  readonly rules: Digest | null
  readonly calendar: Digest | null
  readonly adoptedRules: readonly AdoptedRules[]
  readonly adoptedCalendars: readonly Digest[]
  /** By jurisdiction, in the order of approval. */
  readonly packs: Readonly<Record<string, readonly AdoptedPack[]>>
  readonly pending: readonly PendingChange[]
  /** Nothing but founding entries stands in the stream. */
  readonly isFounding: boolean
}

/** Nothing adopted yet. */
export const noLaw: LawInUse = {
  rules: null,
  calendar: null,
  adoptedRules: [],
  adoptedCalendars: [],
  packs: {},
  pending: [],
  isFounding: true,
}

/** The packs of a jurisdiction, oldest approval first. */
export function packsOf({ packs }: LawInUse, jurisdiction: string): readonly AdoptedPack[] {
  return Object.hasOwn(packs, jurisdiction) ? (packs[jurisdiction] ?? []) : []
}

/** 现行规则 · What a new matter of a jurisdiction begins under on a day. */
export function rulesFor(law: LawInUse, jurisdiction: string, on: CalendarDate): Digest | null {
  return packsOf(law, jurisdiction).findLast(({ from }) => from <= on)?.rules ?? law.rules
}
