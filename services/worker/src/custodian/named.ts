import { papersOfType } from '@juece/attachments'
import { isDigest, type Digest } from '@juece/kernel'
import type { RecordReader } from '@juece/record-store/read'

const page = 500
const written = /sha256:[0-9a-f]{64}/g

/** Every digest that is written in these bytes. */
export function digestsIn(bytes: Uint8Array): readonly Digest[] {
  return [...Buffer.from(bytes).toString('utf8').matchAll(written)].flatMap(([one]) =>
    isDigest(one) ? [one] : [],
  )
}

/**
 * Which of the candidates the record names: in the bytes of any entry, or in a manifest that is itself named. Reads
 * the whole record: this is a job of the night.
 */
export async function namedAmong(
  reader: RecordReader,
  attachmentsDir: string,
  candidates: ReadonlySet<Digest>,
): Promise<ReadonlySet<Digest>> {
  const named = new Set<Digest>()
  const note = (bytes: Uint8Array): boolean => {
    const before = named.size
    for (const one of digestsIn(bytes)) if (candidates.has(one)) named.add(one)
    return named.size > before
  }
  for (let from = 0; ;) {
    const entries = await reader.readFrom(from, page)
    for (const { bytes } of entries) note(bytes)
    const last = entries.at(-1)
    if (last === undefined) break
    from = last.position + 1
  }
  // Manifests of rules and calendars name files that no entry names. One that is found may name others.
  for (let more = true; more;) {
    more = false
    for await (const { digest, bytes } of papersOfType(attachmentsDir, 'application/json')) {
      if (candidates.has(digest) && !named.has(digest)) continue
      if (note(bytes)) more = true
    }
  }
  return named
}

/** The matters whose entries name each of these papers. */
export async function mattersNaming(
  reader: RecordReader,
  papers: ReadonlySet<Digest>,
): Promise<ReadonlyMap<Digest, ReadonlySet<string>>> {
  const found = new Map<Digest, Set<string>>()
  for (let from = 0; ;) {
    const entries = await reader.readFrom(from, page)
    for (const { stream, bytes } of entries) {
      if (!stream.startsWith('matter/')) continue
      for (const one of digestsIn(bytes)) {
        if (!papers.has(one)) continue
        const matters = found.get(one) ?? new Set()
        found.set(one, matters.add(stream))
      }
    }
    const last = entries.at(-1)
    if (last === undefined) return found
    from = last.position + 1
  }
}
