export { calendarOf, type CalendarFile } from './calendar-file.ts'
export { canonicalPrint, readablePrint } from './canonical-print.ts'
export type { Cite, FiledCite } from './citation.ts'
export { isNowhereLooser, levelFaults, type LevelFault } from './levels.ts'
export type { Instrument } from './instrument.ts'
export {
  calendarManifestOf,
  manifestOf,
  type CalendarManifest,
  type Manifested,
  type NamedBytes,
  type RulesManifest,
} from './manifest.ts'
export { calendarFiles, instruments, nationalLevel, nationalLevelFile } from './national.ts'
export { packFrom, type PackValues } from './pack-from.ts'
export { loadRulebook, resolveRules, type Rulebook } from './resolve.ts'
export type {
  Certainty,
  DatedValue,
  Exception,
  FiledParameter,
  FiledRule,
  FindingKind,
  Force,
  Level,
  LevelFile,
  Levels,
  Ratio,
  RuleFile,
  Says,
  Value,
} from './rule.ts'
export type { Parameter, Rule, RuleException, Rules } from './rules.ts'
