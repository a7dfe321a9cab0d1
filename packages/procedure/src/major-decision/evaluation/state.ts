/** Natural persons by their ids, bodies by whatever name they were entered under. */
export interface Parties {
  readonly persons: readonly string[]
  readonly institutions: readonly string[]
}

/** 评估成员. */
export interface TeamMember {
  readonly id: string
  readonly institution?: string
}

/** 决策后评估 · 713: 第三十六条. */
export interface EvaluationState {
  /** Who argued, assessed or analysed before the decision: never the evaluator of it (SoD-05). */
  readonly before: Parties
  /** The running evaluation; absent when none was opened or the last one is closed. */
  readonly open?: { readonly trigger: string; readonly position: number }
  readonly evaluator?: { readonly evaluator: string; readonly institution: string }
  readonly team: readonly TeamMember[]
  readonly report?: { readonly position: number; readonly advice: string }
  readonly disposition?: { readonly disposition: string; readonly position: number }
  /** How many evaluations were closed. */
  readonly closed: number
}

/** Never evaluated. */
export const noEvaluation: EvaluationState = {
  before: { persons: [], institutions: [] },
  team: [],
  closed: 0,
}
