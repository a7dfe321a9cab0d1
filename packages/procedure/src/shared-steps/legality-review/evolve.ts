import type { Instant } from '@juece/kernel'
import { on, type Evolution } from '../../definition.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import type { Matter } from '../../matter/state.ts'
import {
  acceptForReview,
  addCounselOpinion,
  answerReviewPoint,
  assignReviewer,
  consentToShorterReview,
  extendReview,
  issueLegalityOpinion,
  markReviewOverdue,
  markSupplementOverdue,
  openRevision,
  requestSupplement,
  restartReviewClock,
  returnFromReview,
  stopReviewClock,
  submitForReview,
  supplyPapers,
} from './commands.ts'
import { withLimits, withSupplementDue, type ReviewLimits } from './limits.ts'
import { begun, ended } from './pauses.ts'
import { currentRound, withRound } from './rounds.ts'
import type { ReviewRound } from './state.ts'

interface Limited {
  readonly limits: ReviewLimits
}

/** 合法性审查: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(submitForReview, (matter, { draft, papers = [] }, { occurred }) => {
    const { rounds } = matter.review
    const round: ReviewRound = {
      round: rounds.length + 1,
      draft,
      papers: papers.map(({ kind }) => kind),
      submittedAt: occurred,
      pauses: [],
      counsel: [],
      shorterConsent: false,
      returned: false,
    }
    return {
      ...withoutLimits(matter),
      stage: 'S11',
      // A further round: what the first one settled is open again.
      walk: rounds.length === 0 ? matter.walk : matter.walk + 1,
      review: { ...matter.review, rounds: [...rounds, round], answered: [] },
    }
  }),
  on<typeof acceptForReview, Limited>(acceptForReview, (matter, { limits }, seen) =>
    withLimits(withRound(matter, { acceptedAt: seen.occurred }), limits, seen.position),
  ),
  on(assignReviewer, (matter, { reviewer }) => ({
    ...matter,
    review: { ...matter.review, reviewer },
  })),
  on<typeof requestSupplement, Limited & { readonly dueEnds: Instant }>(
    requestSupplement,
    (matter, { due, dueEnds, limits }, seen) => {
      const stopped = withRound(matter, {
        pauses: begun(pausesOf(matter), 'supplement', seen.occurred),
        supplement: { due, dueEnds, supplied: false },
      })
      return withLimits(
        withSupplementDue({ ...stopped, stage: 'S12', walk: matter.walk + 1 }, seen.position),
        limits,
        seen.position,
      )
    },
  ),
  on<typeof supplyPapers, Limited>(supplyPapers, (matter, { papers, limits }, seen) => {
    const round = currentRound(matter)
    const supplied = withRound(matter, {
      papers: [...new Set([...(round?.papers ?? []), ...papers.map(({ kind }) => kind)])],
      pauses: ended(pausesOf(matter), 'supplement', seen.occurred),
      ...(round?.supplement === undefined
        ? {}
        : { supplement: { ...round.supplement, supplied: true } }),
    })
    return withLimits(
      withoutDeadline({ ...supplied, stage: 'S11' }, 'supplement'),
      limits,
      seen.position,
    )
  }),
  on(returnFromReview, (matter) => ({
    ...withoutLimits(withRound(matter, { returned: true })),
    stage: 'S13',
    walk: matter.walk + 1,
  })),
  on(addCounselOpinion, (matter, _event, { position }) =>
    withRound(matter, { counsel: [...(currentRound(matter)?.counsel ?? []), position] }),
  ),
  on<typeof stopReviewClock, Limited>(stopReviewClock, (matter, { ground, limits }, seen) =>
    withLimits(
      withRound(matter, { pauses: begun(pausesOf(matter), ground, seen.occurred) }),
      limits,
      seen.position,
    ),
  ),
  on<typeof restartReviewClock, Limited>(restartReviewClock, (matter, { ground, limits }, seen) =>
    withLimits(
      withRound(matter, { pauses: ended(pausesOf(matter), ground, seen.occurred) }),
      limits,
      seen.position,
    ),
  ),
  on<typeof extendReview, Limited>(extendReview, (matter, { days, limits }, seen) =>
    withLimits(withRound(matter, { extraDays: days }), limits, seen.position),
  ),
  on(consentToShorterReview, (matter) => withRound(matter, { shorterConsent: true })),
  on(issueLegalityOpinion, (matter, { draft, outcome, points = [] }, { position, by }) => {
    const opinion = {
      draft,
      outcome: outcome ?? 'unlawful',
      points: points.map(({ no, kind }) => ({ no, kind })),
      signatory: 'official' in by ? by.official : '',
      position,
    }
    const issued = withoutDeadline(withRound(matter, { opinion }), 'reviewCeiling')
    return { ...issued, stage: 'S14', review: { ...issued.review, answered: [] } }
  }),
  on(openRevision, (matter) => ({ ...matter, stage: 'S15' })),
  on(answerReviewPoint, (matter, { no }) => ({
    ...matter,
    review: { ...matter.review, answered: [...new Set([...matter.review.answered, no])] },
  })),
  on(markSupplementOverdue, (matter) => withoutDeadline(matter, 'supplement')),
  on(markReviewOverdue, (matter) => withoutDeadline(matter, 'reviewCeiling')),
]

function pausesOf(matter: Matter): ReviewRound['pauses'] {
  return currentRound(matter)?.pauses ?? []
}

/** Each round has limits of its own (CAL-10). */
function withoutLimits(matter: Matter): Matter {
  const names = ['reviewFloor', 'reviewCeiling', 'supplement'] as const
  return names.reduce(withoutDeadline, matter)
}
