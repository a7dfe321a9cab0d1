import { on, type Evolution } from '../../definition.ts'
import type { Matter } from '../../matter/state.ts'
import {
  concludeRisk,
  planAssessment,
  referToEarlierAssessment,
  submitRiskReport,
} from './commands.ts'

/** 风险评估: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(planAssessment, (matter, { assessor, institution }) =>
    withRisk(matter, { assessor: { assessor, institution } }),
  ),
  on(submitRiskReport, (matter, { draft, controllable, level }, { position }) => {
    const report = { draft, controllable, position, ...(level === undefined ? {} : { level }) }
    return withRisk(matter, { reports: [...matter.risk.reports, report] })
  }),
  on(concludeRisk, (matter, { draft, controllable }, { position }) =>
    withRisk(matter, {
      conclusions: [...matter.risk.conclusions, { draft, controllable, position }],
    }),
  ),
  on(referToEarlierAssessment, (matter, { reference }, { position }) =>
    reference === undefined ? matter : withRisk(matter, { earlier: { reference, position } }),
  ),
]

function withRisk(matter: Matter, changed: Partial<Matter['risk']>): Matter {
  return { ...matter, risk: { ...matter.risk, ...changed } }
}
