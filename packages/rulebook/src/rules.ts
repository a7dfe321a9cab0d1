import type { CalendarDate } from '@juece/kernel'
import type { Bound, Period } from '@juece/legal-clock'
import type { Cite } from './citation.ts'
import type {
  Certainty,
  Exception,
  FiledParameter,
  FindingKind,
  Force,
  Ratio,
  Says,
  Value,
} from './rule.ts'

/** 例外 · An exception with the places it rests on, on that day. */
export type RuleException = Omit<Exception, 'cites'> & { readonly cites: readonly Cite[] }

/** A rule as it stands on one day, over all levels. */
export type Rule = {
  readonly id: string
  readonly instrument: string
  readonly force: Force
  readonly when?: string
  readonly switch?: string
  readonly inForce: boolean
  readonly cites: readonly Cite[]
  readonly exceptions: readonly RuleException[]
  readonly says: Says
  readonly certainty: Certainty
  /** 未经法制机构核对 until a legal office has signed. */
  readonly verified: boolean
}

/** A parameter as it stands on one day: what an entry keeps of it under `consulted`. */
export type Parameter = {
  readonly key: string
  readonly rule: string
  readonly value: Value
  readonly unit?: NonNullable<FiledParameter['unit']>
  readonly bound?: Bound
  /** The level whose value it is. */
  readonly jurisdiction: string
  readonly certainty: Certainty
}

/** 适用规则 · The law of one matter on one day. What is not known here is an error, never a default. */
export type Rules = {
  readonly on: CalendarDate
  readonly ids: readonly string[]
  readonly keys: readonly string[]
  rule(id: string): Rule
  cites(id: string): readonly Cite[]
  /** Whether the row gates; a conditional one does once its question is answered yes. */
  gates(id: string): boolean
  says(id: string): Says
  isProductRule(id: string): boolean
  parameter(key: string): Parameter
  /** A length of days to count; no such length is an error. */
  period(key: string): Period
  /** A number, or null where the law sets none. */
  number(key: string): number | null
  flag(key: string): boolean
  set(key: string): readonly string[]
  word(key: string): string | null
  ratio(key: string): Ratio | null
  finding(code: string): FindingKind
}
