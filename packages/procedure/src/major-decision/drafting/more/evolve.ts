import { on, type Evolution } from '../../../definition.ts'
import type { Matter } from '../../../matter/state.ts'
import {
  approveInvestment,
  recordIntegrityReview,
  recordUnitDiscussion,
  reopenStep,
  returnFromOffice,
  signOwnReview,
  submitToOffice,
} from './commands.ts'
import type { DraftingMoreState } from './state.ts'

/** 起草阶段按规则册要求的其他工作: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(recordIntegrityReview, (matter, { draft }) =>
    withMore(matter, {
      integrityReviews: [...matter.draftingMore.integrityReviews, draft],
    }),
  ),
  on(signOwnReview, (matter, { draft }, { by }) =>
    withMore(matter, {
      ownReviews: [
        ...matter.draftingMore.ownReviews,
        { draft, reviewer: 'official' in by ? by.official : '' },
      ],
    }),
  ),
  on(recordUnitDiscussion, (matter, { draft }) =>
    withMore(matter, { discussions: [...matter.draftingMore.discussions, draft] }),
  ),
  on(approveInvestment, (matter, { draft }) =>
    withMore(matter, {
      investmentApproved: [...matter.draftingMore.investmentApproved, draft],
    }),
  ),
  on(reopenStep, (matter, { step, from, to, waiver }, { position }) => {
    const waived = waiver === true
    const reopened = withMore(matter, {
      reopenings: [...matter.draftingMore.reopenings, { step, from, to, waived, position }],
    })
    if (waived) return reopened
    // The law sends the matter back to its steps: a fresh walk begins.
    return {
      ...reopened,
      stage: 'S07',
      walk: matter.walk + 1,
      drafting: { ...matter.drafting, stepsOn: to, stepsClosed: false },
    }
  }),
  on(submitToOffice, (matter, { draft }, { occurred }) => ({
    ...withMore(matter, { toOffice: { draft, at: occurred } }),
    stage: 'S10',
  })),
  on(returnFromOffice, (matter) => {
    const { toOffice: _returned, ...more } = matter.draftingMore
    return { ...matter, stage: 'S08', walk: matter.walk + 1, draftingMore: more }
  }),
]

function withMore(matter: Matter, changes: Partial<DraftingMoreState>): Matter {
  return { ...matter, draftingMore: { ...matter.draftingMore, ...changes } }
}
