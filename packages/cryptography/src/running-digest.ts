import { createHash } from 'node:crypto'

import { digest, type Digest } from '@juece/kernel'

/** A SHA-256 over bytes that come in pieces. */
export type RunningDigest = {
  add(bytes: Uint8Array): void
  /** The digest of everything added; nothing can be added afterwards. */
  end(): Digest
}

/** Begins a digest over bytes too long to hold at once. */
export function runningDigest(): RunningDigest {
  const hash = createHash('sha256')
  return {
    add: (bytes) => void hash.update(bytes),
    end: () => digest(`sha256:${hash.digest('hex')}`),
  }
}
