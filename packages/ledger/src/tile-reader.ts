import { nodeHash, rootOf } from './merkle.ts'
import { consistencySpans, inclusionSpans, type Span } from './prover.ts'
import { entryBundlePath, tilePath, tileWidth } from './tiles.ts'

/** The bytes of a file of the public folder; undefined when there is no such file. */
export type ReadTiles = (path: string) => Promise<Uint8Array | undefined>

/**
 * The first `width` hashes of a tile, or digests of a bundle. A partial one may be gone once the full
 * one is there, so that is tried as well.
 */
export async function readTile(
  read: ReadTiles,
  level: number | 'entries',
  index: number,
  width: number = tileWidth,
): Promise<readonly Uint8Array[]> {
  const pathOf = (wide: number) =>
    level === 'entries' ? entryBundlePath(index, wide) : tilePath(level, index, wide)
  for (const wide of width === tileWidth ? [width] : [width, tileWidth]) {
    const bytes = await read(pathOf(wide))
    if (bytes === undefined) continue
    return (level === 'entries' ? digestsIn(bytes, wide) : hashesIn(bytes, wide)).slice(0, width)
  }
  throw new Error(`there is no ${pathOf(width)}`)
}

/** The path of a leaf in the tree of a size, from tiles alone. */
export function inclusionFromTiles(
  read: ReadTiles,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  return rootsOf(read, size, inclusionSpans(index, size))
}

/** That the first `from` leaves are a prefix of the first `to`, from the tiles of size `to` alone. */
export function consistencyFromTiles(
  read: ReadTiles,
  from: number,
  to: number,
): Promise<readonly Uint8Array[]> {
  return rootsOf(read, to, consistencySpans(from, to))
}

function rootsOf(
  read: ReadTiles,
  size: number,
  spans: readonly Span[],
): Promise<readonly Uint8Array[]> {
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>()
  const tile = (level: number, index: number) => {
    const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth)
    const key = `${String(level)}/${String(index)}`
    const known = tiles.get(key) ?? readTile(read, level, index, width)
    tiles.set(key, known)
    return known
  }
  return Promise.all(spans.map((span) => rootOfSpan(tile, span)))
}

/** A run that begins where a subtree of its size begins: full subtrees, the largest first. */
async function rootOfSpan(
  tile: (level: number, index: number) => Promise<readonly Uint8Array[]>,
  { start, end }: Span,
): Promise<Uint8Array> {
  let height = 0
  while (2 ** (height + 1) <= end - start) height += 1
  const level = Math.floor(height / 8)
  const first = start / tileWidth ** level
  const index = Math.floor(first / tileWidth)
  const from = first - index * tileWidth
  const left = rootOf((await tile(level, index)).slice(from, from + 2 ** (height % 8)))
  const middle = start + 2 ** height
  return middle === end ? left : nodeHash(left, await rootOfSpan(tile, { start: middle, end }))
}

function hashesIn(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  if (bytes.length !== width * 32) throw new Error('a tile of another length')
  return Array.from({ length: width }, (_, i) => bytes.slice(i * 32, i * 32 + 32))
}

function digestsIn(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  if (bytes.length !== width * 34) throw new Error('a bundle of entries of another length')
  return Array.from({ length: width }, (_, i) => {
    const at = i * 34
    if (bytes[at] !== 0 || bytes[at + 1] !== 32) throw new Error('an entry that is no digest')
    return bytes.slice(at + 2, at + 34)
  })
}
