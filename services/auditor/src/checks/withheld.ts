import { parseAbsence, type Bundle } from '@juece/dossier'

import type { ExaminedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says } from '../says.ts'

/** What is withheld, and on which grounds. */
export type WithheldReport = {
  readonly findings: readonly Finding[]
  /** Each ground with the number of entries it keeps back. */
  readonly grounds: readonly { readonly ground: string; readonly count: number }[]
}

/** An entry that is shown by digest and proof alone has its ground: withheld is a state, missing is a fault. */
export function checkWithheld(
  { absences }: Bundle,
  entries: readonly ExaminedEntry[],
): WithheldReport {
  const counts = new Map<string, number>()
  const findings: Finding[] = []
  for (const entry of entries) {
    if (entry.state !== 'withheld') continue
    const bytes = absences.get(entry.digest)
    const absence = bytes === undefined ? undefined : parseAbsence(bytes)
    if (absence?.digest === entry.digest && absence.state === 'withheld') {
      counts.set(absence.ground, (counts.get(absence.ground) ?? 0) + 1)
    } else {
      findings.push(groundless(entry))
    }
  }
  const grounds = [...counts].map(([ground, count]) => ({ ground, count }))
  return { findings, grounds }
}

function groundless({ position, file }: ExaminedEntry): Finding {
  const n = String(position)
  return {
    code: 'CERTIFICATE_ABSENT',
    position,
    file,
    says: says(`第 ${n} 号记录未予公开，却没有依据`, `entry ${n} is withheld without a ground`),
  }
}
