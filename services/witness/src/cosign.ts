import { sameBytes } from '@juece/cryptography'
import {
  checkSignature,
  cosignNote,
  isBy,
  parseAddCheckpoint,
  provesConsistency,
  type AddCheckpoint,
  type SignerKey,
  type VerifierKey,
} from '@juece/ledger'

import type { LastSeen } from './last-seen.ts'

/** What a witness works with. */
export type Witness = {
  readonly signer: SignerKey
  readonly logs: readonly VerifierKey[]
  readonly lastSeen: LastSeen
  /** Whole seconds since 1970. */
  readonly now: () => number
}

/** What it answers to a log, with the status of HTTP (C2SP tlog-witness). */
export type Cosigned =
  | { readonly status: 200; readonly line: string }
  | { readonly status: 409; readonly size: number }
  | { readonly status: 400 | 403 | 404 | 422 | 503; readonly says: string }

/** Answers one request after the other for each log: comparing and remembering are one step. */
export function cosigner(witness: Witness): (body: Uint8Array) => Promise<Cosigned> {
  const turns = new Map<string, Promise<unknown>>()
  return async (body) => {
    let request: AddCheckpoint
    try {
      request = parseAddCheckpoint(body)
    } catch (cause) {
      return { status: 400, says: cause instanceof Error ? cause.message : String(cause) }
    }
    const { origin, size } = request.checkpoint
    const log = witness.logs.find(({ name }) => name === origin)
    if (log === undefined) return { status: 404, says: 'this log is not known here' }
    if (!isSignedBy(request, log)) return { status: 403, says: 'not signed by the log' }
    if (request.old > size) return { status: 400, says: 'the old size is larger than the new' }
    const before = turns.get(origin) ?? Promise.resolve()
    const turn = before.catch(() => undefined).then(() => compare(witness, request, body))
    turns.set(origin, turn)
    return turn
  }
}

async function compare(
  { signer, lastSeen, now }: Witness,
  { old, proof, note, checkpoint }: AddCheckpoint,
  body: Uint8Array,
): Promise<Cosigned> {
  const last = await lastSeen.read(checkpoint.origin)
  if (last === undefined) {
    return { status: 503, says: 'what was seen last of this log is lost; an operator must decide' }
  }
  if (old !== last.size) return { status: 409, size: last.size }
  if (checkpoint.size === last.size && !sameBytes(checkpoint.root, last.root)) {
    await lastSeen.keepEvidence(body)
    return { status: 409, size: last.size }
  }
  if (!provesConsistency(last, checkpoint, proof)) {
    await lastSeen.keepEvidence(body)
    return { status: 422, says: 'the proof does not show that the new tree contains the old' }
  }
  if (checkpoint.size > last.size) await lastSeen.write(checkpoint)
  return { status: 200, line: cosignNote(note.text, signer, now()) }
}

function isSignedBy({ note }: AddCheckpoint, log: VerifierKey): boolean {
  return note.signatures.some(
    (signature) => isBy(signature, log) && checkSignature(note.text, signature, log) === 'good',
  )
}
