import { withDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'
import { currentRound } from './rounds.ts'

/** The two limits of a round as an event carries them. */
export interface ReviewLimits {
  readonly floor?: WorkedOutDate
  readonly ceiling?: WorkedOutDate
}

/** Sets the limits an event carries: the meeting waits for the floor, the reviewer minds the ceiling. */
export function withLimits(
  matter: Matter,
  { floor, ceiling }: ReviewLimits,
  setAt: number,
): Matter {
  const withFloor =
    floor === undefined
      ? matter
      : withDeadline(matter, 'reviewFloor', { ...floor, rule: 'MD-G05', bound: 'floor', setAt })
  if (ceiling === undefined) return withFloor
  return withDeadline(withFloor, 'reviewCeiling', {
    ...ceiling,
    rule: 'MD-G06',
    bound: 'ceiling',
    setAt,
    brings: 'MarkReviewOverdue',
  })
}

/** 补正期限, a day the reviewer named. */
export function withSupplementDue(matter: Matter, setAt: number): Matter {
  const supplement = currentRound(matter)?.supplement
  if (supplement === undefined) return matter
  return withDeadline(matter, 'supplement', {
    ends: supplement.dueEnds,
    lastDay: supplement.due,
    rule: 'MD-G04',
    bound: 'fixed',
    setAt,
    brings: 'MarkSupplementOverdue',
  })
}
