import { on, type Evolution } from '../../definition.ts'
import type { Matter } from '../../matter/state.ts'
import {
  assignObjection,
  concludeInspection,
  decideObjection,
  objectToConclusion,
  openInspection,
} from './commands-inspection.ts'
import type { Inspection, Objection } from './state.ts'

/** 督查: what its events change. */
export const inspectionEvolutions: readonly Evolution[] = [
  on(openInspection, (matter, { team }) => ({
    ...matter,
    execution: { ...matter.execution, inspection: { team } },
  })),
  on(concludeInspection, (matter, { authors }, { occurred, by }) => {
    // Whoever issues the conclusion has made it, named as an author or not.
    const makers = 'official' in by ? [...authors, by.official] : authors
    return withInspection(matter, { concluded: { at: occurred, makers: [...new Set(makers)] } })
  }),
  on<typeof objectToConclusion, { readonly late: boolean }>(
    objectToConclusion,
    (matter, { late }, { occurred }) =>
      withInspection(matter, { objection: { receivedAt: occurred, late } }),
  ),
  on(assignObjection, (matter, { reviewer }) => withObjection(matter, { reviewer })),
  on(decideObjection, (matter, { upheld }) => withObjection(matter, { upheld })),
]

function withInspection(matter: Matter, changes: Partial<Inspection>): Matter {
  const { inspection } = matter.execution
  if (inspection === undefined) return matter
  return {
    ...matter,
    execution: { ...matter.execution, inspection: { ...inspection, ...changes } },
  }
}

function withObjection(matter: Matter, changes: Partial<Objection>): Matter {
  const objection = matter.execution.inspection?.objection
  return objection === undefined
    ? matter
    : withInspection(matter, { objection: { ...objection, ...changes } })
}
