import { sameBytes } from '@juece/cryptography'
import {
  checkpointText,
  openNote,
  parseCheckpoint,
  partialTiles,
  rootOfTiles,
  tiledTreeFrom,
  tilePath,
  entryBundlePath,
  verifierOf,
  type Checkpoint,
  type SignerKey,
  type TiledTree,
} from '@juece/ledger'
import { recordReader } from '@juece/record-store/read'
import { newestCheckpoint, newestSigned, type StoredCheckpoint } from '@juece/record-store/seals'

import { grown, unsealed } from './digests.ts'
import type { Publication } from './publication.ts'
import type { Sealing } from './sealing.ts'
import { sign, textOf, verifyOwn } from './sign.ts'
import { SealingStopped } from './stopped.ts'

/**
 * Where sealing goes on: the tree over all that was promised. The record must not be shorter than
 * that, nor have another past, nor lag behind what the folder has shown. A size that was promised and
 * never signed is signed first; a folder that lags behind is brought up to it.
 */
export async function resume(sealing: Sealing): Promise<TiledTree> {
  const { db, signer, publication } = sealing
  const newest = await newestCheckpoint(db)
  const shown = publication === undefined ? undefined : shownBy(signer, publication)
  if (shown !== undefined && shown.size > (newest?.size ?? 0)) {
    throw new SealingStopped(
      `the folder shows ${shown.size} sealed entries, the record knows of ${newest?.size ?? 0}`,
    )
  }
  if (newest === undefined) return unsealed
  const size = await recordReader(db).size()
  if (size < newest.size) {
    throw new SealingStopped(`the record has ${size} entries, but ${newest.size} were sealed`)
  }
  const signed = await newestSigned(db, signer.name)
  if (signed !== undefined) verifyStored(signer, signed)
  const edge = publication && shown ? await edgeOf(publication, shown) : unsealed
  const tiled = await upTo(sealing, edge, signed, newest)
  const line = signed?.size === newest.size ? lineOf(signer, signed) : await sign(db, signer, tiled)
  await publication?.announce({
    size: tiled.size,
    text: textOf(signer, tiled),
    lines: [line, ...others(signer, newest)],
  })
  await publication?.folder.sweep(filledBy(tiled))
  return tiled
}

/** What the folder shows, under our own signature. */
function shownBy(signer: SignerKey, { found }: Publication): Checkpoint | undefined {
  if (found === undefined) return undefined
  try {
    const checkpoint = parseCheckpoint(openNote(found, [verifierOf(signer)]).text)
    if (checkpoint.origin === signer.name) return checkpoint
  } catch (cause) {
    throw new SealingStopped('the checkpoint in the folder is not signed by us', { cause })
  }
  throw new SealingStopped('the checkpoint in the folder is of another log')
}

/** The right edge as the tiles have it; its root must be the one that was shown. */
async function edgeOf({ folder }: Publication, shown: Checkpoint): Promise<TiledTree> {
  const tiled = await tiledTreeFrom((name) => folder.read(name), shown.size).catch(
    (cause: unknown) => {
      throw new SealingStopped('the tiles in the folder are not whole', { cause })
    },
  )
  checkPast(tiled, shown, 'the tiles in the folder')
  return tiled
}

/**
 * From the edge over each checkpoint that is known to the newest. Read once to see that the past is
 * the one that was sealed, and only then a second time to write the tiles that are missing.
 */
async function upTo(
  { db, publication }: Sealing,
  edge: TiledTree,
  signed: StoredCheckpoint | undefined,
  newest: StoredCheckpoint,
): Promise<TiledTree> {
  let tiled = edge
  for (const checkpoint of signed === undefined ? [newest] : [signed, newest]) {
    if (checkpoint.size < tiled.size) continue
    tiled = (await grown(db, tiled, checkpoint.size, async () => {})).tiled
    checkPast(tiled, checkpoint, `the first ${checkpoint.size} entries`)
  }
  if (publication === undefined) return tiled
  const again = await grown(db, edge, tiled.size, (full) => publication.add(full))
  checkPast(again.tiled, newest, `the first ${newest.size} entries, read again,`)
  await publication.add(partialTiles(again.tiled))
  return again.tiled
}

function checkPast(tiled: TiledTree, sealed: { readonly root: Uint8Array }, what: string): void {
  if (!sameBytes(rootOfTiles(tiled), sealed.root)) {
    throw new SealingStopped(`${what} are not those that were sealed`)
  }
}

function verifyStored(signer: SignerKey, signed: StoredCheckpoint): void {
  const { size, root } = signed
  verifyOwn(signer, checkpointText({ origin: signer.name, size, root }), lineOf(signer, signed))
}

function lineOf(signer: SignerKey, { signatures }: StoredCheckpoint): string {
  return signatures.find((signature) => signature.signer === signer.name)?.line ?? ''
}

function others(signer: SignerKey, { signatures }: StoredCheckpoint): readonly string[] {
  return signatures.filter((one) => one.signer !== signer.name).map(({ line }) => line)
}

/** The newest full file of each level: its partial ones may have outlived a crash. */
function filledBy({ size, rows }: TiledTree): readonly string[] {
  const index = (level: number) => Math.floor(size / 256 ** (level + 1)) - 1
  const tiles = rows.flatMap((_, level) =>
    index(level) < 0 ? [] : [tilePath(level, index(level))],
  )
  return index(0) < 0 ? tiles : [entryBundlePath(index(0)), ...tiles]
}
