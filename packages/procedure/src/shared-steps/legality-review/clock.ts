import type { Circumstances } from '../../circumstances.ts'
import { workedOut } from '../../matter/dates.ts'
import type { ReviewLimits } from './limits.ts'
import type { ReviewRound } from './state.ts'

/** 审查期限 · counts the floor, and the ceiling where a pack sets one, with the stops of the round (CAL-10). */
export function reviewLimits(
  acceptedAt: ReviewRound['acceptedAt'],
  pauses: ReviewRound['pauses'],
  at: Circumstances,
): ReviewLimits {
  if (acceptedAt === undefined) return {}
  const counted = (key: string) =>
    workedOut({ start: acceptedAt, period: at.rules.period(key), pauses }, at)
  return {
    floor: counted('md.review.minWorkdays'),
    ...(at.rules.number('md.review.maxWorkdays') === null
      ? {}
      : { ceiling: counted('md.review.maxWorkdays') }),
  }
}
