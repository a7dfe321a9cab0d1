import { on, type Evolution } from '../../definition.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import type { Matter } from '../../matter/state.ts'
import { executionStage } from '../execution/stages.ts'
import { withEvaluationClosed } from './closed.ts'
import {
  appointEvaluator,
  closeEvaluation,
  declineEvaluation,
  disposeOfReport,
  nameEvaluationTeam,
  openEvaluation,
  proposeEvaluation,
  submitEvaluationReport,
} from './commands.ts'
import type { EvaluationState } from './state.ts'

/** 决策后评估: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(openEvaluation, (matter, { trigger }, { position }) => ({
    ...withEvaluation(withoutDeadline(matter, 'evaluationProposal'), {
      open: { trigger, position },
    }),
    stage: 'S26',
  })),
  on(declineEvaluation, (matter, { trigger }) =>
    trigger === 'yearPassed' ? withoutDeadline(matter, 'evaluationProposal') : matter,
  ),
  on(proposeEvaluation, (matter) => withoutDeadline(matter, 'evaluationProposal')),
  on(appointEvaluator, (matter, { evaluator, institution }) =>
    // Another evaluator brings another team.
    withEvaluation(matter, { evaluator: { evaluator, institution }, team: [] }),
  ),
  on(nameEvaluationTeam, (matter, { team = [] }) =>
    withEvaluation(matter, {
      team: team.map(({ id, institution }) => ({
        id,
        ...(institution === undefined ? {} : { institution }),
      })),
    }),
  ),
  on(submitEvaluationReport, (matter, { advice }, { position }) =>
    withEvaluation(matter, { report: { position, advice } }),
  ),
  on(disposeOfReport, (matter, { disposition }, { position }) =>
    withEvaluation(matter, { disposition: { disposition, position } }),
  ),
  on(closeEvaluation, (matter) => ({
    ...withEvaluationClosed(matter),
    stage: executionStage(matter),
  })),
]

function withEvaluation(matter: Matter, changes: Partial<EvaluationState>): Matter {
  return { ...matter, evaluation: { ...matter.evaluation, ...changes } }
}
