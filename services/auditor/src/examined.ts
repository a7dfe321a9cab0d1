import { digestOf } from '@juece/cryptography'
import { places, type Bundle, type ListedEntry } from '@juece/dossier'
import type { Digest } from '@juece/kernel'
import { parseEntry, type Entry, type ParsedEntry } from '@juece/ledger'

/** A listed entry and what its file turned out to be. */
export type ExaminedEntry = ListedEntry & {
  readonly file: string
  readonly bytes: Uint8Array | undefined
  /** The digest of the bytes that lie there. */
  readonly found: Digest | undefined
  readonly parsed: ParsedEntry | undefined
}

/** An entry whose bytes are believed: they hash to the digest that the tree holds. */
export type TrustedEntry = ExaminedEntry & { readonly entry: Entry }

/** Hashes and parses each listed entry once. */
export function examine(bundle: Bundle): readonly ExaminedEntry[] {
  return bundle.manifest.entries.map((listed) => {
    const bytes = bundle.entries.get(listed.position)
    return {
      ...listed,
      file: places.entry(listed.position),
      bytes,
      found: bytes === undefined ? undefined : digestOf(bytes),
      parsed: bytes === undefined ? undefined : parseEntry(bytes),
    }
  })
}

/** Entries by their streams, in the order of their positions. */
export function byStream<T extends ListedEntry>(
  entries: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const streams = new Map<string, T[]>()
  for (const entry of entries) {
    const stream = streams.get(entry.stream)
    if (stream === undefined) streams.set(entry.stream, [entry])
    else stream.push(entry)
  }
  return streams
}

/** Whether the bundle must hold the stream from its first entry without a hole. */
export function isWhole({ manifest }: Bundle, stream: string): boolean {
  if (manifest.subject.includes(stream)) return true
  // Of the custody register single entries go along: certificates, and statements of heads.
  if (stream.startsWith('custody/')) return false
  return manifest.profile === 'audit' || manifest.profile === 'full'
}
