import type { Stage } from '../state.ts'

/** 暂停、撤回、终止 · where the matter stood when it began to rest or ended undecided. */
export interface ClosingState {
  readonly from?: Stage
  /** 暂停 times, newest last. */
  readonly pausedAt: readonly number[]
}

/** Neither resting nor ended. */
export const notClosing: ClosingState = { pausedAt: [] }
