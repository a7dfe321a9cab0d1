import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 决策公布 · Publication · 713: 第三十二条 */
export async function publication(clerk: Clerk): Promise<void> {
  // 第三十二条: what may lawfully stay undisclosed is withheld, and that is a decision too.
  if (await clerk.finds(facts.withheld)) return

  // 第三十二条: everything else is published promptly.
  await clerk.waitsFor(facts.published)
}
