import { digest, type Digest } from '@juece/kernel'
import { sha256 as hashed } from '@noble/hashes/sha2.js'

import { bytesOfHex, hexOf } from './bytes.ts'

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hashed(bytes)
}

/** 摘要 · The digest of bytes in its written form, `sha256:` and hex. */
export function digestOf(bytes: Uint8Array): Digest {
  return digest(`sha256:${hexOf(hashed(bytes))}`)
}

/** The 32 bytes of a written digest. */
export function bytesOfDigest(written: Digest): Uint8Array {
  return bytesOfHex(written.slice(7))
}

/** The written form of 32 digest bytes. */
export function digestOfHash(bytes: Uint8Array): Digest {
  return digest(`sha256:${hexOf(bytes)}`)
}
