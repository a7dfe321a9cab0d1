import type { Json } from '@juece/kernel'

import { canonicalBytes, parseCanonical } from './canonical-json.ts'
import { entryFaults } from './entry-check.ts'
import { largestEntry, type Entry, type UnwrittenEntry } from './entry.ts'

/** An entry read from bytes, or what is wrong with them. */
export type ParsedEntry =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'unsound'; readonly faults: readonly string[] }

/** Writes an entry: the bytes that are stored and hashed. A wrong shape is an error. */
export function entryBytes(entry: UnwrittenEntry): Uint8Array {
  const value = entry as unknown as Json
  const bytes = canonicalBytes(value)
  const faults = entryFaults(value)
  if (faults.length > 0) throw new Error(`not an entry: ${faults.join('; ')}`)
  if (bytes.length > largestEntry) throw new Error(`an entry of ${String(bytes.length)} bytes`)
  return bytes
}

/** Reads an entry from its stored bytes; they must be their own canonical print. */
export function parseEntry(bytes: Uint8Array): ParsedEntry {
  if (bytes.length > largestEntry) {
    return { kind: 'unsound', faults: [`an entry of ${String(bytes.length)} bytes`] }
  }
  try {
    const value = parseCanonical(bytes)
    const faults = entryFaults(value)
    return faults.length > 0
      ? { kind: 'unsound', faults }
      : { kind: 'entry', entry: value as unknown as Entry }
  } catch (cause) {
    return { kind: 'unsound', faults: [cause instanceof Error ? cause.message : String(cause)] }
  }
}
