import type { CalendarDate } from '@juece/kernel'
import type { Calendar } from '@juece/legal-clock'
import type { Certainty } from './rule.ts'

/** 一年的节假日安排 · The rulebook's file of one year, from the yearly holiday notice. */
export type CalendarFile = {
  readonly year: number
  /** Mondays to Fridays off. */
  readonly holidays: readonly CalendarDate[]
  /** 调休 · Weekend days worked. */
  readonly makeUpDays: readonly CalendarDate[]
  readonly notices: readonly {
    readonly issuer: string
    readonly number: string
    readonly certainty: Certainty
  }[]
  readonly certainty: Certainty
  readonly read_on: CalendarDate | null
  readonly read_by: string | null
  readonly verified_on: CalendarDate | null
  readonly verified_by: string | null
}

/** The legal clock's calendar from the files of the years that are known. */
export function calendarOf(files: readonly CalendarFile[]): Calendar {
  return {
    years: Object.fromEntries(
      files.map(({ year, holidays, makeUpDays }) => [
        String(year),
        { year, daysOff: holidays, daysWorked: makeUpDays },
      ]),
    ),
  }
}
