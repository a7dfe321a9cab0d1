import { base64Of, bytesOfBase64 } from '@juece/cryptography'
import type { Json } from '@juece/kernel'

import { opensCommitment } from './commitment.ts'
import type { Enclosed } from './enclosed.ts'
import type { Place } from './label.ts'

/** 披露的值 · A personal value in clear with the salt that proves it: one line of `data/disclosed/<position>.json`. */
export type Disclosed = {
  readonly path: string
  readonly value: string
  /** Base64 of 32 bytes. */
  readonly salt: string
}

/** A disclosed value as a bundle writes it. */
export function disclosedValue(path: string, value: string, salt: Uint8Array): Disclosed {
  return { path, value, salt: base64Of(salt) }
}

/** Whether the disclosed value is what the entry committed to, at this place. A paper is disclosed as a file, never here. */
export function isDisclosedTruly(
  enclosed: Enclosed,
  place: Place,
  { path, value, salt }: Disclosed,
): boolean {
  if (enclosed.enclosed === 'paper/1' || path !== place.path) return false
  try {
    return opensCommitment(enclosed.commitment, bytesOfBase64(salt), place, value)
  } catch {
    return false
  }
}

/** Reads a file of disclosed values; anything else is undefined. */
export function disclosedFrom(value: Json): readonly Disclosed[] | undefined {
  if (!Array.isArray(value)) return undefined
  const lines = value.map((one: Json) => lineFrom(one))
  return lines.every((line) => line !== undefined) ? lines : undefined
}

function lineFrom(one: Json): Disclosed | undefined {
  if (typeof one !== 'object' || one === null || Array.isArray(one)) return undefined
  const { path, value, salt, ...rest } = one as { readonly [name: string]: Json }
  return Object.keys(rest).length === 0 &&
    typeof path === 'string' &&
    typeof value === 'string' &&
    typeof salt === 'string'
    ? { path, value, salt }
    : undefined
}
