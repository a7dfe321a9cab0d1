import { emptyTiles, growTiles, type TileFile, type TiledTree } from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import { toSeal } from '@juece/record-store/seals'

import { SealingStopped } from './stopped.ts'

const page = 4_096

/** A tree that has grown, and what became full on the way. */
export type Grown = { readonly tiled: TiledTree; readonly full: readonly TileFile[] }

/** The tree with the digests up to `size`; each in its place, each agreeing with its bytes. */
export async function grown(
  db: Queryable,
  from: TiledTree,
  size: number,
  /** Takes what became full page by page; without it everything is kept for the answer. */
  take?: (full: readonly TileFile[]) => Promise<void>,
): Promise<Grown> {
  let tiled = from
  const kept: TileFile[] = []
  while (tiled.size < size) {
    const read = await toSeal(db, tiled.size, size, page)
    if (read.length === 0) throw new SealingStopped(`no entry at position ${tiled.size}`)
    read.forEach(({ position, agrees }, i) => {
      if (position !== tiled.size + i) {
        throw new SealingStopped(`position ${position} where ${tiled.size + i} was due`)
      }
      if (!agrees) throw new SealingStopped(`the bytes at ${position} have another digest`)
    })
    const next = growTiles(
      tiled,
      read.map(({ digest }) => digest),
    )
    tiled = next.tiled
    if (take === undefined) kept.push(...next.full)
    else await take(next.full)
  }
  return { tiled, full: kept }
}

/** Where a record begins. */
export const unsealed: TiledTree = emptyTiles
