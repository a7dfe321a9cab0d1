import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 合法性审查 · Legality review · 713: 第二十五条至第二十八条 */
export async function legalityReview(clerk: Clerk): Promise<void> {
  // 第二十五条第一款: no draft reaches the meeting without review.
  await clerk.waitsFor(facts.submittedForReview)

  // 第二十六条第一款: papers that are not complete are supplied, or the draft goes back: a new walk.
  await clerk.waitsFor(facts.acceptedForReview)

  // 第二十七条、第二十八条: the reviewing department signs its opinion. Silence is none.
  await clerk.waitsFor(facts.opinionIssued)
}
