import type { CalendarDate, Instant } from '@juece/kernel'

/** 执行情况报告的周期, as a pack names it. */
export type ReportPeriod = 'monthly' | 'quarterly' | 'half-yearly' | 'yearly'

/** 定期报告 · The reports are numbered from the start of execution; each has its due date. */
export interface Reporting {
  readonly period: ReportPeriod
  /** The day from which the periods are counted. */
  readonly from: CalendarDate
  /** The number of the report whose date runs, from 1. */
  readonly next: number
  /** 逾期未报: numbers whose date passed and that nobody has supplied yet. */
  readonly missed: readonly number[]
}

/** 重大情况报告 · 第三十五条第一款. */
export interface Circumstance {
  readonly kind: 'problem' | 'change' | 'forceMajeure'
  readonly position: number
}

/** 异议 · Against the conclusion of an inspection; reviewed by somebody who did not make it. */
export interface Objection {
  readonly receivedAt: Instant
  /** After the thirty days: it is kept, and nobody is bound to review it. */
  readonly late: boolean
  readonly reviewer?: string
  readonly upheld?: boolean
}

/** 督查 · The newest inspection of the execution. */
export interface Inspection {
  readonly team: readonly string[]
  readonly concluded?: { readonly at: Instant; readonly makers: readonly string[] }
  readonly objection?: Objection
}

/** 决策执行 · 713: 第三十四条、第三十五条. */
export interface ExecutionState {
  readonly units: readonly string[]
  /** Positions of the reports of the executing units. */
  readonly reports: readonly number[]
  readonly startedAt?: Instant
  /** Absent where no pack sets a period. */
  readonly reporting?: Reporting
  readonly circumstances: readonly Circumstance[]
  /** 公众对执行提出的意见: how many were recorded. */
  readonly opinions: number
  readonly inspection?: Inspection
}

/** Not begun. */
export const noExecution: ExecutionState = {
  units: [],
  reports: [],
  circumstances: [],
  opinions: 0,
}
