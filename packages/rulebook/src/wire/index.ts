export {
  levelFileOf,
  parseAdoptedCalendar,
  parseCalendarFile,
  parseCalendarManifest,
  parseInstruments,
  parseLevelFile,
  parseManifest,
  parseRuleFile,
} from './parse.ts'
