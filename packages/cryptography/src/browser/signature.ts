import { ed25519 } from '@noble/curves/ed25519.js'

import { randomBytes } from './random.ts'

/** A new Ed25519 seed, 32 bytes: the whole secret. */
export function generateSigningKey(): { readonly seed: Uint8Array } {
  return { seed: randomBytes(32) }
}

/** The 32-byte Ed25519 public key of a seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(sized(seed))
}

/** The 64-byte Ed25519 signature over a message. */
export function signWith(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, sized(seed))
}

/** Whether the Ed25519 signature is good; malformed keys and signatures are simply not. */
export function verifies(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  try {
    // As RFC 8032 has it, and not the laxer ZIP 215: a second spelling of a point is no signature.
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

function sized(seed: Uint8Array): Uint8Array {
  if (seed.length !== 32) throw new Error('an Ed25519 seed has 32 bytes')
  return seed
}
