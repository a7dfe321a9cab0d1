import { on, type Evolution } from '../../definition.ts'
import { withDeadline, withoutDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'
import { withEvaluationClosed } from '../evaluation/closed.ts'
import { withoutExecutionDates } from '../execution/dates-over.ts'
import { executionStage } from '../execution/stages.ts'
import {
  enterChange,
  markSuspensionReviewOverdue,
  openAdjustment,
  recordAftercare,
  resumeExecution,
  settleAdjustment,
  stopExecution,
  suspendExecution,
} from './commands.ts'
import type { AdjustmentState } from './state.ts'

/** 调整、中止、停止: what its events change. */
export const evolutions: readonly Evolution[] = [
  on<typeof suspendExecution, { readonly review: WorkedOutDate }>(
    suspendExecution,
    (matter, { circumstance = 0, review }, { position }) => {
      const suspended = withAdjustment(matter, { suspended: { circumstance, position } })
      const dated = withDeadline(suspended, 'suspensionReview', {
        ...review,
        rule: 'MD-M02',
        bound: 'ceiling',
        setAt: position,
        brings: 'MarkSuspensionReviewOverdue',
      })
      return matter.stage === 'S24' ? { ...dated, stage: 'S25' } : dated
    },
  ),
  on(resumeExecution, (matter) => {
    const { suspended: _suspended, ...adjustment } = matter.adjustment
    const resumed = withoutDeadline({ ...matter, adjustment }, 'suspensionReview')
    return matter.stage === 'S25' ? { ...resumed, stage: 'S24' } : resumed
  }),
  on(markSuspensionReviewOverdue, (matter) => withoutDeadline(matter, 'suspensionReview')),
  on(openAdjustment, (matter, { newMatter }, { position }) => ({
    ...withAdjustment(withEvaluationClosed(matter), { open: { newMatter, position } }),
    stage: 'S27',
  })),
  on(settleAdjustment, (matter, { result, newMatter, from }) => {
    const { open: _open, ...rest } = matter.adjustment
    // What was changed outside has now been through the procedure, whatever came of it.
    const adjustment = { ...rest, outside: [] }
    if (result === 'notDecided') {
      return { ...matter, adjustment, stage: executionStage(matter) }
    }
    const replaced = { newMatter, ...(from === undefined ? {} : { from }) }
    return {
      ...withoutExecutionDates(matter),
      adjustment: { ...adjustment, replaced },
      stage: 'S29',
    }
  }),
  on(stopExecution, (matter) => ({
    ...withoutExecutionDates(withEvaluationClosed(matter)),
    stage: 'S28',
  })),
  on(recordAftercare, (matter, _event, { position }) =>
    withAdjustment(matter, { aftercare: [...matter.adjustment.aftercare, position] }),
  ),
  on(enterChange, (matter, { what }, { position }) =>
    withAdjustment(matter, { outside: [...matter.adjustment.outside, { what, position }] }),
  ),
]

function withAdjustment(matter: Matter, changes: Partial<AdjustmentState>): Matter {
  return { ...matter, adjustment: { ...matter.adjustment, ...changes } }
}
