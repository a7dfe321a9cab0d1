/** 决策执行 · 713: 第三十四条. */
export interface ExecutionState {
  readonly units: readonly string[]
}

/** Not begun. */
export const noExecution: ExecutionState = { units: [] }
