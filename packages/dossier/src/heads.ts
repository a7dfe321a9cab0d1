import { base64Of, bytesOfBase64 } from '@juece/cryptography'
import { isDigest, type Digest, type Json, type JsonObject } from '@juece/kernel'
import { canonicalBytes, parseCanonical } from '@juece/ledger'

import type { BundleFile } from './layout.ts'

/** 流末条 · What a statement of heads says about one stream, with the path that proves it. */
export type HeadShown = {
  /** The position of the entry that states the root. */
  readonly statement: number
  readonly stream: string
  readonly sequence: number
  readonly digest: Digest
  /** Its place among the sorted heads, and how many there are. */
  readonly index: number
  readonly count: number
  readonly path: readonly Uint8Array[]
}

/** 早先检查点 · The witnessed note inside the statement, and that it is a beginning of the bundle's checkpoint. */
export type EarlierNote = { readonly note: string; readonly consistency: readonly Uint8Array[] }

/** What a bundle brings against a cut tail. */
export type BundledHeads = {
  readonly heads: readonly HeadShown[]
  readonly earlier?: EarlierNote
}

/** Where it lies. */
export const headPlaces = {
  heads: 'data/completeness/heads.json',
  earlier: 'data/completeness/earlier.json',
} as const

/** The files of heads and of the earlier note. */
export function headFiles(bundled: BundledHeads | undefined): readonly BundleFile[] {
  if (bundled === undefined) return []
  const { heads, earlier } = bundled
  return [
    {
      path: headPlaces.heads,
      bytes: canonicalBytes(heads.map((one) => ({ ...one, path: one.path.map(base64Of) }))),
    },
    ...(earlier === undefined
      ? []
      : [
          {
            path: headPlaces.earlier,
            bytes: canonicalBytes({
              note: earlier.note,
              consistency: earlier.consistency.map(base64Of),
            }),
          },
        ]),
  ]
}

/** The heads in a bundle; `unreadable` when what lies there is none. */
export function headsIn(
  files: ReadonlyMap<string, Uint8Array>,
): readonly HeadShown[] | 'unreadable' | undefined {
  return read(files.get(headPlaces.heads), (value) =>
    Array.isArray(value) ? value.map(headOf) : undefined,
  )
}

/** The earlier note in a bundle. */
export function earlierIn(
  files: ReadonlyMap<string, Uint8Array>,
): EarlierNote | 'unreadable' | undefined {
  return read(files.get(headPlaces.earlier), (value) => {
    const { note, consistency } = isObject(value) ? value : {}
    if (typeof note !== 'string') return undefined
    return { note, consistency: hashes(consistency) }
  })
}

function read<T>(
  bytes: Uint8Array | undefined,
  make: (value: Json) => T | undefined,
): T | 'unreadable' | undefined {
  if (bytes === undefined) return undefined
  try {
    return make(parseCanonical(bytes)) ?? 'unreadable'
  } catch {
    return 'unreadable'
  }
}

function headOf(value: Json): HeadShown {
  const { statement, stream, sequence, digest, index, count, path } = isObject(value) ? value : {}
  if (typeof stream !== 'string' || typeof digest !== 'string' || !isDigest(digest)) {
    throw new Error('not a head')
  }
  const whole = (one: Json | undefined): number => {
    if (typeof one === 'number' && Number.isSafeInteger(one) && one >= 0) return one
    throw new Error('not a head')
  }
  return {
    statement: whole(statement),
    stream,
    sequence: whole(sequence),
    digest,
    index: whole(index),
    count: whole(count),
    path: hashes(path),
  }
}

function hashes(value: Json | undefined): readonly Uint8Array[] {
  if (!Array.isArray(value)) throw new Error('not a list of hashes')
  return value.map((one: unknown) => {
    if (typeof one !== 'string') throw new Error('not a hash')
    const bytes = bytesOfBase64(one)
    if (bytes.length !== 32) throw new Error('not a hash')
    return bytes
  })
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
