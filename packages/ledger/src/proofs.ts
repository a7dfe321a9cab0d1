import { sameBytes } from '@juece/cryptography'

import { emptyRoot, nodeHash } from './merkle.ts'

/**
 * The root to which a leaf and its path lead in a tree of that size; undefined when the path does
 * not have exactly the length it must have.
 */
export function rootOfPath(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!isPlace(index, size) || path.some((node) => node.length !== 32)) return undefined
  let node = leaf
  let used = 0
  for (
    let at = index, last = size - 1;
    last > 0;
    at = Math.floor(at / 2), last = Math.floor(last / 2)
  ) {
    // The last node of a level without a right neighbour goes up as it is.
    if (at % 2 === 0 && at === last) continue
    const sibling = path[used]
    if (sibling === undefined) return undefined
    used += 1
    node = at % 2 === 1 ? nodeHash(sibling, node) : nodeHash(node, sibling)
  }
  return used === path.length ? node : undefined
}

/** Whether the path proves the leaf at the index under the root. */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const reached = rootOfPath(leaf, index, size, path)
  return reached !== undefined && sameBytes(reached, root)
}

/** A tree as somebody signed it. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array }

/** Whether the proof shows that the older tree is a prefix of the newer (RFC 6962, 2.1.4). */
export function provesConsistency(
  older: TreeHead,
  newer: TreeHead,
  proof: readonly Uint8Array[],
): boolean {
  if (!isSize(older.size) || !isSize(newer.size) || older.size > newer.size) return false
  if (proof.some((node) => node.length !== 32)) return false
  if (older.size === newer.size) return proof.length === 0 && sameBytes(older.root, newer.root)
  if (older.size === 0) return proof.length === 0 && sameBytes(older.root, emptyRoot)
  return climbs(older, newer, proof)
}

function climbs(older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): boolean {
  let at = older.size - 1
  let last = newer.size - 1
  while (at % 2 === 1) {
    at = Math.floor(at / 2)
    last = Math.floor(last / 2)
  }
  const rest = [...proof]
  // When the older tree is full, its root is where the climb begins and is not repeated.
  const start = at === 0 ? older.root : rest.shift()
  if (start === undefined) return false
  let oldNode = start
  let newNode = start
  for (; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at % 2 === 0 && at === last) continue
    const sibling = rest.shift()
    if (sibling === undefined) return false
    if (at % 2 === 1) oldNode = nodeHash(sibling, oldNode)
    newNode = at % 2 === 1 ? nodeHash(sibling, newNode) : nodeHash(newNode, sibling)
  }
  return rest.length === 0 && sameBytes(oldNode, older.root) && sameBytes(newNode, newer.root)
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && isSize(size) && index >= 0 && index < size
}

function isSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0
}
