import t from 'tap'
import fc from 'fast-check'

import { hexOf, sha256 } from '@juece/cryptography'
import {
  appendLeaf,
  emptyRoot,
  emptyTree,
  leafHash,
  nodeHash,
  proverOf,
  provesConsistency,
  provesInclusion,
  rootOf,
  rootOfTree,
} from '@juece/ledger'

const largest = 130
const leaves = Array.from({ length: largest }, (_, i) => leafHash(sha256(Uint8Array.of(i))))

/** The definition of RFC 6962, word for word: the model. */
function modelRoot(of: readonly Uint8Array[]): Uint8Array {
  const [first] = of
  if (first === undefined) return sha256(new Uint8Array())
  if (of.length === 1) return first
  let split = 1
  while (split * 2 < of.length) split *= 2
  return nodeHash(modelRoot(of.slice(0, split)), modelRoot(of.slice(split)))
}

const roots = Array.from({ length: largest + 1 }, (_, size) => modelRoot(leaves.slice(0, size)))

function rootAt(size: number): Uint8Array {
  return roots[size] ?? emptyRoot
}

t.test('the growing tree has the root of the definition at each size', async (t) => {
  let tree = emptyTree
  for (const [i, leaf] of leaves.entries()) {
    if (hexOf(rootOfTree(tree)) !== hexOf(rootAt(i))) t.fail(`size ${String(i)}`)
    tree = appendLeaf(tree, leaf)
  }
  t.equal(hexOf(rootOfTree(tree)), hexOf(rootAt(largest)))
  t.equal(hexOf(rootOf([])), hexOf(emptyRoot))
})

t.test('each leaf of each size is proved at its place', async (t) => {
  const prover = proverOf(leaves)
  let proofs = 0
  for (let size = 1; size <= largest; size++) {
    if (hexOf(prover.root(size)) !== hexOf(rootAt(size))) t.fail(`root of ${String(size)}`)
    for (const [index, leaf] of leaves.slice(0, size).entries()) {
      const path = prover.inclusion(index, size)
      if (!provesInclusion(leaf, index, size, path, rootAt(size))) {
        t.fail(`leaf ${String(index)} of ${String(size)}`)
      }
      proofs += 1
    }
  }
  t.equal(proofs, (largest * (largest + 1)) / 2)
  t.throws(() => prover.inclusion(largest))
  t.throws(() => prover.inclusion(0, largest + 1))
})

t.test('each size is proved a prefix of each larger one', async (t) => {
  const prover = proverOf(leaves)
  for (let to = 0; to <= largest; to++) {
    for (let from = 0; from <= to; from++) {
      const proof = prover.consistency(from, to)
      const older = { size: from, root: rootAt(from) }
      const newer = { size: to, root: rootAt(to) }
      if (!provesConsistency(older, newer, proof)) t.fail(`${String(from)} in ${String(to)}`)
    }
  }
  t.notOk(
    provesConsistency({ size: 4, root: rootAt(4) }, { size: 3, root: rootAt(3) }, []),
    'a tree does not shrink',
  )
})

t.test(
  'a proof holds for nothing else: another leaf, place, size, root or path is refused',
  async (t) => {
    const prover = proverOf(leaves)
    const cases = fc.integer({ min: 2, max: largest }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat(size - 1),
        other: fc.nat(size - 1),
        byte: fc.nat(31),
        node: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(cases, ({ size, index, other, byte, node }) => {
        const path = prover.inclusion(index, size)
        const leaf = leaves[index] ?? emptyRoot
        const root = rootAt(size)
        const flipped = path.map((hash, i) => (i === node % path.length ? flip(hash, byte) : hash))
        return (
          !provesInclusion(flip(leaf, byte), index, size, path, root) &&
          !provesInclusion(leaf, index, size, path, flip(root, byte)) &&
          !provesInclusion(leaf, index, size, flipped, root) &&
          !provesInclusion(leaf, index, size, path.slice(1), root) &&
          !provesInclusion(leaf, index, size, [...path, leaf], root) &&
          (other === index || !provesInclusion(leaf, other, size, path, root)) &&
          !provesInclusion(leaf, size, size, path, root)
        )
      }),
      { seed: 713, numRuns: 1000 },
    )
    t.pass('1,000 proofs')
  },
)

t.test('a consistency proof holds for nothing else', async (t) => {
  const prover = proverOf(leaves)
  const cases = fc.integer({ min: 2, max: largest }).chain((to) =>
    fc.record({
      to: fc.constant(to),
      from: fc.integer({ min: 1, max: to - 1 }),
      byte: fc.nat(31),
      node: fc.nat(),
    }),
  )
  fc.assert(
    fc.property(cases, ({ to, from, byte, node }) => {
      const proof = prover.consistency(from, to)
      const older = { size: from, root: rootAt(from) }
      const newer = { size: to, root: rootAt(to) }
      const flipped = proof.map((hash, i) => (i === node % proof.length ? flip(hash, byte) : hash))
      return (
        provesConsistency(older, newer, proof) &&
        !provesConsistency({ ...older, root: flip(older.root, byte) }, newer, proof) &&
        !provesConsistency(older, { ...newer, root: flip(newer.root, byte) }, proof) &&
        !provesConsistency(older, newer, flipped) &&
        !provesConsistency(older, newer, proof.slice(1)) &&
        !provesConsistency(older, newer, [...proof, older.root])
      )
    }),
    { seed: 713, numRuns: 1000 },
  )
  t.pass('1,000 proofs')
})

function flip(hash: Uint8Array, at: number): Uint8Array {
  const flipped = Uint8Array.from(hash)
  flipped[at] = (flipped[at] ?? 0) ^ 1
  return flipped
}
