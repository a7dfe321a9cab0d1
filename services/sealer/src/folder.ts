import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'

import { sameBytes } from '@juece/cryptography'
import type { TileFile } from '@juece/ledger'

import { SealingStopped } from './stopped.ts'

/** The two notes that change; everything else in the folder is written once. */
export type NoteName = 'checkpoint' | 'checkpoint.witnessed'

/** 公开目录 · The public folder (C2SP tlog-tiles): digests, hashes and notes, nothing else. */
export type TileFolder = {
  read(name: string): Promise<Uint8Array | undefined>
  /** Writes each file once, durable when it resolves. The same bytes may be there, others may not. */
  add(files: readonly TileFile[]): Promise<void>
  /** Compare and swap: the note must be the bytes that were last written or read here. */
  swap(name: NoteName, before: Uint8Array | undefined, after: Uint8Array): Promise<void>
  /** Removes the partial tiles of these full ones. */
  sweep(full: readonly string[]): Promise<void>
}

/** Opens the folder; it is made when it is not there. */
export async function openTileFolder(root: string): Promise<TileFolder> {
  await mkdir(root, { recursive: true })
  const halves = path.join(root, '.half')
  await rm(halves, { recursive: true, force: true })
  await mkdir(halves)
  const at = (name: string) => path.join(root, name)
  const read = async (name: string) => bytesAt(at(name))
  let made = 0

  /** The bytes in a file of no name yet, durable. */
  const half = async (bytes: Uint8Array, mode: number): Promise<string> => {
    const name = path.join(halves, `${String(process.pid)}-${String((made += 1))}`)
    const file = await open(name, 'wx', mode)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    return name
  }
  const addOne = async ({ path: name, bytes }: TileFile): Promise<readonly string[]> => {
    const there = await read(name)
    if (there === undefined) {
      const written = await half(bytes, 0o444)
      await mkdir(path.dirname(at(name)), { recursive: true })
      // A link, never a rename: what has a name already keeps its bytes.
      await link(written, at(name)).catch(alreadyThere)
      await rm(written)
      const kept = await read(name)
      if (kept !== undefined && sameBytes(kept, bytes)) return foldersOf(name)
    } else if (sameBytes(there, bytes)) return foldersOf(name)
    throw new SealingStopped(`${name} has other bytes than the record gives it`)
  }
  return {
    read,
    add: async (files) => {
      const touched = new Set((await Promise.all(files.map(addOne))).flat())
      await Promise.all([...touched].map((folder) => durable(at(folder))))
    },
    swap: async (name, before, after) => {
      const now = await read(name)
      const isOurs = now === undefined ? before === undefined : before && sameBytes(now, before)
      if (isOurs !== true) throw new SealingStopped(`${name} is not what was last written here`)
      await rename(await half(after, 0o644), at(name))
      await durable(root)
    },
    sweep: async (full) => {
      await Promise.all(full.map((name) => rm(`${at(name)}.p`, { recursive: true, force: true })))
    },
  }
}

/** Every folder above a file up to the root: a new one is durable only once its parent is. */
function foldersOf(name: string): readonly string[] {
  const above = path.dirname(name)
  return above === '.' ? ['.'] : [above, ...foldersOf(above)]
}

async function durable(folder: string): Promise<void> {
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function bytesAt(file: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (cause) {
    if (
      cause instanceof Error &&
      'code' in cause &&
      ['ENOENT', 'ENOTDIR'].includes(String(cause.code))
    )
      return undefined
    throw cause
  }
}

function alreadyThere(cause: unknown): void {
  if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return
  throw cause
}
