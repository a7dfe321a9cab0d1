import { catalogueFacts } from '@juece/procedure/facts'
import type { Clerk } from '../clerk.ts'

/** 决策事项目录 · The catalogue of one organ, year after year · 713: 第三条第三款 */
export async function yearlyCatalogue(clerk: Clerk): Promise<void> {
  // 第三条第三款: at the end of each year it is seen which items were decided, carried over or removed.
  await clerk.waitsFor(catalogueFacts.everyYearOver)
}
