import {
  dateOf,
  dayNumber,
  endOf,
  instantOf,
  isCalendarDate,
  msOf,
  type CalendarDate,
  type Instant,
} from '@juece/kernel'
import type { Pause, WorkingOut } from '@juece/legal-clock'
import type { Circumstances } from '../../circumstances.ts'
import { workedOut } from '../../matter/dates.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommentRound } from './state.ts'

/** What the event says of the window: its end with the working-out, and the date of the rule's own length. */
export interface CountedWindow {
  readonly deadline: {
    readonly ends: Instant
    readonly lastDay: CalendarDate
    readonly workingOut: WorkingOut
  }
  readonly floor: CalendarDate
}

/** The end as a notice states it. */
export interface StatedEnd {
  readonly days?: number
  readonly closes?: CalendarDate | Instant
}

const minute = 60_000
const calendarDays = (length: number) => ({ unit: 'calendar-day', length, bound: 'floor' }) as const

/** CAL-8: an end given as a date, as 23:59 or as 23:59:59 means 24:00 of that date. */
function endAsMeant(closes: CalendarDate | Instant): Instant {
  if (isCalendarDate(closes)) return endOf(closes)
  const end = endOf(dateOf(closes))
  return msOf(end) - msOf(closes) <= minute ? end : closes
}

/** The last day on which the window is open, in whole or in part. */
function lastDayBefore(end: Instant): CalendarDate {
  return dateOf(instantOf(msOf(end) - 1))
}

/** The window a notice opens at `start`, as stated; an explicit `closes` stands before a number of days. */
export function countedWindow(
  start: Instant,
  stated: StatedEnd,
  at: Circumstances,
  unreachable: readonly Pause[] = [],
): CountedWindow | undefined {
  const { days, closes } = stated
  const floor = at.rules.period('md.comment.days')
  const own = fixed(start, floor, at, unreachable)
  if (closes !== undefined) {
    const ends = endAsMeant(closes)
    const lastDay = lastDayBefore(ends)
    const length = dayNumber(lastDay) - dayNumber(dateOf(start))
    if (length < 0) return undefined
    const { workingOut } = fixed(start, calendarDays(length), at, [])
    return { deadline: { ends, lastDay, workingOut }, floor: own.lastDay }
  }
  if (days === undefined || days < 1) return undefined
  const counted = fixed(start, { ...floor, length: days }, at, unreachable)
  return { deadline: counted, floor: own.lastDay }
}

/** The window of the rule's own length: what a notice that broke the floor is held to. */
export function floorWindow(
  start: Instant,
  at: Circumstances,
  unreachable: readonly Pause[] = [],
): CountedWindow {
  const own = fixed(start, at.rules.period('md.comment.days'), at, unreachable)
  return { deadline: own, floor: own.lastDay }
}

function fixed(
  start: Instant,
  period: Parameters<typeof workedOut>[0]['period'],
  at: Circumstances,
  pauses: readonly Pause[],
): CountedWindow['deadline'] {
  const { ends, lastDay, workingOut } = workedOut({ start, period, pauses }, at)
  if (ends === undefined || lastDay === undefined || workingOut === undefined) {
    throw new Error('a comment window is counted in calendar days and always has an end')
  }
  return { ends, lastDay, workingOut }
}

/** Whether the window lies below the floor of the rule. */
export function isShort({ deadline, floor }: CountedWindow): boolean {
  return deadline.ends < endOf(floor)
}

/** A round by its number. */
export function roundOf(matter: Matter, round: number): CommentRound | undefined {
  return matter.comment.rounds.find((one) => one.round === round)
}

/** The newest round that was not withdrawn. */
export function currentRound(matter: Matter): CommentRound | undefined {
  return matter.comment.rounds.findLast(({ withdrawn }) => withdrawn === undefined)
}

/** 窗口届满: the window is shut at its instant, whether or not anybody entered its closing. */
export function isWindowOver(round: CommentRound, time: Instant): boolean {
  return round.ends <= time
}

/** Whether the public may still comment in time. */
export function isWindowOpen(round: CommentRound, time: Instant): boolean {
  return round.withdrawn === undefined && round.publishedAt <= time && !isWindowOver(round, time)
}

/** The instant from which an opinion is late: the end, or the withdrawal before it. */
export function lateFrom({ ends, withdrawn }: CommentRound): Instant {
  return withdrawn === undefined || ends < withdrawn.at ? ends : withdrawn.at
}
