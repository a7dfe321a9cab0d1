import { sha256, utf8Of } from '@juece/cryptography'
import {
  addCheckpointText,
  checkpointText,
  leafHash,
  logAlgorithm,
  noteText,
  proverOf,
  signNote,
  type Checkpoint,
  type SignerKey,
} from '@juece/ledger'

/** A log in memory whose owner also has another history, to try who notices. */
export type SmallLog = {
  readonly signer: SignerKey
  readonly checkpoint: (size: number) => Checkpoint
  readonly note: (size: number) => string
  readonly proof: (from: number, to: number) => readonly Uint8Array[]
  /** What it asks of a witness. */
  readonly request: (old: number, size: number) => string
}

/** A log of 600 entries; two with the same `upTo` and other `twist` part after `upTo` entries. */
export function smallLog(origin: string, { upTo = 600, twist = '' } = {}): SmallLog {
  const signer: SignerKey = { name: origin, algorithm: logAlgorithm, seed: sha256(utf8Of(origin)) }
  const leaves = Array.from({ length: 600 }, (_, i) =>
    leafHash(sha256(utf8Of(`${String(i)}${i < upTo ? '' : twist}`))),
  )
  const prover = proverOf(leaves)
  const checkpoint = (size: number) => ({ origin, size, root: prover.root(size) })
  const note = (size: number) => {
    const text = checkpointText(checkpoint(size))
    return noteText(text, [signNote(text, signer)])
  }
  const proof = (from: number, to: number) => prover.consistency(from, to)
  const request = (old: number, size: number) =>
    addCheckpointText(old, proof(old, size), note(size))
  return { signer, checkpoint, note, proof, request }
}
