import { on, type Evolution } from '../../definition.ts'
import {
  closeSteps,
  fixRevisedDraft,
  openSteps,
  recordBasis,
  recordConsultation,
  recordCostBenefit,
  recordDisagreement,
  recordResearch,
  reopenDrafting,
} from './commands.ts'

/** 决策草案的形成: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(recordResearch, (matter) => ({
    ...matter,
    drafting: { ...matter.drafting, researched: true },
  })),
  on(recordBasis, (matter, { draft }) => ({
    ...matter,
    drafting: { ...matter.drafting, basisOf: [...matter.drafting.basisOf, draft] },
  })),
  on(recordCostBenefit, (matter, { draft }) => ({
    ...matter,
    drafting: { ...matter.drafting, costBenefitOf: [...matter.drafting.costBenefitOf, draft] },
  })),
  on(recordConsultation, (matter, { organ, draft, answer }) => ({
    ...matter,
    drafting: {
      ...matter.drafting,
      consultations: [...matter.drafting.consultations, { organ, draft, answer }],
    },
  })),
  on(recordDisagreement, (matter) => ({
    ...matter,
    drafting: { ...matter.drafting, disagreementStated: true },
  })),
  on(openSteps, (matter, { draft }) => ({
    ...matter,
    stage: 'S07',
    drafting: { ...matter.drafting, stepsOn: draft, stepsClosed: false },
  })),
  on(closeSteps, (matter) => ({
    ...matter,
    stage: 'S08',
    drafting: { ...matter.drafting, stepsClosed: true },
  })),
  // The law sends the matter back: a fresh walk begins.
  on(reopenDrafting, (matter) => ({
    ...matter,
    stage: 'S06',
    walk: matter.walk + 1,
    drafting: { ...matter.drafting, stepsClosed: false },
  })),
  on<typeof fixRevisedDraft, { readonly unitChecks?: true }>(fixRevisedDraft, (matter, event) => ({
    ...matter,
    stage: event.unitChecks === true ? 'S09' : matter.stage,
    drafting: { ...matter.drafting, revisedDraft: event.draft },
  })),
]
