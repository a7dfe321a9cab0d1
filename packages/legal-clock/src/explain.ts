import { dateOfDay, dayNumber, type CalendarDate } from '@juece/kernel'
import { isWeekend, isWorkingDay, type Calendar } from './calendar.ts'
import type { SkippedRun, WorkingOut } from './working-out.ts'

/** What one day was in a count. */
export type DayWhy =
  'day-0' | 'calendar-day' | 'working-day' | 'make-up-day' | 'weekend' | 'holiday' | 'stopped'

/** One day of a count: its number, or null if it was passed over, and why. */
export type ExplainedDay = {
  readonly date: CalendarDate
  readonly counted: number | null
  readonly why: DayWhy
  /** The table asked now says otherwise. The date stays as it was found; a new count stands beside it. */
  readonly tableChanged?: true
}

/** Every day of the count, day 0 first: each date explains itself. The calendar only marks what was corrected since. */
export function explain(workingOut: WorkingOut, calendar?: Calendar): readonly ExplainedDay[] {
  const day0 = dayNumber(workingOut.day0)
  const days: ExplainedDay[] = [{ date: workingOut.day0, counted: null, why: 'day-0' }]
  const lastSkipped = workingOut.skipped.at(-1)
  const through = lastSkipped === undefined ? day0 : dayNumber(lastSkipped.to)
  let counted = 0
  for (let day = day0 + 1; counted < workingOut.counted || day <= through; day += 1) {
    const date = dateOfDay(day)
    const run = runOf(workingOut.skipped, date)
    if (run === undefined) counted += 1
    const why = run === undefined ? whyCounted(workingOut, date) : whySkipped(run, date)
    const row = { date, counted: run === undefined ? counted : null, why }
    days.push(differs(row, calendar) ? { ...row, tableChanged: true } : row)
  }
  const { stoppedSince } = workingOut
  if (stoppedSince !== undefined) days.push({ date: stoppedSince, counted: null, why: 'stopped' })
  return days
}

function runOf(runs: readonly SkippedRun[], date: CalendarDate): SkippedRun | undefined {
  return runs.find((run) => run.from <= date && date <= run.to)
}

function whyCounted(workingOut: WorkingOut, date: CalendarDate): DayWhy {
  if (workingOut.unit === 'calendar-day') return 'calendar-day'
  return workingOut.madeUp.includes(date) ? 'make-up-day' : 'working-day'
}

function whySkipped(run: SkippedRun, date: CalendarDate): DayWhy {
  if (run.why === 'stopped') return 'stopped'
  return isWeekend(date) ? 'weekend' : 'holiday'
}

function differs(row: ExplainedDay, calendar: Calendar | undefined): boolean {
  if (calendar === undefined || !tableSpeaks(row.why)) return false
  const worked = isWorkingDay(calendar, row.date)
  return worked !== 'awaiting-calendar' && worked !== (row.counted !== null)
}

function tableSpeaks(why: DayWhy): boolean {
  return why !== 'day-0' && why !== 'stopped' && why !== 'calendar-day'
}
