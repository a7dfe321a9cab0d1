import type { Calendar } from '@juece/legal-clock'
import { calendarFiles, calendarOf } from '@juece/rulebook'

/** The nine years whose tables are known, 2018 to 2026. */
export const calendar: Calendar = calendarOf(calendarFiles)
