import {
  calendarDate,
  dayNumber,
  endOf,
  isCalendarDate,
  type CalendarDate,
  type Instant,
} from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { workedOut } from '../../matter/dates.ts'
import { withDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'
import type { Reporting, ReportPeriod } from './state.ts'

const monthsOf: Readonly<Record<ReportPeriod, number>> = {
  monthly: 1,
  quarterly: 3,
  'half-yearly': 6,
  yearly: 12,
}

/** The period a pack sets for reports; without one nothing is due on a date (MD-L02). */
export function periodOf(word: string | null): ReportPeriod | undefined {
  return word !== null && Object.hasOwn(monthsOf, word) ? (word as ReportPeriod) : undefined
}

/** 报告到期 · Our own reading: the n-th report is due when n periods have passed since execution began. */
export function reportDue({ period, from }: Reporting, number: number): CalendarDate {
  return plusMonths(from, monthsOf[period] * number)
}

/** From here on a report counts for this number: what is reported before is a report more. */
export function reportOpens(reporting: Reporting, number: number): Instant {
  return endOf(number === 1 ? reporting.from : reportDue(reporting, number - 1))
}

/** The date of a report with its working-out. */
export function reportDate(reporting: Reporting, number: number, at: Circumstances): WorkedOutDate {
  return untilDay(reporting.from, reportDue(reporting, number), at)
}

/** The years or months after a day, written out as the calendar days they are. */
export function untilDay(from: CalendarDate, last: CalendarDate, at: Circumstances): WorkedOutDate {
  const length = dayNumber(last) - dayNumber(from)
  return workedOut({ start: from, period: { unit: 'calendar-day', length, bound: 'ceiling' } }, at)
}

/** The same day so many months later; where that month is shorter, its last day. */
export function plusMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const count = year * 12 + month - 1 + months
  const head = `${String(Math.floor(count / 12)).padStart(4, '0')}-${twoDigits((count % 12) + 1)}`
  const longest = [day, 30, 29, 28].find(
    (last) => last <= day && isCalendarDate(`${head}-${twoDigits(last)}`),
  )
  return calendarDate(`${head}-${twoDigits(longest ?? day)}`)
}

/** The matter with the date of its next report. */
export function withReportDate(matter: Matter, date: WorkedOutDate, setAt: number): Matter {
  return withDeadline(matter, 'report', {
    ...date,
    rule: 'MD-L02',
    bound: 'ceiling',
    setAt,
    brings: 'MarkReportOverdue',
  })
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
