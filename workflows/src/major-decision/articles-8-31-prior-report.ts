import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 请示报告 · Report before the decision is issued · 713: 第八条、第三十一条 */
export async function priorReport(clerk: Clerk): Promise<void> {
  // 第三十一条: the party committee of the same level, before the decision is issued;
  // 第八条第一款: the people's congress or the superior, where the matter is theirs.
  await clerk.waitsFor(facts.reported)
}
