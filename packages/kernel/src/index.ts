export { assertNever } from './assert-never.ts'
export type { Brand } from './brand.ts'
export {
  calendarDate,
  dateOfDay,
  dayNumber,
  isCalendarDate,
  plusDays,
  weekday,
  type CalendarDate,
} from './calendar-date.ts'
export { digest, isDigest, type Digest } from './digest.ts'
export {
  dateOf,
  endOf,
  instant,
  instantOf,
  isInstant,
  isBefore,
  laterOf,
  msOf,
  startOf,
  type Instant,
} from './instant.ts'
export type { Json, JsonObject } from './json.ts'
