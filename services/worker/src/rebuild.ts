import { markAllDue, replaceClerks } from '@juece/record-store/clerks'
import type { Queryable } from '@juece/record-store/connect'
import { everyMatter, tellingOf, type EveryMatter } from './clerks.ts'

/**
 * 重建 · Marks every open clerk as told; the courier's poll starts or wakes it, a bounded number a second. Idempotent,
 * and safe while everything runs: a workflow is disposable, and a fresh one walks to where its matter stands.
 */
export async function rebuild(db: Queryable): Promise<number> {
  return markAllDue(db)
}

/** The same from nothing: the table is filled again from the record. After the record was restored, terminate first. */
export async function rebuildFromRecord(db: Queryable, every: EveryMatter): Promise<number> {
  const open = (await everyMatter(every)).filter(({ progress }) => !progress.isOver)
  await replaceClerks(db, open.map(tellingOf))
  return open.length
}
