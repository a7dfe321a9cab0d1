import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 决策执行 · Implementation · 713: 第三十四条至第三十七条 */
export async function implementation(clerk: Clerk): Promise<void> {
  // 第三十四条: who carries the decision out is named, and carries it out in full.
  await clerk.waitsFor(facts.executionStarted)
  // 第三十四条、第三十六条、第三十七条: reports, an evaluation, the review of a suspension may still be due.
  await clerk.waitsFor(facts.executionDatesMet)
}
