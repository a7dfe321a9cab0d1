import { digest } from '@juece/kernel'
import { sha256 } from '@noble/hashes/sha2.js'

import type { RunningDigest } from '../running-digest.ts'
import { hexOf } from './bytes.ts'

/** Begins a digest over bytes too long to hold at once. */
export function runningDigest(): RunningDigest {
  const hash = sha256.create()
  return {
    add: (bytes) => void hash.update(bytes),
    end: () => digest(`sha256:${hexOf(hash.digest())}`),
  }
}
