import { places, type Bundle } from '@juece/dossier'
import type { Digest } from '@juece/kernel'
import { parseEntry } from '@juece/ledger'

import type { ExaminedEntry, TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says } from '../says.ts'
import { diagnose, type Diagnosis } from './diagnosis.ts'

/** What the bytes of the entries are worth, and the entries that may be believed. */
export type BytesReport = {
  readonly findings: readonly Finding[]
  readonly trusted: readonly TrustedEntry[]
}

/** Step 6: each present entry hashes to its digest and is its own canonical print. */
export function checkBytes(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  inTree: ReadonlyMap<number, Digest>,
): BytesReport {
  const findings: Finding[] = []
  const trusted: TrustedEntry[] = []
  const listed = new Set(entries.map(({ position }) => position))
  for (const position of bundle.entries.keys()) {
    if (!listed.has(position)) findings.push(inserted(position))
  }
  for (const entry of entries) {
    const { bytes, parsed, position, state } = entry
    // The tree knows better than the list, where a proof tells.
    const held = inTree.get(position)
    const wanted = held ?? entry.digest
    if (bytes === undefined || parsed === undefined) {
      if (state === 'present') findings.push(missing(entry))
    } else if (entry.found !== wanted) {
      const diagnosis = diagnose(entry, bytes, wanted, entries)
      // Where the list was changed with the bytes, the proof has said so already.
      const isNews = wanted === entry.digest || diagnosis.code !== 'ENTRY_BYTES'
      if (isNews) findings.push(changed(entry, diagnosis))
      trusted.push(...restored(entry, held, diagnosis))
    } else if (parsed.kind === 'unsound') {
      findings.push(unsound(entry, parsed.faults))
    } else if (held !== undefined) {
      trusted.push({ ...entry, digest: held, entry: parsed.entry })
    }
  }
  return { findings, trusted }
}

/** What a diagnosis brought to light hashes to the true digest, so it may be believed. */
function restored(
  entry: ExaminedEntry,
  held: Digest | undefined,
  { original }: Diagnosis,
): readonly TrustedEntry[] {
  if (original === undefined || held === undefined) return []
  const parsed = parseEntry(original)
  return parsed.kind === 'entry' ? [{ ...entry, digest: held, entry: parsed.entry }] : []
}

function changed(entry: ExaminedEntry, { code, zh, en }: Diagnosis): Finding {
  const n = String(entry.position)
  return {
    code,
    position: entry.position,
    file: entry.file,
    says: says(`第 ${n} 号记录${zh}`, `entry ${n} ${en}`),
  }
}

function missing({ position, file }: ExaminedEntry): Finding {
  const n = String(position)
  return {
    code: 'ENTRY_MISSING',
    position,
    file,
    says: says(
      `第 ${n} 号记录列在清单中，但文件不在`,
      `entry ${n} is listed, but its file is not there`,
    ),
  }
}

function inserted(position: number): Finding {
  const n = String(position)
  return {
    code: 'ENTRY_INSERTED',
    position,
    file: places.entry(position),
    says: says(`第 ${n} 号记录不在清单中，也没有证明`, `entry ${n} is in no list and has no proof`),
  }
}

function unsound({ position, file }: ExaminedEntry, faults: readonly string[]): Finding {
  const n = String(position)
  const what = faults.join('; ')
  return {
    code: 'ENTRY_NOT_CANONICAL',
    position,
    file,
    says: says(
      `第 ${n} 号记录不是规范格式：${what}`,
      `entry ${n} is not in canonical form: ${what}`,
    ),
  }
}
