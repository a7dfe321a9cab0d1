import type { Digest } from '@juece/kernel'

/** The 32 bytes of a digest. */
export function bytesOfDigest(digest: Digest): Uint8Array {
  return Uint8Array.from(Buffer.from(digest.slice('sha256:'.length), 'hex'))
}
