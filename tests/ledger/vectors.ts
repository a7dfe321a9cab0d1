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
