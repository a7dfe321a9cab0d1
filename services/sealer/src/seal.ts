import { sameBytes } from '@juece/cryptography'
import { partialTiles, rootOfTiles, type TiledTree } from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import { recordReader } from '@juece/record-store/read'
import { addCheckpoint } from '@juece/record-store/seals'

import { grown } from './digests.ts'
import type { Sealing } from './sealing.ts'
import { sign, textOf } from './sign.ts'
import { SealingStopped } from './stopped.ts'

export { unsealed } from './digests.ts'
export { resume } from './resume.ts'
export type { Sealing } from './sealing.ts'
export { SealingStopped } from './stopped.ts'

/** So much goes under one checkpoint at most; what is beyond it goes under the next. */
const mostAtOnce = 65_536

/**
 * Seals what was entered since, under one checkpoint. Nothing new: no checkpoint. The letters are
 * those of the fault table (section 6 of the ledger's design); after each of them a new start goes on.
 */
export async function sealOnce(sealing: Sealing, sealed: TiledTree): Promise<TiledTree> {
  const { db, signer, publication } = sealing
  const entries = await recordReader(db).size()
  if (entries < sealed.size) {
    throw new SealingStopped(`the record has ${entries} entries, but ${sealed.size} were sealed`)
  }
  if (entries === sealed.size) return sealed
  const size = Math.min(entries, sealed.size + mostAtOnce)
  // a: dense, and agreeing with the bytes.
  const { tiled, full } = await grown(db, sealed, size)
  // c: a second reading, folded onto the last sealed edge. A bit that flipped in our memory, in a digest
  // or in a node, is seen before it lies in a file that is never rewritten, and before it is signed.
  const again = await grown(db, sealed, size)
  if (!sameBytes(rootOfTiles(tiled), rootOfTiles(again.tiled))) {
    throw new SealingStopped(`two readings up to ${size} gave two roots`)
  }
  // b and d: tiles and bundles, the full and the partial ones, are durable before anything is promised.
  await publication?.add([...full, ...partialTiles(tiled)])
  // e: from here on nobody can sign another root at this size, or anything below it.
  await promise(db, tiled)
  // f
  const line = await sign(db, signer, tiled)
  // g
  await publication?.announce({ size, text: textOf(signer, tiled), lines: [line] })
  await publication?.sweep(full)
  return tiled
}

async function promise(db: Queryable, tiled: TiledTree): Promise<void> {
  try {
    await addCheckpoint(db, tiled.size, rootOfTiles(tiled))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'JL003') {
      throw new SealingStopped(`the record refuses a checkpoint of size ${tiled.size}`, { cause })
    }
    throw cause
  }
}
