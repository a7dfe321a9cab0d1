import { dateOfDay, dayNumber, type CalendarDate } from '@juece/kernel'
import { isWorkingDay, type AwaitingCalendar, type Calendar } from './calendar.ts'

/** 剩余工作日 · Working days after `from`, through `to`: the days left, for a page. No limit rests on it. */
export function workingDaysBetween(
  from: CalendarDate,
  to: CalendarDate,
  calendar: Calendar,
): number | AwaitingCalendar {
  let worked = 0
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
    const answer = isWorkingDay(calendar, dateOfDay(day))
    if (answer === 'awaiting-calendar') return answer
    if (answer) worked += 1
  }
  return worked
}
