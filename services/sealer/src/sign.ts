import { utf8Of } from '@juece/cryptography'
import {
  checkpointText,
  noteText,
  openNote,
  signNote,
  verifierOf,
  type SignerKey,
  type TiledTree,
  rootOfTiles,
} from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import { addSignature } from '@juece/record-store/seals'

import { SealingStopped } from './stopped.ts'

/** Signs the tree under the origin's name, verifies what it signed, keeps the line; answers the line. */
export async function sign(db: Queryable, signer: SignerKey, tiled: TiledTree): Promise<string> {
  const text = textOf(signer, tiled)
  const line = signNote(text, signer)
  verifyOwn(signer, text, line)
  await addSignature(db, tiled.size, signer.name, line)
  return line
}

/** The text of the checkpoint over a tree. */
export function textOf(signer: SignerKey, tiled: TiledTree): string {
  return checkpointText({ origin: signer.name, size: tiled.size, root: rootOfTiles(tiled) })
}

/** A signature of ours that does not verify ends everything. */
export function verifyOwn(signer: SignerKey, text: string, line: string): void {
  try {
    openNote(utf8Of(noteText(text, [line])), [verifierOf(signer)])
  } catch (cause) {
    throw new SealingStopped('our own signature does not verify', { cause })
  }
}
