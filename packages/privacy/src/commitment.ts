import { base64Of, bytesOfBase64, hmacSha256, sameBytes, utf8Of } from '@juece/cryptography'

import { joined, labelOf, type Place } from './label.ts'

/** 承诺值 · HMAC-SHA-256 of label and value under the salt: it tells nothing, and opens to one value only. */
export function commitmentOf(salt: Uint8Array, place: Place, value: string): Uint8Array {
  if (salt.length !== 32) throw new Error('a salt has 32 bytes')
  return hmacSha256(salt, joined(labelOf(place), utf8Of(value)))
}

/** Whether the salt and the value are those of the commitment, at this place. */
export function opensCommitment(
  commitment: string,
  salt: Uint8Array,
  place: Place,
  value: string,
): boolean {
  if (salt.length !== 32) return false
  const bytes = parsed(commitment)
  return bytes !== undefined && sameBytes(bytes, commitmentOf(salt, place, value))
}

/** The commitment as an entry writes it. */
export function commitmentText(commitment: Uint8Array): string {
  return base64Of(commitment)
}

function parsed(commitment: string): Uint8Array | undefined {
  try {
    return bytesOfBase64(commitment)
  } catch {
    return undefined
  }
}
