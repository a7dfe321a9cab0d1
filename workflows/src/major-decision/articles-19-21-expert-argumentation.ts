import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 专家论证 · Expert argumentation · 713: 第十九条至第二十一条 */
export async function expertArgumentation(clerk: Clerk): Promise<void> {
  // 第十九条第一款: only what is markedly professional or technical is put to experts.
  if (!(await clerk.finds(facts.technical))) return

  // 第十九条至第二十一条: the panel gives signed opinions, and the argumentation is concluded.
  await clerk.waitsFor(facts.argumentationConcluded)
}
