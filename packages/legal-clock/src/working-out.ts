import type { CalendarDate } from '@juece/kernel'
import type { Unit } from './period.ts'

/** Why a day was passed over. Weekend days that touch a holiday stand in the holiday's run. */
export type SkippedWhy = 'weekend' | 'holiday' | 'stopped'

/** An unbroken run of days that did not count. */
export type SkippedRun = {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly why: SkippedWhy
}

/**
 * 计算过程 · How a date was found, small enough to be kept in an entry. It stands alone: what counted is
 * every day after day 0 that no run skips, so `explain` gives each day without asking a calendar.
 */
export type WorkingOut = {
  /** The day of the event; never counted (CAL-4). */
  readonly day0: CalendarDate
  readonly unit: Unit
  /** The days the period asks for, extension left out. */
  readonly length: number
  /** 延长 · Days added by an extension. */
  readonly extraDays?: number
  /** Days counted so far; `length` and `extraDays` together once the date is fixed. */
  readonly counted: number
  readonly skipped: readonly SkippedRun[]
  /** 调休 · Weekend days that counted because they were worked. */
  readonly madeUp: readonly CalendarDate[]
  /** The last day counted, once it is fixed; the period ends at its 24:00. */
  readonly lastDay?: CalendarDate
  /** The day since which the clock stands still. */
  readonly stoppedSince?: CalendarDate
  /** The year whose table is not known yet. */
  readonly awaitingYear?: number
}
