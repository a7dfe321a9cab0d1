import type { CalendarDate, Instant } from '@juece/kernel'

/** 听证参加人 · as the published list names them; ids, never names. */
export interface Participant {
  readonly id: string
  readonly side: string
  readonly interest: 'interested' | 'public'
  readonly civilServant: boolean
}

/** Where a hearing stands: noticed, open, suspended, its record signed, reported, or called off. */
export type HearingStatus =
  'none' | 'noticed' | 'opened' | 'suspended' | 'recorded' | 'reported' | 'cancelled'

/** 听证会 · 713: 第十六条、第十七条: the newest hearing, and what was reported of all of them. */
export interface HearingState {
  readonly status: HearingStatus
  readonly draft?: number
  /** The time announced; absent while a postponed hearing has no new one. */
  readonly heldAt?: Instant
  /** Interested sides by the published selection rules. */
  readonly sides: readonly string[]
  /** Empty until the list is published. */
  readonly participants: readonly Participant[]
  /** 送达: the day each receipt proves, not the day somebody typed. */
  readonly served: readonly { readonly participant: string; readonly on: CalendarDate }[]
  readonly present: readonly string[]
  readonly openedOn?: CalendarDate
  readonly postponements: number
  readonly reports: readonly { readonly draft: number; readonly position: number }[]
}

/** No hearing yet. */
export const noHearing: HearingState = {
  status: 'none',
  sides: [],
  participants: [],
  served: [],
  present: [],
  postponements: 0,
  reports: [],
}

/** A hearing is under way: whoever began it brings it to its report, or calls it off. */
export function isRunning({ status }: HearingState): boolean {
  return ['noticed', 'opened', 'suspended', 'recorded'].includes(status)
}
