import { readFileSync } from 'node:fs'

const folder = new URL('../../packages/ledger/vectors/', import.meta.url)

/** The bytes of one published file. */
export function vectorFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, folder)))
}

/** The published values. */
export const vectors = JSON.parse(readFileSync(new URL('vectors.json', folder), 'utf8')) as {
  origin: string
  logKey: string
  witnessKey: string
  policy: string
  matter: string
  entries: {
    position: number
    length: number
    bytes: string
    digest: string
    leafHash: string
    body: string
  }[]
  stripped: { position: number; command: string }
  opinions: { below: number; count: number; root: string; undisposed: number }[]
  window: string
  heads: { streams: [string, number][]; leaves: string[]; root: string }
  root: string
  entryBundle: { length: number; sha256: string }
  tile: { length: number; sha256: string }
  checkpoint: string
  proofs: string[]
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
}

/** A tree over SHA-256 of "0", "1", …: roots, paths and consistency proofs in base64. */
export const tree = read('tree.json') as {
  roots: { size: number; root: string }[]
  inclusion: { index: number; size: number; path: string[] }[]
  consistency: { from: number; to: number; path: string[] }[]
}

/** Bytes in base64, and whether they are their own canonical print. */
export const spellings = read('spellings.json') as {
  name: string
  bytes: string
  sha256: string
  isOwnPrint: boolean
}[]
