import { dateOf, dayNumber, type Instant } from '@juece/kernel'

/** 停钟 · A stop of the clock; without `until` it stands still now (CAL-10). */
export type Pause = { readonly from: Instant; readonly until?: Instant }

/** Days on which the clock did not run through the whole day, first and last included. */
export type StoppedDays = { readonly from: number; readonly to: number }

/**
 * The stopped days of each pause; neither the day of the stop nor that of the restart counts (CAL-10). A restart on the stroke
 * of midnight is an event of the day that begins: like every event's day (CAL-4) it does not count, whatever the hour.
 */
export function stoppedDays(pauses: readonly Pause[]): readonly StoppedDays[] {
  return pauses.map(({ from, until }) => {
    if (until !== undefined && until < from)
      throw new Error(`a pause ends before it begins: ${from}`)
    return {
      from: dayNumber(dateOf(from)),
      to: until === undefined ? Number.POSITIVE_INFINITY : dayNumber(dateOf(until)),
    }
  })
}

/** The first day of a stop that has not ended, if there is one. */
export function standsStillFrom(stops: readonly StoppedDays[]): number {
  return Math.min(
    ...stops.filter((stop) => stop.to === Number.POSITIVE_INFINITY).map((s) => s.from),
  )
}

/** Whether the clock stood still on some part of the day; overlapping pauses count once. */
export function isStopped(stops: readonly StoppedDays[], day: number): boolean {
  return stops.some((stop) => stop.from <= day && day <= stop.to)
}
