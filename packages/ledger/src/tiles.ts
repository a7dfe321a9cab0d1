import { concatBytes } from '@juece/cryptography'

/** Hashes in a full tile. */
export const tileWidth = 256

/** Where a tile of hashes lies (C2SP tlog-tiles); a width below 256 makes it a partial one. */
export function tilePath(level: number, index: number, width: number = tileWidth): string {
  return `tile/${String(level)}/${numbered(index, width)}`
}

/** Where a bundle of entry digests lies. */
export function entryBundlePath(index: number, width: number = tileWidth): string {
  return `tile/entries/${numbered(index, width)}`
}

/** The bytes of a tile: its hashes, one after the other. */
export function tileBytes(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length > tileWidth) throw new Error('more hashes than a tile holds')
  return concatBytes(...hashes)
}

/** The bytes of a bundle of entries: each digest behind its length, 00 20. */
export function entryBundleBytes(digests: readonly Uint8Array[]): Uint8Array {
  if (digests.length > tileWidth) throw new Error('more digests than a bundle holds')
  return concatBytes(...digests.flatMap((digest) => [Uint8Array.of(0, 32), digest]))
}

function numbered(index: number, width: number): string {
  if (width < 1 || width > tileWidth) throw new Error('no such width')
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return groups.join('/') + (width === tileWidth ? '' : `.p/${String(width)}`)
}
