import { base64Of, bytesOfBase64, textOf, utf8Of } from '@juece/cryptography'

import type { BundleFile } from './layout.ts'

/** 时间证明 · A time-stamp authority's answer over a signed note of the log. */
export type BundledTime = {
  /** The size of its note. */
  readonly size: number
  readonly note: string
  /** The answer as it came: RFC 3161, DER. */
  readonly answer: Uint8Array
  /** From its note to the bundle's checkpoint; empty when both have one size. */
  readonly consistency: readonly Uint8Array[]
}

/** What lies in a bundle under one size. */
export type ReadTime = {
  readonly size: number
  readonly note: Uint8Array | undefined
  readonly answer: Uint8Array | undefined
  /** Undefined when it cannot be read. */
  readonly consistency: readonly Uint8Array[] | undefined
}

/** Where time evidence lies. */
export const timePlaces = {
  answer: (size: number) => `data/time/${String(size)}.tsr`,
  note: (size: number) => `data/time/${String(size)}.note`,
  consistency: (size: number) => `data/time/${String(size)}.consistency`,
} as const

/** The files of the time evidence of a bundle. */
export function timeFiles(times: readonly BundledTime[]): readonly BundleFile[] {
  return times.flatMap(({ size, note, answer, consistency }) => [
    { path: timePlaces.answer(size), bytes: answer },
    { path: timePlaces.note(size), bytes: utf8Of(note) },
    ...(consistency.length === 0
      ? []
      : [
          {
            path: timePlaces.consistency(size),
            bytes: utf8Of(consistency.map((hash) => `${base64Of(hash)}\n`).join('')),
          },
        ]),
  ])
}

const named = /^data\/time\/(0|[1-9]\d{0,15})\.(tsr|note|consistency)$/

/** The time evidence in a bundle, by size. */
export function timesIn(files: ReadonlyMap<string, Uint8Array>): readonly ReadTime[] {
  const sizes = new Set(
    [...files.keys()].flatMap((path) => {
      const [, size] = named.exec(path) ?? []
      return size === undefined ? [] : [Number(size)]
    }),
  )
  return [...sizes]
    .sort((a, b) => a - b)
    .map((size) => ({
      size,
      note: files.get(timePlaces.note(size)),
      answer: files.get(timePlaces.answer(size)),
      consistency: hashesIn(files.get(timePlaces.consistency(size))),
    }))
}

function hashesIn(bytes: Uint8Array | undefined): readonly Uint8Array[] | undefined {
  if (bytes === undefined) return []
  try {
    const lines = textOf(bytes).split('\n')
    if (lines.pop() !== '') return undefined
    const hashes = lines.map(bytesOfBase64)
    return hashes.every(({ length }) => length === 32) ? hashes : undefined
  } catch {
    return undefined
  }
}
