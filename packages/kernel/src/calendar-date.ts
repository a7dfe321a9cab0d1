import type { Brand } from './brand.ts'

/** A civil date in Asia/Shanghai, `YYYY-MM-DD`. */
export type CalendarDate = Brand<string, 'CalendarDate'>

const form = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether the text is a date that exists. */
export function isCalendarDate(raw: string): raw is CalendarDate {
  return form.test(raw) && dateOfDay(daysTo(raw)) === raw
}

/** Parses a civil date; one that does not exist is an error. */
export function calendarDate(raw: string): CalendarDate {
  if (!isCalendarDate(raw)) throw new Error(`not a date: ${raw.slice(0, 40)}`)
  return raw
}

/** Days since 1970-01-01. */
export function dayNumber(date: CalendarDate): number {
  return daysTo(date)
}

function daysTo(date: string): number {
  const [, y = '0', m = '0', d = '0'] = form.exec(date) ?? []
  const month = Number(m)
  const year = Number(y) - (month <= 2 ? 1 : 0)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(d) - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day number. */
export function dateOfDay(day: number): CalendarDate {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}` as CalendarDate
}

/** The date so many days later (or earlier). */
export function plusDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDay(dayNumber(date) + days)
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: CalendarDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
