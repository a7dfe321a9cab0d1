import { digest, type Digest } from '@juece/kernel'

/** The 32 bytes of a digest. */
export function bytesOf(of: Digest): Buffer {
  return Buffer.from(of.slice(7), 'hex')
}

/** The written form of 32 bytes. */
export function digestFrom(bytes: Uint8Array): Digest {
  return digest(`sha256:${Buffer.from(bytes).toString('hex')}`)
}
