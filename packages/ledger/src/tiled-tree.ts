import { sameBytes } from '@juece/cryptography'

import { emptyRoot, leafHash, rootOf } from './merkle.ts'
import { readTile, type ReadTiles } from './tile-reader.ts'
import { entryBundleBytes, entryBundlePath, tileBytes, tilePath, tileWidth } from './tiles.ts'

/** 瓦片 · A growing tree as the tiles it has not filled yet: one row of hashes for each level. */
export type TiledTree = {
  readonly size: number
  readonly rows: readonly (readonly Uint8Array[])[]
  /** The digests behind the lowest row. */
  readonly digests: readonly Uint8Array[]
}

/** A file of the public folder. */
export type TileFile = { readonly path: string; readonly bytes: Uint8Array }

/** The tree with no leaf. */
export const emptyTiles: TiledTree = { size: 0, rows: [], digests: [] }

/** The tree with these digests after those it has, and the tiles and bundles that became full. */
export function growTiles(
  from: TiledTree,
  added: readonly Uint8Array[],
): { readonly tiled: TiledTree; readonly full: readonly TileFile[] } {
  const rows = from.rows.map((row) => [...row])
  let digests = [...from.digests]
  let size = from.size
  const full: TileFile[] = []
  const push = (level: number, hash: Uint8Array): void => {
    const row = (rows[level] ??= [])
    row.push(hash)
    if (row.length < tileWidth) return
    const index = Math.floor(size / tileWidth ** (level + 1)) - 1
    full.push({ path: tilePath(level, index), bytes: tileBytes(row) })
    rows[level] = []
    push(level + 1, rootOf(row))
  }
  for (const digest of added) {
    size += 1
    digests.push(digest)
    if (digests.length === tileWidth) {
      const index = Math.floor(size / tileWidth) - 1
      full.push({ path: entryBundlePath(index), bytes: entryBundleBytes(digests) })
      digests = []
    }
    push(0, leafHash(digest))
  }
  return { tiled: { size, rows, digests }, full }
}

/** The tiles and the bundle at the right edge that are not full. */
export function partialTiles({ size, rows, digests }: TiledTree): readonly TileFile[] {
  const tiles = rows.flatMap((row, level) =>
    row.length === 0
      ? []
      : [{ path: tilePath(level, indexAt(size, level), row.length), bytes: tileBytes(row) }],
  )
  if (digests.length === 0) return tiles
  const bundle = {
    path: entryBundlePath(Math.floor(size / tileWidth), digests.length),
    bytes: entryBundleBytes(digests),
  }
  return [bundle, ...tiles]
}

/** The root of the tree: each row with what stands below it to the right, from the leaves up. */
export function rootOfTiles({ rows }: TiledTree): Uint8Array {
  let below: Uint8Array | undefined
  for (const row of rows) {
    const nodes = below === undefined ? row : [...row, below]
    if (nodes.length > 0) below = rootOf(nodes)
  }
  return below ?? emptyRoot
}

/** The tree of a size, read back from its files. That its root is the one it had is yet to be seen. */
export async function tiledTreeFrom(read: ReadTiles, size: number): Promise<TiledTree> {
  const rows: (readonly Uint8Array[])[] = []
  for (let level = 0; Math.floor(size / tileWidth ** level) > 0; level += 1) {
    const width = Math.floor(size / tileWidth ** level) % tileWidth
    rows.push(width === 0 ? [] : await readTile(read, level, indexAt(size, level), width))
  }
  const [lowest = []] = rows
  const index = Math.floor(size / tileWidth)
  const digests = lowest.length === 0 ? [] : await readTile(read, 'entries', index, lowest.length)
  digests.forEach((digest, i) => {
    const leaf = lowest[i]
    if (leaf === undefined || !sameBytes(leafHash(digest), leaf)) {
      throw new Error(`the digest at ${String(index * tileWidth + i)} is not that of its tile`)
    }
  })
  return { size, rows, digests }
}

function indexAt(size: number, level: number): number {
  return Math.floor(size / tileWidth ** (level + 1))
}
