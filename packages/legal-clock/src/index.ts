export {
  isWorkingDay,
  type AwaitingCalendar,
  type Calendar,
  type CalendarYear,
} from './calendar.ts'
export { countFrom, type Counted, type Counting } from './count.ts'
export { daysBefore } from './days-before.ts'
export { explain, type DayWhy, type ExplainedDay } from './explain.ts'
export type { Pause } from './pause.ts'
export type { Bound, Period, Unit } from './period.ts'
export { workingDaysBetween } from './working-days-between.ts'
export type { SkippedRun, SkippedWhy, WorkingOut } from './working-out.ts'
