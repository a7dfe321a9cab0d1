import { weekday, type CalendarDate } from '@juece/kernel'

/** 一年的工作日表 · What one year's holiday notice changes: all other Mondays to Fridays are worked (CAL-1). */
export type CalendarYear = {
  readonly year: number
  /** Mondays to Fridays that are not worked. */
  readonly daysOff: readonly CalendarDate[]
  /** 调休 · Saturdays and Sundays that are worked. */
  readonly daysWorked: readonly CalendarDate[]
}

/** 工作日历 · The yearly tables that are known. */
export type Calendar = { readonly years: Readonly<Record<string, CalendarYear>> }

/** A question about a day whose year has no table has no answer yet; it is never guessed. */
export type AwaitingCalendar = 'awaiting-calendar'

/** The year of a date. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4))
}

/** Whether the day is a Saturday or a Sunday. */
export function isWeekend(date: CalendarDate): boolean {
  return weekday(date) >= 6
}

/** 工作日 · Whether the day is worked, by its year's table and never by the weekday alone (CAL-1). */
export function isWorkingDay(calendar: Calendar, date: CalendarDate): boolean | AwaitingCalendar {
  const table = calendar.years[date.slice(0, 4)]
  if (table === undefined) return 'awaiting-calendar'
  return isWeekend(date) ? table.daysWorked.includes(date) : !table.daysOff.includes(date)
}
