import { facts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 过程记录与归档 · Archiving · 713: 第三十三条 */
export async function archive(clerk: Clerk): Promise<void> {
  // 第三十三条: the papers of the whole process are kept, also those of what was not started or not agreed to.
  await clerk.waitsFor(facts.dossierClosed)
}
