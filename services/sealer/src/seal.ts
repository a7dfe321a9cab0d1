import { sameBytes, utf8Of } from '@juece/cryptography'
import {
  appendLeaves,
  checkpointText,
  emptyTree,
  leafHash,
  noteText,
  openNote,
  rootOfTree,
  signNote,
  verifierOf,
  type CompactTree,
  type SignerKey,
} from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import { recordReader } from '@juece/record-store/read'
import {
  addCheckpoint,
  addSignature,
  newestCheckpoint,
  newestSigned,
  toSeal,
} from '@juece/record-store/seals'

/**
 * The record is not what was sealed, or not what it says of itself. Sealing stops for good; a person
 * decides, and there is no switch to go on.
 */
export class SealingStopped extends Error {
  override readonly name = 'SealingStopped'
}

const page = 4_096

/**
 * Where sealing goes on: the tree over all that was promised. The record must not be shorter than
 * that, nor have another past. A size that was promised and never signed is signed first.
 */
export async function resume(db: Queryable, signer: SignerKey): Promise<CompactTree> {
  const newest = await newestCheckpoint(db)
  if (newest === undefined) return emptyTree
  const size = await recordReader(db).size()
  if (size < newest.size) {
    throw new SealingStopped(`the record has ${size} entries, but ${newest.size} were sealed`)
  }
  const signed = await newestSigned(db, signer.name)
  let tree = emptyTree
  if (signed !== undefined) {
    tree = await grown(db, tree, signed.size)
    checkPast(tree, signed)
    const line = signed.signatures.find((signature) => signature.signer === signer.name)?.line
    verifyOwn(signer, textOf(signer, tree), line ?? '')
  }
  tree = await grown(db, tree, newest.size)
  checkPast(tree, newest)
  if (signed?.size !== newest.size) await sign(db, signer, tree)
  return tree
}

/** Seals what was entered since: one checkpoint, promised, signed, verified. Nothing new: no checkpoint. */
export async function sealOnce(
  db: Queryable,
  signer: SignerKey,
  sealed: CompactTree,
): Promise<CompactTree> {
  const size = await recordReader(db).size()
  if (size < sealed.size) {
    throw new SealingStopped(`the record has ${size} entries, but ${sealed.size} were sealed`)
  }
  if (size === sealed.size) return sealed
  const tree = await grown(db, sealed, size)
  // A second reading, folded onto the last sealed edge: a bit that flipped in our memory, in a
  // digest or in a node, is seen before it is signed for ever.
  const again = await grown(db, sealed, size)
  if (!sameBytes(rootOfTree(tree), rootOfTree(again))) {
    throw new SealingStopped(`two readings up to ${size} gave two roots`)
  }
  await promise(db, tree)
  await sign(db, signer, tree)
  return tree
}

/** The tree with the digests up to `size`; each in its place, each agreeing with its bytes. */
async function grown(db: Queryable, from: CompactTree, size: number): Promise<CompactTree> {
  let tree = from
  while (tree.size < size) {
    const read = await toSeal(db, tree.size, size, page)
    if (read.length === 0) throw new SealingStopped(`no entry at position ${tree.size}`)
    read.forEach(({ position, agrees }, i) => {
      if (position !== tree.size + i) {
        throw new SealingStopped(`position ${position} where ${tree.size + i} was due`)
      }
      if (!agrees) throw new SealingStopped(`the bytes at ${position} have another digest`)
    })
    tree = appendLeaves(
      tree,
      read.map(({ digest }) => leafHash(digest)),
    )
  }
  return tree
}

/** From here on nobody can sign another root at this size, or anything below it. */
async function promise(db: Queryable, tree: CompactTree): Promise<void> {
  try {
    await addCheckpoint(db, tree.size, rootOfTree(tree))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'JL003') {
      throw new SealingStopped(`the record refuses a checkpoint of size ${tree.size}`, { cause })
    }
    throw cause
  }
}

async function sign(db: Queryable, signer: SignerKey, tree: CompactTree): Promise<void> {
  const text = textOf(signer, tree)
  const line = signNote(text, signer)
  verifyOwn(signer, text, line)
  await addSignature(db, tree.size, signer.name, line)
}

function textOf(signer: SignerKey, tree: CompactTree): string {
  return checkpointText({ origin: signer.name, size: tree.size, root: rootOfTree(tree) })
}

function verifyOwn(signer: SignerKey, text: string, line: string): void {
  try {
    openNote(utf8Of(noteText(text, [line])), [verifierOf(signer)])
  } catch (cause) {
    throw new SealingStopped('our own signature does not verify', { cause })
  }
}

function checkPast(tree: CompactTree, sealed: { size: number; root: Uint8Array }): void {
  if (!sameBytes(rootOfTree(tree), sealed.root)) {
    throw new SealingStopped(`the first ${sealed.size} entries are not those that were sealed`)
  }
}
