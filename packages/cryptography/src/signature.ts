import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

import { bytesOfHex } from './bytes.ts'
import { randomBytes } from './random.ts'
import { concatBytes } from './text.ts'

/** DER around a raw Ed25519 seed (PKCS #8) and around a raw public key (SubjectPublicKeyInfo). */
const seedFrame = bytesOfHex('302e020100300506032b657004220420')
const publicFrame = bytesOfHex('302a300506032b6570032100')

/** A new Ed25519 seed, 32 bytes: the whole secret. */
export function generateSigningKey(): { readonly seed: Uint8Array } {
  return { seed: randomBytes(32) }
}

/** The 32-byte Ed25519 public key of a seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(publicFrame.length))
}

/** The 64-byte Ed25519 signature over a message. */
export function signWith(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, privateKey(seed)))
}

/** Whether the Ed25519 signature is good; malformed keys and signatures are simply not. */
export function verifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    const der = Buffer.from(concatBytes(publicFrame, publicKey))
    return verify(
      null,
      message,
      createPublicKey({ key: der, format: 'der', type: 'spki' }),
      signature,
    )
  } catch {
    return false
  }
}

function privateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new Error('an Ed25519 seed has 32 bytes')
  const der = Buffer.from(concatBytes(seedFrame, seed))
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}
