import { withoutDeadline } from '../../matter/matter.ts'
import type { DeadlineName, Matter } from '../../matter/state.ts'

/** 执行中的期限 · The dates that run while a decision is carried out. */
export const executionDates: readonly DeadlineName[] = [
  'report',
  'suspensionReview',
  'evaluationProposal',
]

/** Completed, stopped or replaced: nothing is owed on the execution any more. */
export function withoutExecutionDates(matter: Matter): Matter {
  return executionDates.reduce(withoutDeadline, matter)
}
