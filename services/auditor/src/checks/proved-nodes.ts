import { bytesOfDigest, hexOf } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import { leafHash, nodeHash, type Checkpoint, type TlogProof } from '@juece/ledger'

import type { ExaminedEntry } from '../examined.ts'

/** Nodes of the tree that some good proof has shown, by level and index. */
export type ProvedNodes = ReadonlyMap<string, string>

type Node = { readonly at: string; readonly hash: string }

/** Collects the nodes of all proofs that hold. */
export function provedNodes(
  entries: readonly ExaminedEntry[],
  proofs: ReadonlyMap<number, { readonly kind: string; readonly proof?: TlogProof }>,
  inTree: ReadonlyMap<number, Digest>,
  { size }: Checkpoint,
): ProvedNodes {
  const nodes = new Map<string, string>()
  for (const { position, digest } of entries) {
    const proof = proofs.get(position)?.proof
    if (proof === undefined || inTree.get(position) !== digest) continue
    const { climbed, given } = nodesOf(proof, digest, size)
    for (const { at, hash } of [...climbed, ...given]) nodes.set(at, hash)
  }
  return nodes
}

/**
 * Whether a proof that fails is itself false, or its leaf is: the one that contradicts what good
 * proofs have shown.
 */
export function blameOf(
  proof: TlogProof,
  digest: Digest,
  size: number,
  proved: ProvedNodes,
): 'proof' | 'leaf' | 'unknown' {
  const { climbed, given } = nodesOf(proof, digest, size)
  const contradicts = ({ at, hash }: Node) => proved.has(at) && proved.get(at) !== hash
  if (given.some(contradicts)) return 'proof'
  const firstKnown = climbed.find(({ at }) => proved.has(at))
  if (firstKnown === undefined) return 'unknown'
  if (!contradicts(firstKnown)) return 'proof'
  // Below the first known node the path is unconfirmed, unless all of it is known and agrees.
  const level = Number(firstKnown.at.split('/')[0])
  const below = given.filter(({ at }) => Number(at.split('/')[0]) < level)
  return below.every(({ at }) => proved.has(at)) ? 'leaf' : 'unknown'
}

function nodesOf(
  { index, path }: TlogProof,
  digest: Digest,
  size: number,
): { readonly climbed: readonly Node[]; readonly given: readonly Node[] } {
  let node = leafHash(bytesOfDigest(digest))
  const climbed: Node[] = [{ at: `0/${String(index)}`, hash: hexOf(node) }]
  const given: Node[] = []
  const rest = [...path]
  let level = 0
  for (
    let at = index, last = size - 1;
    last > 0;
    at = Math.floor(at / 2), last = Math.floor(last / 2)
  ) {
    if (at % 2 === 1 || at !== last) {
      const sibling = rest.shift()
      if (sibling === undefined) break
      const beside = at % 2 === 1 ? at - 1 : at + 1
      given.push({ at: `${String(level)}/${String(beside)}`, hash: hexOf(sibling) })
      node = at % 2 === 1 ? nodeHash(sibling, node) : nodeHash(node, sibling)
    }
    level += 1
    climbed.push({ at: `${String(level)}/${String(Math.floor(at / 2))}`, hash: hexOf(node) })
  }
  return { climbed, given }
}
