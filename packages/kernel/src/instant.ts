import type { Brand } from './brand.ts'
import { dateOfDay, dayNumber, isCalendarDate, type CalendarDate } from './calendar-date.ts'

/** A moment: RFC 3339 in UTC, milliseconds, `Z`. Texts sort as the moments do. */
export type Instant = Brand<string, 'Instant'>

const dayMs = 86_400_000
/** Asia/Shanghai keeps +08:00 all year; every civil day of this product is a day there. */
const shanghaiMs = 8 * 3_600_000
const own = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const any = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?$/

/** Whether the text is an instant in its one written form. */
export function isInstant(raw: string): raw is Instant {
  return own.test(raw) && msFrom(raw) !== undefined
}

/** Parses RFC 3339 with any offset; a time without an offset is one in Asia/Shanghai. */
export function instant(raw: string): Instant {
  const ms = msFrom(raw)
  if (ms === undefined) throw new Error(`not an instant: ${raw.slice(0, 40)}`)
  return instantOf(ms)
}

function msFrom(raw: string): number | undefined {
  const [, date = '', h = '', m = '', s = '0', fraction = '0', zone] = any.exec(raw) ?? []
  if (!isCalendarDate(date) || Number(h) > 23 || Number(m) > 59 || Number(s) > 59) return undefined
  const offset = zone === undefined ? shanghaiMs : offsetMs(zone)
  const within = Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s) * 1000
  return dayNumber(date) * dayMs + within + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 3_600_000 + Number(zone.slice(4, 6)) * 60_000)
}

/** Epoch milliseconds. */
export function msOf(at: Instant): number {
  const ms = msFrom(at)
  if (ms === undefined) throw new Error(`not an instant: ${at}`)
  return ms
}

/** The instant of epoch milliseconds. */
export function instantOf(ms: number): Instant {
  const day = Math.floor(ms / dayMs)
  const rest = ms - day * dayMs
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const time = `${two(rest / 3_600_000)}:${two((rest / 60_000) % 60)}:${two((rest / 1000) % 60)}`
  return `${dateOfDay(day)}T${time}.${String(rest % 1000).padStart(3, '0')}Z` as Instant
}

/** The civil date on which the instant falls. */
export function dateOf(at: Instant): CalendarDate {
  return dateOfDay(Math.floor((msOf(at) + shanghaiMs) / dayMs))
}

/** 00:00 of the date. */
export function startOf(date: CalendarDate): Instant {
  return instantOf(dayNumber(date) * dayMs - shanghaiMs)
}

/** 24:00 of the date, which is 00:00 of the next (CAL-8). */
export function endOf(date: CalendarDate): Instant {
  return instantOf((dayNumber(date) + 1) * dayMs - shanghaiMs)
}

/** Whether `a` comes before `b`. */
export function isBefore(a: Instant, b: Instant): boolean {
  return a < b
}

/** The later of the two. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a
}
