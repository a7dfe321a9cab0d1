import { replay } from '@juece/procedure'
import fc from 'fast-check'
import type { Test } from 'tap'
import { asked } from './gates-on-record.ts'
import { walks } from './moves.ts'
import { walked, type Walked } from './walk.ts'

/** So many random walks: each is told by a second reading of the gates, and every twentieth is decided again. */
export async function everyGateHolds(t: Test, many: number): Promise<void> {
  const seen = { recorded: 0, refused: 0, walks: 0, replayed: 0 }
  const stages = new Set<string>()
  const events = new Set<string>()
  const found = await fc.check(
    fc.asyncProperty(walks, async (walk) => {
      const { record, stream, stage, wrong, recorded, refused } = await walked(walk)
      if (wrong.length > 0) throw new Error(`${wrong.join('; ')} after ${traceOf(record, stream)}`)
      seen.walks += 1
      seen.recorded += recorded
      seen.refused += refused
      stages.add(stage)
      for (const { entry } of record.entries) {
        if (entry.outcome.kind !== 'recorded') continue
        for (const { type } of entry.outcome.events) events.add(type)
      }
      if (seen.walks % 20 !== 0) return
      for (const again of replay(record.entries, record.tools)) {
        if (again.kind !== 'agrees') throw new Error(JSON.stringify(again))
        seen.replayed += 1
      }
    }),
    { seed: 713, numRuns: many, endOnFailure: process.env['JUECE_SHRINK'] === undefined },
  )
  t.notOk(
    found.failed,
    found.failed
      ? `${String(found.errorInstance)} ${fc.defaultReportMessage(found) ?? ''}`
      : `${String(found.numRuns)} walks`,
  )
  t.comment(JSON.stringify({ ...seen, stages: [...stages].sort() }))
  t.same(
    asked.filter((type) => !events.has(type)),
    [],
    'each of these was done in some walk',
  )
  t.ok(seen.refused > many * 4, `${String(seen.refused)} refusals`)
  t.ok(stages.size >= 12, `${String(stages.size)} last stages`)
}

/** What was recorded of the matter, for whoever reads the failure. */
function traceOf({ entries }: Walked['record'], stream: string): string {
  return entries
    .filter(({ entry }) => entry.stream === stream && entry.outcome.kind === 'recorded')
    .map(({ position, entry: { command } }) => `${String(position)} ${command.type}`)
    .join(', ')
}
