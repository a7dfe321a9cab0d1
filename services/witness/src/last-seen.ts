import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises'
import path from 'node:path'

import { hexOf, sameBytes, sha256, utf8Of } from '@juece/cryptography'
import { checkpointText, emptyRoot, parseCheckpoint, type Checkpoint } from '@juece/ledger'

/**
 * 末见 · The last checkpoint that a witness cosigned of each log: one file each, its text the
 * checkpoint's. The file is the truth; nothing is kept in memory that could outlive it.
 */
export type LastSeen = {
  read(origin: string): Promise<Checkpoint | undefined>
  /** Durable once it resolves. */
  write(checkpoint: Checkpoint): Promise<void>
  /** Keeps a request that contradicts what was seen: it may be proof of two histories. */
  keepEvidence(request: Uint8Array): Promise<void>
}

/** More would only fill the disk: two histories are shown by two. */
const mostEvidence = 100

/** Opens the folder; it is made when it is not there. */
export async function openLastSeen(folder: string): Promise<LastSeen> {
  await mkdir(folder, { recursive: true })
  const evidence = path.join(folder, 'evidence')
  return {
    read: async (origin) => {
      const text = await readFile(path.join(folder, nameOf(origin)), 'utf8').catch(absent)
      if (text === undefined) return undefined
      const checkpoint = parseCheckpoint(text)
      if (checkpoint.origin !== origin) throw new Error(`the state of ${origin} is of another log`)
      return checkpoint
    },
    write: (checkpoint) =>
      replace(folder, nameOf(checkpoint.origin), utf8Of(checkpointText(checkpoint))),
    keepEvidence: async (request) => {
      await mkdir(evidence, { recursive: true })
      const name = hexOf(sha256(request))
      const kept = await readdir(evidence)
      if (kept.length < mostEvidence && !kept.includes(name)) await replace(evidence, name, request)
    },
  }
}

/**
 * 信任 · An operator says where a log stands, for a witness that has never seen it or has lost what it
 * saw. Never against what it remembers: a witness does not go back, nor forward without a proof.
 */
export async function trust(folder: string, checkpoint: Checkpoint): Promise<void> {
  if (checkpoint.size === 0 && !sameBytes(checkpoint.root, emptyRoot)) {
    throw new Error('a log without an entry has another root')
  }
  const lastSeen = await openLastSeen(folder)
  const known = await lastSeen.read(checkpoint.origin)
  if (known !== undefined && checkpointText(known) !== checkpointText(checkpoint)) {
    throw new Error(`it remembers ${checkpoint.origin} at size ${String(known.size)} already`)
  }
  await lastSeen.write(checkpoint)
}

function nameOf(origin: string): string {
  return `${hexOf(sha256(utf8Of(origin))).slice(0, 32)}.checkpoint`
}

async function replace(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const half = path.join(folder, `.${name}.${String(process.pid)}`)
  const file = await open(half, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, path.join(folder, name))
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

function absent(cause: unknown): undefined {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
  throw cause
}
