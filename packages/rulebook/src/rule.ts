import type { CalendarDate } from '@juece/kernel'
import type { Bound, Unit } from '@juece/legal-clock'
import type { FiledCite } from './citation.ts'

/** What a rule may do, in words. */
export type Force = 'mandatory' | 'conditional' | 'optional' | 'local' | 'own'

/** 可信程度 · How a statement is known, not how strong it is. */
export type Certainty = 'read' | 'excerpt' | 'reported' | 'unverified' | 'own'

/** A sentence of ours in both languages; never the text of a statute. */
export type Says = { readonly 'zh-CN': string; readonly en: string }

/** A share; `strict` means more than, not at least. */
export type Ratio = { readonly ratio: string; readonly strict: boolean }

/** What a parameter can hold; null means there is none. */
export type Value = number | boolean | string | null | readonly string[] | Ratio

/** A value and the day from which it holds. A mark of its own stands before the rule's. */
export type DatedValue = {
  readonly from: CalendarDate
  readonly value: Value
  readonly certainty?: Certainty
}

/**
 * How the levels combine: the longest or the shortest value wins and no level may go back; `strictest` goes by the
 * order of `options` (a flag: off, then on; a set: it may only grow); `most-local` lets each level choose; nobody
 * touches what is `locked`.
 */
export type Levels = 'longest' | 'shortest' | 'strictest' | 'most-local' | 'locked'

/** 参数 · A number, switch or choice of the law, dated. */
export type FiledParameter = {
  readonly unit?: Unit | 'person' | 'year' | 'time' | 'topic'
  readonly bound?: Bound
  readonly levels: Levels
  /** The words allowed; for `strictest` from the loosest to the strictest. */
  readonly options?: readonly string[]
  readonly values: readonly DatedValue[]
}

/** 例外 · A named way out that the row itself prints, with its own citation. */
export type Exception = {
  readonly name: string
  /** The answer (AF-…) that opens it. */
  readonly finding?: string
  /** What else must be on record. */
  readonly requires: readonly string[]
  /** The parameter it lifts; without one it lifts the rule. */
  readonly lifts?: string
  readonly cites: readonly FiledCite[]
}

/** One row of the law as a rule file holds it. */
export type FiledRule = {
  readonly force: Force
  /** The fact whose yes makes a conditional row gate. */
  readonly when?: string
  /** The parameter by which a pack switches the row on. */
  readonly switch?: string
  /** A product rule says itself whether it gates. */
  readonly gates?: boolean
  readonly cites: readonly FiledCite[]
  readonly parameters?: Readonly<Record<string, FiledParameter>>
  readonly exceptions?: readonly Exception[]
  readonly says: Says
  readonly certainty: Certainty
  /** Since when the row holds, where that is later than its instrument. */
  readonly from?: CalendarDate
  readonly read_on: CalendarDate | null
  readonly read_by: string | null
  readonly verified_on: CalendarDate | null
  readonly verified_by: string | null
}

/** 适用认定 · A question only a person answers. The letters are those of the parts that may lodge acts. */
export type FindingKind = {
  readonly code: string
  readonly question: Says
  readonly facts: readonly string[]
  readonly proposes: readonly string[]
  readonly decides: readonly string[]
  /** A fact whose answer the law gives to one person alone. */
  readonly alone?: Readonly<Record<string, string>>
  readonly rows: readonly string[]
}

/** The rules of one instrument. */
export type RuleFile = {
  readonly instrument: string
  readonly in_force: readonly { readonly from: CalendarDate; readonly to?: CalendarDate }[]
  /** The kinds of matter whose procedure rests on this instrument: before it there is none. */
  readonly founds?: readonly string[]
  readonly findings?: Readonly<Record<string, Omit<FindingKind, 'code'>>>
  readonly rules: Readonly<Record<string, FiledRule>>
  /** A pack: who approved it, and whether it reaches matters under way. */
  readonly approved_by?: string
  readonly approved_on?: CalendarDate
  readonly reaches_running?: boolean
}

/** From the widest to the most local. */
export type Level = 'nation' | 'province' | 'city' | 'county' | 'department'

/** 法域的一级 · The rule files of one jurisdiction, sorted by instrument; a digest names its bytes. */
export type LevelFile = {
  readonly instruments: readonly RuleFile[]
  readonly jurisdiction: string
  readonly level: Level
}
