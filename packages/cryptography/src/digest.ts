import { hash } from 'node:crypto'

import { digest, type Digest } from '@juece/kernel'

import { bytesOfHex, hexOf } from './bytes.ts'

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'))
}

/** 摘要 · The digest of bytes in its written form, `sha256:` and hex. */
export function digestOf(bytes: Uint8Array): Digest {
  return digest(`sha256:${hash('sha256', bytes, 'hex')}`)
}

/** The 32 bytes of a written digest. */
export function bytesOfDigest(written: Digest): Uint8Array {
  return bytesOfHex(written.slice(7))
}

/** The written form of 32 digest bytes. */
export function digestOfHash(bytes: Uint8Array): Digest {
  return digest(`sha256:${hexOf(bytes)}`)
}
