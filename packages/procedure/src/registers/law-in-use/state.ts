import type { Digest } from '@juece/kernel'
import type { PendingChange } from '../offices/state.ts'

/** A rulebook manifest as adopted. */
export interface AdoptedRules {
  readonly rules: Digest
  readonly sequence: number
}

/** 规则与日历的采用 · The law in use, folded: what governs new matters, and the calendar, always the newest. */
export interface LawInUse {
  readonly rules: Digest | null
  readonly calendar: Digest | null
  readonly adoptedRules: readonly AdoptedRules[]
  readonly adoptedCalendars: readonly Digest[]
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
  pending: [],
  isFounding: true,
}
