import type { Matter } from '../../matter/state.ts'

/** The running evaluation is over: whoever evaluates next is appointed anew. */
export function withEvaluationClosed(matter: Matter): Matter {
  const { before, open, closed } = matter.evaluation
  if (open === undefined) return matter
  return { ...matter, evaluation: { before, team: [], closed: closed + 1 } }
}
