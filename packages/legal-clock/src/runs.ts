import { dateOfDay } from '@juece/kernel'
import type { SkippedRun, SkippedWhy } from './working-out.ts'

/** The skipped days, in order, as unbroken runs; a weekend that touches a holiday joins its run. */
export function joinedRuns(
  days: readonly { readonly day: number; readonly why: SkippedWhy }[],
): readonly SkippedRun[] {
  const runs: { from: number; to: number; why: SkippedWhy }[] = []
  for (const { day, why } of days) {
    const last = runs.at(-1)
    if (last !== undefined && last.to === day - 1 && joins(last.why, why)) {
      last.to = day
      if (why === 'holiday') last.why = 'holiday'
    } else {
      runs.push({ from: day, to: day, why })
    }
  }
  return runs.map(({ from, to, why }) => ({ from: dateOfDay(from), to: dateOfDay(to), why }))
}

function joins(run: SkippedWhy, next: SkippedWhy): boolean {
  return (run === 'stopped') === (next === 'stopped')
}
