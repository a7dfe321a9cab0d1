/** 决策执行 · 713: 第三十四条. */
export interface ExecutionState {
  readonly units: readonly string[]
  /** Positions of the reports of the executing units. */
  readonly reports: readonly number[]
}

/** Not begun. */
export const noExecution: ExecutionState = { units: [], reports: [] }
