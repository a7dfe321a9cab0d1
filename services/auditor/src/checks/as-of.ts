import type { Bundle } from '@juece/dossier'

import { byStream, isWhole, type ExaminedEntry, type TrustedEntry } from '../examined.ts'
import type { Code, Finding } from '../finding.ts'
import { says } from '../says.ts'

/** Step 8: each stream that an entry read stood, just below its position, where the entry says. */
export function checkAsOf(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
): readonly Finding[] {
  const streams = byStream(entries)
  // What goes along as a proof alone is proved by the tree; what it read does not go along.
  const read = trusted.filter(
    ({ stream }) => !stream.startsWith('custody/') || isWhole(bundle, stream),
  )
  return read.flatMap((one) =>
    Object.entries(one.entry.asOf).flatMap(([stream, sequence]) =>
      isWhole(bundle, stream)
        ? checkRead(bundle, one, stream, sequence, streams.get(stream) ?? [])
        : [],
    ),
  )
}

function checkRead(
  { manifest }: Bundle,
  reader: TrustedEntry,
  stream: string,
  sequence: number,
  listed: readonly ExaminedEntry[],
): readonly Finding[] {
  const below = highest(listed.filter(({ position }) => position < reader.position))
  if (sequence === below) return []
  const read = `${stream} ${String(sequence)}`
  if (sequence <= highest(listed)) {
    return [
      finding(
        'STALE_READ',
        reader,
        `读的是 ${read}，而当时是第 ${String(below)} 条`,
        `read ${read}, which then stood at ${String(below)}`,
      ),
    ]
  }
  return manifest.subject.includes(stream)
    ? [
        finding(
          'TAIL_CUT',
          reader,
          `读到了 ${read}，而证据包只到第 ${String(highest(listed))} 条`,
          `read ${read}; the bundle ends at ${String(highest(listed))}`,
        ),
      ]
    : [
        finding(
          'ASOF_ABSENT',
          reader,
          `读了 ${read}，而证据包没有它`,
          `read ${read}, which the bundle does not hold`,
        ),
      ]
}

function highest(entries: readonly ExaminedEntry[]): number {
  return entries.reduce((most, { sequence }) => Math.max(most, sequence), 0)
}

function finding(code: Code, { position, file }: TrustedEntry, zh: string, en: string): Finding {
  const n = String(position)
  return { code, position, file, says: says(`第 ${n} 号记录${zh}`, `entry ${n} ${en}`) }
}
