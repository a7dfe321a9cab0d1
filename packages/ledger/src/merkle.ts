import { concatBytes, sha256 } from '@juece/cryptography'

const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

/** The root of the tree with no leaf: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array())

/** SHA-256(0x00 ‖ data). In the ledger the data is the 32-byte digest of an entry. */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256(concatBytes(leafMark, data))
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(nodeMark, left, right))
}

/** The right edge of a growing tree: the roots of its full subtrees, the largest first. */
export type CompactTree = {
  readonly size: number
  readonly edge: readonly Uint8Array[]
}

/** The tree with no leaf. */
export const emptyTree: CompactTree = { size: 0, edge: [] }

/** The tree with one more leaf. */
export function appendLeaf(tree: CompactTree, leaf: Uint8Array): CompactTree {
  const edge = [...tree.edge]
  let node = leaf
  for (let rest = tree.size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
    const left = edge.pop()
    if (left === undefined) throw new Error('the right edge does not fit the size of the tree')
    node = nodeHash(left, node)
  }
  return { size: tree.size + 1, edge: [...edge, node] }
}

/** The tree with these leaves after those it has. */
export function appendLeaves(tree: CompactTree, leaves: Iterable<Uint8Array>): CompactTree {
  let grown = tree
  for (const leaf of leaves) grown = appendLeaf(grown, leaf)
  return grown
}

/** The root of a growing tree. */
export function rootOfTree(tree: CompactTree): Uint8Array {
  return tree.edge.length === 0
    ? emptyRoot
    : tree.edge.reduceRight((right, left) => nodeHash(left, right))
}

/** The RFC 6962 root over leaf hashes. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOfTree(appendLeaves(emptyTree, leaves))
}
