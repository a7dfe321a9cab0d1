import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 决策启动 · Initiation · 713: 第十条、第十一条 */
export async function initiation(clerk: Clerk): Promise<void> {
  // 第十条: a proposal is studied first.
  await clerk.waitsFor(facts.studied)

  // 第十条、第十一条: the decision organ decides whether to start, and names who undertakes it.
  await clerk.finds(facts.procedureStarted)
}

/** 拟订决策草案 · Drafting · 713: 第十二条、第十三条 */
export async function drafting(clerk: Clerk): Promise<void> {
  // 第十二条、第十三条: the undertaking unit drafts on research, law and what other units say.
  await clerk.waitsFor(facts.drafted)

  // 第十四条至第二十四条: with the draft and its findings on record the steps are opened.
  await clerk.waitsFor(facts.stepsOpened)
}
