import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 集体讨论决定 · Collective deliberation and decision · 713: 第二十九条、第三十条 */
export async function meeting(clerk: Clerk): Promise<void> {
  // 第二十九条: the draft is tabled with the papers of every step that was taken.
  await clerk.waitsFor(facts.tabled)

  // 第三十条第一款: an executive or plenary meeting discusses it.
  await clerk.waitsFor(facts.admitted)
  await clerk.waitsFor(facts.deliberationOpened)

  // 第三十条: the head decides on the basis of the discussion. What is deferred or amended begins a new walk.
  if (!(await clerk.finds(facts.decided))) return

  // 第三十条第三款: what was said and decided is recorded as it was.
  await clerk.waitsFor(facts.minutesSigned)
}
