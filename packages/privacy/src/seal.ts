import { base64Of, bytesOfBase64, concatBytes, textOf, utf8Of } from '@juece/cryptography'
import { cipherLengths, decryptWith, encryptWith } from '@juece/cryptography/cipher'

import { commitmentOf, commitmentText, opensCommitment } from './commitment.ts'
import type { Commitment, Envelope } from './enclosed.ts'
import { labelOf, paperLabelOf, type Place } from './label.ts'

/** A key of one person in one matter. */
export type PersonKey = { readonly id: string; readonly secret: Uint8Array }

/** 承诺值 over a value at its place. */
export function sealCommitment(salt: Uint8Array, place: Place, value: string): Commitment {
  return {
    enclosed: 'commitment/1',
    commitment: commitmentText(commitmentOf(salt, place, value)),
  }
}

/** 信封 around a value at its place. GCM does not commit to its key, so the commitment does. */
export function sealEnvelope(
  key: PersonKey,
  random: { readonly nonce: Uint8Array; readonly salt: Uint8Array },
  place: Place,
  value: string,
): Envelope {
  const encrypted = encryptWith(key.secret, random.nonce, utf8Of(value), labelOf(place))
  return {
    enclosed: 'envelope/1',
    key: key.id,
    cipher: base64Of(concatBytes(random.nonce, encrypted)),
    commitment: commitmentText(commitmentOf(random.salt, place, value)),
  }
}

/** The value of an envelope at its place; undefined where key, salt, place or bytes are not its own. */
export function openEnvelope(
  secret: Uint8Array,
  salt: Uint8Array,
  place: Place,
  { cipher, commitment }: Envelope,
): string | undefined {
  const clear = decrypted(secret, bytesOfBase64(cipher), labelOf(place))
  if (clear === undefined) return undefined
  const value = textOf(clear)
  return opensCommitment(commitment, salt, place, value) ? value : undefined
}

/** The encrypted file of a paper: nonce, cipher, tag. */
export function sealPaper(key: PersonKey, nonce: Uint8Array, clear: Uint8Array): Uint8Array {
  return concatBytes(nonce, encryptWith(key.secret, nonce, clear, paperLabelOf(key.id)))
}

/** The paper in an encrypted file; undefined where it is not that key's. */
export function openPaper(key: PersonKey, file: Uint8Array): Uint8Array | undefined {
  return decrypted(key.secret, file, paperLabelOf(key.id))
}

function decrypted(
  secret: Uint8Array,
  bytes: Uint8Array,
  label: Uint8Array,
): Uint8Array | undefined {
  const { nonce } = cipherLengths
  if (bytes.length < nonce + cipherLengths.tag) return undefined
  return decryptWith(secret, bytes.subarray(0, nonce), bytes.subarray(nonce), label)
}
