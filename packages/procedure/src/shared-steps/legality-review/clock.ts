import type { Circumstances } from '../../circumstances.ts'
import { workedOut } from '../../matter/dates.ts'
import type { ReviewLimits } from './limits.ts'
import type { ReviewRound } from './state.ts'

/**
 * 审查期限 · counts the floor, and the ceiling where a pack sets one, with the stops of the round; an extension adds its
 * days to the ceiling (CAL-10).
 */
export function reviewLimits(
  acceptedAt: ReviewRound['acceptedAt'],
  pauses: ReviewRound['pauses'],
  at: Circumstances,
  extraDays = 0,
): ReviewLimits {
  if (acceptedAt === undefined) return {}
  const counted = (key: string, extraDays = 0) =>
    workedOut({ start: acceptedAt, period: at.rules.period(key), pauses, extraDays }, at)
  return {
    floor: counted('md.review.minWorkdays'),
    ...(at.rules.number('md.review.maxWorkdays') === null
      ? {}
      : { ceiling: counted('md.review.maxWorkdays', extraDays) }),
  }
}
