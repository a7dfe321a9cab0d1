import { bytesOfDigest, compareBytes } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'

import { leafHash } from './merkle.ts'
import { provesInclusion } from './proofs.ts'
import { proverOf } from './prover.ts'
import { headLeaf, type StreamHead } from './sets.ts'

/** Where a stream stands among all heads, and the path from it to their root. */
export type HeadProof = {
  readonly index: number
  readonly count: number
  readonly path: readonly Uint8Array[]
}

/** Writes proofs about the heads of all streams; undefined for a stream that had none. */
export function headsProver(
  heads: readonly StreamHead[],
): (stream: string) => HeadProof | undefined {
  const sorted = heads
    .map((head) => ({ stream: head.stream, leaf: headLeaf(head) }))
    .sort((a, b) => compareBytes(a.leaf, b.leaf))
  const prover = proverOf(sorted.map(({ leaf }) => leafHash(leaf)))
  const places = new Map(sorted.map(({ stream }, index) => [stream, index]))
  return (stream) => {
    const index = places.get(stream)
    if (index === undefined) return undefined
    return { index, count: sorted.length, path: prover.inclusion(index) }
  }
}

/** Whether the path shows that this head is among those of the root. */
export function provesHead(
  head: StreamHead,
  { index, count, path }: HeadProof,
  root: Digest,
): boolean {
  return provesInclusion(leafHash(headLeaf(head)), index, count, path, bytesOfDigest(root))
}
