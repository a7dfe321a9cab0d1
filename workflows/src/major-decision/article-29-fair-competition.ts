import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 公平竞争审查 · Fair competition review · 713: 第二十九条第一项; 公平竞争审查条例 */
export async function fairCompetition(clerk: Clerk): Promise<void> {
  // 公平竞争审查条例第二条: only what touches the economic activity of operators is reviewed.
  if (!(await clerk.finds(facts.touchesOperators))) return

  // 713: 第二十九条第一项: its result is among the papers of the meeting.
  await clerk.waitsFor(facts.fairCompetitionConcluded)
}
