import type { Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { reviewLimits } from './clock.ts'
import { currentRound, opinionOf, standsStill, unansweredPoints } from './rounds.ts'

const whoCan = ['legality-head']

/** 第二十五条: without an opinion, or with one that found the draft unlawful, nothing goes to the meeting. */
export function reviewed(matter: Matter, at: Circumstances): readonly Ground[] {
  const opinion = opinionOf(matter)
  if (opinion === undefined) {
    const never = matter.review.rounds.every((round) => round.opinion === undefined)
    const lack = { missing: ['legality-opinion'], whoCan }
    return [...(never ? [ground(at, 'MD-G01', lack)] : []), ground(at, 'MD-G02', lack)]
  }
  return unless(opinion.outcome !== 'unlawful', at, 'MD-G02', {
    missing: ['legality-opinion'],
    whoCan: ['undertaking-unit-handler'],
  })
}

/** 第二十六条第二款: the review time has run out, or the reviewer consented to less. */
export function reviewTimePassed(
  matter: Matter,
  at: Circumstances,
  opening: Instant = at.time,
): readonly Ground[] {
  const round = currentRound(matter)
  if (round?.acceptedAt === undefined) {
    return [ground(at, 'MD-G05', { missing: ['AcceptForReview'], whoCan: ['legality-reviewer'] })]
  }
  if (round.shorterConsent) return []
  // 待日历: the gate counts for itself and never waits for the clerk to fix the date.
  const ends =
    matter.deadlines.reviewFloor?.ends ??
    reviewLimits(round.acceptedAt, round.pauses, at).floor?.ends
  // 停钟、未有日历: no end is known, so no instant can be named from which the act is lawful.
  if (ends === undefined) return [ground(at, 'MD-G05', { missing: ['reviewFloor'] })]
  return unless(opening >= ends, at, 'MD-G05', {
    missing: ['reviewFloor'],
    whoCan,
    until: ends,
  })
}

/** 第二十八条: every point of the opinion has an answer. */
export function pointsAnswered(matter: Matter, at: Circumstances): readonly Ground[] {
  if (unansweredPoints(matter).length === 0) return []
  const lack = { missing: ['AnswerReviewPoint'], whoCan: ['undertaking-unit-handler'] }
  return [ground(at, 'MD-G10', lack), ground(at, 'T21', lack)]
}

/** The text is the one reviewed, or the reviewer found nothing substantive changed between these two versions. */
export function textReviewed(matter: Matter, at: Circumstances, draft: number): readonly Ground[] {
  const reviewedDraft = opinionOf(matter)?.draft
  if (reviewedDraft === undefined || reviewedDraft === draft) return []
  return unless(isUnchanged(matter, reviewedDraft, draft), at, 'MD-G11', {
    missing: ['AF-12'],
    whoCan: ['legality-reviewer'],
  })
}

/** AF-12, the newest answer on exactly these two versions: no material change. */
export function isUnchanged(matter: Matter, from: number, to: number): boolean {
  const found = matter.changes.findLast((change) => change.from === from && change.to === to)
  return found?.answer === 'no'
}

/** 受理之后、未停钟: whether the review is running. */
export function isRunning(matter: Matter): boolean {
  const round = currentRound(matter)
  return round?.acceptedAt !== undefined && !standsStill(round)
}
