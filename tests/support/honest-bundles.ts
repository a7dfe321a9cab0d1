import { verifyBundle } from '@juece/auditor'
import type { Test } from 'tap'

import { randomBundle } from './random-bundles.ts'

/** Verifies so many random honest bundles from a seed on: none may raise an alarm, and all kinds must occur. */
export function verifyHonest(t: Test, from: number, count: number): void {
  const kinds = new Map<string, number>()
  const alarms: string[] = []
  let entries = 0
  for (let seed = from; seed < from + count; seed++) {
    const { bundle, policy, profile, cosigned } = randomBundle(seed)
    const verdict = verifyBundle(bundle, { policy })
    const wanted = cosigned ? 'witnessed' : 'self-attested'
    if (
      verdict.exit !== 0 ||
      verdict.findings.length > 0 ||
      verdict.grades.independence !== wanted
    ) {
      alarms.push(`seed ${String(seed)}: ${JSON.stringify(verdict.findings[0] ?? verdict.grades)}`)
    }
    entries += verdict.of.entries
    const kind = `${profile} ${verdict.grades.completeness}`
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  t.same(alarms, [], `${String(count)} bundles, ${String(entries)} entries`)
  for (const kind of [
    'audit complete',
    'audit open',
    'full complete',
    'public open',
    'person open',
  ]) {
    t.ok((kinds.get(kind) ?? 0) > 0, `${kind}: ${String(kinds.get(kind) ?? 0)}`)
  }
}
