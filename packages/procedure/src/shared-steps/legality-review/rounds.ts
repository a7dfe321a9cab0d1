import type { Matter } from '../../matter/state.ts'
import type { LegalityOpinion, ReviewRound } from './state.ts'

/** The newest round of the review. */
export function currentRound(matter: Matter): ReviewRound | undefined {
  return matter.review.rounds.at(-1)
}

/** 审查意见 of the newest round; an older opinion speaks no more once a new round was opened. */
export function opinionOf(matter: Matter): LegalityOpinion | undefined {
  const round = currentRound(matter)
  return round?.superseded === true ? undefined : round?.opinion
}

/** The points of the opinion that nobody has answered yet. */
export function unansweredPoints(matter: Matter): readonly number[] {
  const points = opinionOf(matter)?.points ?? []
  return points.map(({ no }) => no).filter((no) => !matter.review.answered.includes(no))
}

/** 审查期限停止计算: whether a stop is running. */
export function standsStill(round: ReviewRound): boolean {
  return round.pauses.some(({ until }) => until === undefined)
}

/** The matter with its newest round changed. */
export function withRound(matter: Matter, changes: Partial<ReviewRound>): Matter {
  const { rounds } = matter.review
  const last = rounds.at(-1)
  if (last === undefined) return matter
  const changed = [...rounds.slice(0, -1), { ...last, ...changes }]
  return { ...matter, review: { ...matter.review, rounds: changed } }
}
