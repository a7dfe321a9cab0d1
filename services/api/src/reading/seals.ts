import { bytesOfDigest } from './bytes.ts'
import {
  checkpointText,
  countingWitnesses,
  leafHash,
  noteText,
  parseNote,
  parsePolicy,
  proofText,
  proverOf,
  sealStateOf,
  type Policy,
  type Prover,
} from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import type { RecordReader } from '@juece/record-store/read'
import {
  askForWitness,
  checkpointCovering,
  newestCheckpoint,
  type StoredCheckpoint,
} from '@juece/record-store/seals'
import { setTimeout as pause } from 'node:timers/promises'
import { utf8Of } from '@juece/cryptography'
import type { LogConfig } from '../config.ts'

/** A signed checkpoint as its note, and proofs under it. */
export interface Seal {
  readonly size: number
  readonly note: string
  /** Nearest sibling first. */
  path(position: number): readonly Uint8Array[]
  /** From the tree of that size to this one; empty when it is this one. */
  consistency(from: number): readonly Uint8Array[]
  proof(position: number): string
}

/** 封存 · What the sealer has signed, read from the record. */
export interface Seals {
  /** The newest signed checkpoint; undefined while there is none. */
  newest(): Promise<Seal | undefined>
  /** The newest one once it covers the position, or undefined when that takes longer than allowed. */
  covering(position: number, patienceMs: number): Promise<Seal | undefined>
  /**
   * The newest one that enough witnesses cosigned, once it covers the position; undefined when that takes
   * longer than allowed, and at once where no witness is asked for.
   */
  witnessed(position: number, patienceMs: number): Promise<Seal | undefined>
}

const everyMs = 50
const page = 2_000

/** Seals of a log: leaf hashes are read once and kept, proofs are worked out from them. */
export function openSeals(db: Queryable, reader: RecordReader, log: LogConfig): Seals {
  const { origin } = log
  const policy = log.policy === undefined ? undefined : parsePolicy(log.policy)
  const leaves: Uint8Array[] = []
  let reading: Promise<void> = Promise.resolve()
  let prover: Prover | undefined

  const readTo = async (size: number): Promise<void> => {
    while (leaves.length < size) {
      const from = leaves.length
      const stored = await reader.readFrom(from, Math.min(page, size - from))
      if (stored.length === 0)
        throw new Error(`the record ends at ${from}, its checkpoint at ${size}`)
      for (const { position, digest } of stored) {
        if (position !== leaves.length) throw new Error(`position ${leaves.length} is missing`)
        leaves.push(leafHash(bytesOfDigest(digest)))
      }
    }
  }
  const proverTo = async (size: number): Promise<Prover> => {
    // One reader at a time, so that no leaf is kept twice.
    reading = reading.then(
      () => readTo(size),
      () => readTo(size),
    )
    await reading
    if (prover === undefined || prover.size < size) prover = proverOf(leaves.slice(0, size))
    return prover
  }
  const sealOf = async (checkpoint: StoredCheckpoint): Promise<Seal> => {
    const { size } = checkpoint
    const known = await proverTo(size)
    const note = noteOf(origin, checkpoint)
    const path = (position: number) => known.inclusion(position, size)
    return {
      size,
      note,
      path,
      consistency: (from) => (from === size ? [] : known.consistency(from, size)),
      proof: (position) => proofText(position, path(position), note),
    }
  }
  const newest = async (): Promise<Seal | undefined> => {
    const checkpoint = await newestSignedCheckpoint(db)
    return checkpoint === undefined ? undefined : sealOf(checkpoint)
  }
  return {
    newest,
    covering: async (position, patienceMs) => {
      const until = performance.now() + patienceMs
      for (;;) {
        const checkpoint = await newestSignedCheckpoint(db)
        if (checkpoint !== undefined && checkpoint.size > position) return sealOf(checkpoint)
        if (performance.now() >= until) return undefined
        await pause(everyMs)
      }
    },
    witnessed: async (position, patienceMs) => {
      if (policy === undefined || countingWitnesses(policy).length === 0) return undefined
      const until = performance.now() + patienceMs
      for (let asked = false; ; asked = true) {
        const checkpoint = await newestWitnessed(db, origin, policy, position)
        if (checkpoint !== undefined) return sealOf(checkpoint)
        if (performance.now() >= until) return undefined
        if (!asked) await askForWitness(db)
        await pause(everyMs)
      }
    },
  }
}

/** Of the newest checkpoints with a line of a witness, the first that has enough of them. */
async function newestWitnessed(
  db: Queryable,
  origin: string,
  policy: Policy,
  position: number,
): Promise<StoredCheckpoint | undefined> {
  const { rows } = await db.query<{ size: number }>(
    {
      name: 'newest_cosigned',
      text: `select size from record.notes where size > $1 and signer = any ($2)
             group by size order by size desc limit 8`,
    },
    [position, countingWitnesses(policy).map(({ key }) => key.name)],
  )
  for (const { size } of rows) {
    const checkpoint = await checkpointCovering(db, size - 1)
    if (checkpoint === undefined) continue
    const note = parseNote(utf8Of(noteOf(origin, checkpoint)))
    if (sealStateOf(policy, note) === 'witnessed') return checkpoint
  }
  return undefined
}

function noteOf(origin: string, { size, root, signatures }: StoredCheckpoint): string {
  return noteText(
    checkpointText({ origin, size, root }),
    signatures.map(({ line }) => line),
  )
}

/** The newest promise if it is signed; else the one that covers what the promise before it did. */
async function newestSignedCheckpoint(db: Queryable): Promise<StoredCheckpoint | undefined> {
  const newest = await newestCheckpoint(db)
  if (newest === undefined || newest.signatures.length > 0) return newest
  const { rows } = await db.query<{ size: number }>(
    `select max(size) as size from record.notes where signer is not null`,
  )
  const size = rows[0]?.size
  return size === undefined || size === null ? undefined : checkpointCovering(db, size - 1)
}
