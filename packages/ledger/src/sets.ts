import {
  bytesOfDigest,
  compareBytes,
  concatBytes,
  digestOfHash,
  sha256,
  utf8Of,
} from '@juece/cryptography'
import type { Digest } from '@juece/kernel'

import { leafHash, rootOf } from './merkle.ts'

/** The root over a set of digests, sorted as bytes: what a statement about opinions commits to. */
export function setRootOf(digests: readonly Digest[]): Digest {
  return digestOfHash(sortedRoot(digests.map(bytesOfDigest)))
}

/** 各流末条 · The last entry of a stream. */
export type StreamHead = {
  readonly stream: string
  readonly sequence: number
  readonly digest: Digest
}

/** SHA-256(stream) ‖ sequence ‖ digest of the last entry: 72 bytes. */
export function headLeaf({ stream, sequence, digest }: StreamHead): Uint8Array {
  const count = new Uint8Array(8)
  new DataView(count.buffer).setBigUint64(0, BigInt(sequence))
  return concatBytes(sha256(utf8Of(stream)), count, bytesOfDigest(digest))
}

/** The root over the heads of all streams, sorted as bytes. */
export function headsRootOf(heads: readonly StreamHead[]): Digest {
  return digestOfHash(sortedRoot(heads.map(headLeaf)))
}

function sortedRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf([...leaves].sort(compareBytes).map(leafHash))
}
