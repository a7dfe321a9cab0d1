import type { Matter, Stage } from '../../matter/state.ts'

/** 执行中 · Carried out, suspended, being evaluated or adjusted: the decision is in force. */
export const inExecution: readonly Stage[] = ['S24', 'S25', 'S26', 'S27']

/** Where the main line goes on after an evaluation or an adjustment (T39, T51). */
export function executionStage({ adjustment }: Matter): Stage {
  return adjustment.suspended === undefined ? 'S24' : 'S25'
}
