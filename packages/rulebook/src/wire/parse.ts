import { canonicalPrint, readablePrint } from '../canonical-print.ts'
import type { CalendarFile } from '../calendar-file.ts'
import type { Instrument } from '../instrument.ts'
import type { CalendarManifest, RulesManifest } from '../manifest.ts'
import type { LevelFile, RuleFile } from '../rule.ts'
import * as schemas from './schemas.ts'

/** Parses a rule file; text that is not its own print (a key twice, another order) is an error. */
export function parseRuleFile(text: string): RuleFile {
  return schemas.ruleFile.parse(jsonOf(text, readablePrint))
}

/** Parses one year's table of working days, with the same demand. */
export function parseCalendarFile(text: string): CalendarFile {
  return schemas.calendarFile.parse(jsonOf(text, readablePrint))
}

/** Parses the list of instruments, with the same demand. */
export function parseInstruments(text: string): readonly Instrument[] {
  return schemas.instrumentList.parse(jsonOf(text, readablePrint))
}

/** Parses the level file that a manifest names: RFC 8785 bytes. */
export function parseLevelFile(text: string): LevelFile {
  return schemas.levelFile.parse(jsonOf(text, canonicalPrint))
}

/** Parses the table of a year that a calendar manifest names: RFC 8785 bytes. */
export function parseAdoptedCalendar(text: string): CalendarFile {
  return schemas.calendarFile.parse(jsonOf(text, canonicalPrint))
}

/** Parses a manifest of rules: RFC 8785 bytes. */
export function parseManifest(text: string): RulesManifest {
  return schemas.rulesManifest.parse(jsonOf(text, canonicalPrint))
}

/** Parses a manifest of calendars: RFC 8785 bytes. */
export function parseCalendarManifest(text: string): CalendarManifest {
  return schemas.calendarManifest.parse(jsonOf(text, canonicalPrint))
}

/** Takes a level file that arrives as a value, in the body of an act. */
export function levelFileOf(value: unknown): LevelFile {
  return schemas.levelFile.parse(value)
}

function jsonOf(text: string, print: (value: unknown) => string): unknown {
  const value: unknown = JSON.parse(text)
  if (print(value) !== text) throw new Error('the file is not its own canonical print')
  return value
}
