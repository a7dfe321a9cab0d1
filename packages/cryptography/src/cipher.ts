import { createCipheriv, createDecipheriv } from 'node:crypto'

import { concatBytes } from './text.ts'

const algorithm = 'aes-256-gcm'
/** The lengths of AES-256-GCM as we use it. */
export const cipherLengths = { key: 32, nonce: 12, tag: 16 } as const

/** AES-256-GCM: the encrypted bytes and their 16-byte tag. A nonce serves one key once. */
export function encryptWith(
  key: Uint8Array,
  nonce: Uint8Array,
  clear: Uint8Array,
  associated: Uint8Array,
): Uint8Array {
  checkLengths(key, nonce)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: cipherLengths.tag })
  cipher.setAAD(associated)
  return concatBytes(cipher.update(clear), cipher.final(), cipher.getAuthTag())
}

/** The clear bytes; undefined where key, nonce, place or bytes are not those of the encryption. */
export function decryptWith(
  key: Uint8Array,
  nonce: Uint8Array,
  encrypted: Uint8Array,
  associated: Uint8Array,
): Uint8Array | undefined {
  checkLengths(key, nonce)
  const end = encrypted.length - cipherLengths.tag
  if (end < 0) return undefined
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: cipherLengths.tag })
  decipher.setAAD(associated)
  decipher.setAuthTag(encrypted.subarray(end))
  const clear = decipher.update(encrypted.subarray(0, end))
  try {
    return concatBytes(clear, decipher.final())
  } catch {
    return undefined
  }
}

function checkLengths(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== cipherLengths.key) throw new Error('a key of AES-256 has 32 bytes')
  if (nonce.length !== cipherLengths.nonce) throw new Error('a nonce of GCM has 12 bytes')
}
