import {
  dateOf,
  dateOfDay,
  dayNumber,
  endOf,
  isCalendarDate,
  type CalendarDate,
  type Instant,
} from '@juece/kernel'
import { isWeekend, isWorkingDay, yearOf, type Calendar } from './calendar.ts'
import { isStopped, standsStillFrom, stoppedDays, type Pause } from './pause.ts'
import type { Period } from './period.ts'
import { joinedRuns } from './runs.ts'
import type { SkippedWhy, WorkingOut } from './working-out.ts'

/** What is counted from where. `extraDays` is an extension already granted (CAL-10). */
export type Counting = {
  readonly start: Instant | CalendarDate
  readonly period: Period
  readonly pauses?: readonly Pause[]
  readonly extraDays?: number
}

/** 期间届满 · The date with its working-out, or why there is none yet. */
export type Counted =
  | {
      readonly status: 'fixed'
      readonly lastDay: CalendarDate
      /** 24:00 of the last day: a floor is kept from here on, a ceiling until just before (CAL-8). */
      readonly ends: Instant
      readonly workingOut: WorkingOut
    }
  | { readonly status: 'standing-still'; readonly workingOut: WorkingOut }
  | {
      readonly status: 'awaiting-calendar'
      readonly year: number
      readonly workingOut: WorkingOut
    }

/** 期间的计算 · Counts the period day by day from the day after its start (CAL-4, CAL-8 to CAL-10). */
export function countFrom(counting: Counting, calendar: Calendar): Counted {
  const { start, period, pauses = [], extraDays = 0 } = counting
  const wanted = wholeDays(period.length) + wholeDays(extraDays)
  const day0 = isCalendarDate(start) ? start : dateOf(start)
  const stops = stoppedDays(pauses)
  const still = standsStillFrom(stops)

  const passedOver: { day: number; why: SkippedWhy }[] = []
  const madeUp: CalendarDate[] = []
  let counted = 0
  let day = dayNumber(day0)
  const workingOut = (end: Pick<WorkingOut, 'lastDay' | 'stoppedSince' | 'awaitingYear'>) => ({
    day0,
    unit: period.unit,
    length: period.length,
    ...(extraDays === 0 ? {} : { extraDays }),
    counted,
    skipped: joinedRuns(passedOver),
    madeUp,
    ...end,
  })

  while (counted < wanted) {
    day += 1
    const date = dateOfDay(day)
    if (day >= still) {
      return { status: 'standing-still', workingOut: workingOut({ stoppedSince: date }) }
    }
    if (isStopped(stops, day)) {
      passedOver.push({ day, why: 'stopped' })
      continue
    }
    if (period.unit === 'working-day') {
      const worked = isWorkingDay(calendar, date)
      if (worked === 'awaiting-calendar') {
        const year = yearOf(date)
        return { status: 'awaiting-calendar', year, workingOut: workingOut({ awaitingYear: year }) }
      }
      if (!worked) {
        passedOver.push({ day, why: isWeekend(date) ? 'weekend' : 'holiday' })
        continue
      }
      if (isWeekend(date)) madeUp.push(date)
    }
    counted += 1
  }
  const lastDay = dateOfDay(day)
  return { status: 'fixed', lastDay, ends: endOf(lastDay), workingOut: workingOut({ lastDay }) }
}

function wholeDays(days: number): number {
  if (!Number.isSafeInteger(days) || days < 0) throw new Error(`not a number of days: ${days}`)
  return days
}
