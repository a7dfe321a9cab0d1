import { plusDays, type CalendarDate } from '@juece/kernel'

/** 提前 n 日 · The latest date that lies n days before `date` (CAL-8); clear days leave n whole days between. */
export function daysBefore(
  date: CalendarDate,
  days: number,
  counting: 'date-difference' | 'clear-days' = 'date-difference',
): CalendarDate {
  return plusDays(date, -(counting === 'clear-days' ? days + 1 : days))
}
