import { utf8Of } from '@juece/cryptography'
import {
  addCheckpointText,
  consistencyFromTiles,
  cosigners,
  noteText,
  parseNote,
  sealStateOf,
  type Policy,
  type PolicyWitness,
} from '@juece/ledger'
import { addSignature, newestSigned } from '@juece/record-store/seals'
import type { Logger } from 'pino'

import type { OpenNote, Publication } from './publication.ts'
import type { Sealing } from './sealing.ts'
import { SealingStopped } from './stopped.ts'
import { offer } from './witness-client.ts'

/** Sealing that is shown, so that it can be witnessed. */
export type WitnessedSealing = Sealing & { readonly publication: Publication }

/** A witness with an address, and what we believe it saw last. */
type Asked = {
  readonly witness: PolicyWitness & { readonly url: string }
  known: number
  /** Why it did not cosign, said once. */
  silentWhy: string | undefined
  /** One request in flight. */
  asking: Promise<void> | undefined
}

/** Offers checkpoints to the witnesses of the policy. */
export type Witnesses = {
  /** Offers the note in front to each witness that is free and has not cosigned it. */
  offerNewest(signal: AbortSignal): void
  /** Settles when no request is in flight. Rejects when a witness has seen what we have not. */
  settled(): Promise<void>
  /** Rejects at once when that happens; never resolves. */
  readonly alarm: Promise<never>
}

/** 请求见证 · Begins with what each witness is known to have signed. */
export async function openWitnesses(sealing: WitnessedSealing, log: Logger): Promise<Witnesses> {
  const { db, publication } = sealing
  const asked = await Promise.all(
    reachable(publication.policy).map(async (witness): Promise<Asked> => {
      const last = await newestSigned(db, witness.key.name)
      return { witness, known: last?.size ?? 0, silentWhy: undefined, asking: undefined }
    }),
  )
  let reject: (why: unknown) => void = () => undefined
  const alarm = new Promise<never>((_resolve, refuse) => (reject = refuse))
  alarm.catch(() => undefined)
  return {
    alarm,
    offerNewest: (signal) => {
      const note = publication.current()
      if (note === undefined) return
      const signed = cosigners(publication.policy, parseNote(bytesOf(note)))
      for (const one of asked) {
        if (one.asking !== undefined || signed.has(one.witness.name)) continue
        one.asking = cosign(sealing, one, note, log, signal)
          .catch((why: unknown) => reject(why))
          .finally(() => (one.asking = undefined))
      }
    },
    settled: async () => {
      await Promise.all(asked.flatMap(({ asking }) => asking ?? []))
    },
  }
}

/** The witnesses of a policy that say where they are asked. */
function reachable(policy: Policy): readonly (PolicyWitness & { readonly url: string })[] {
  return policy.witnesses.flatMap((one) =>
    one.url === undefined ? [] : [{ ...one, url: one.url }],
  )
}

/** Offers one note to one witness; a size that it names is believed once. */
async function cosign(
  sealing: WitnessedSealing,
  one: Asked,
  note: OpenNote,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const { folder } = sealing.publication
  const { name } = one.witness
  for (let tries = 0; tries < 2 && one.known <= note.size; tries += 1) {
    const proof = await consistencyFromTiles((file) => folder.read(file), one.known, note.size)
    const request = addCheckpointText(one.known, proof, noteText(note.text, note.lines))
    const answer = await offer(one.witness, request, note.text, signal)
    if (signal.aborted && answer.kind === 'silent') return
    switch (answer.kind) {
      case 'cosigned':
        one.known = note.size
        one.silentWhy = undefined
        await keep(sealing, one, note, answer.line, log)
        return
      case 'knows':
        if (contradicts(answer.size, one.known, note.size, sealing.publication)) {
          throw new SealingStopped(
            `somebody has seen more than we have: witness ${name} knows this log at size ${answer.size}, ` +
              `we offered ${note.size}`,
          )
        }
        one.known = answer.size
        break
      case 'refused':
        if (one.known > 0) {
          throw new SealingStopped(
            `somebody has seen another past: witness ${name} does not find its size ${one.known} in our ${note.size}`,
          )
        }
        return told(one, 'it refuses a first checkpoint', log)
      case 'silent':
        return told(one, answer.why, log)
    }
  }
}

/** A size above all that we have shown, or the very size we offered under another root. */
function contradicts(
  size: number,
  old: number,
  offered: number,
  { current }: Publication,
): boolean {
  return size > (current()?.size ?? offered) || (size === offered && old === offered)
}

async function keep(
  { db, publication }: WitnessedSealing,
  { witness }: Asked,
  { size }: OpenNote,
  line: string,
  log: Logger,
): Promise<void> {
  await addSignature(db, size, witness.key.name, line)
  const note = await publication.cosigned(size, line)
  const state = note && sealStateOf(publication.policy, parseNote(bytesOf(note)))
  log.debug({ witness: witness.name, size, state }, 'cosigned')
}

function told(one: Asked, why: string, log: Logger): void {
  if (one.silentWhy !== why) log.warn({ witness: one.witness.name, why }, 'not cosigned')
  one.silentWhy = why
}

function bytesOf(note: OpenNote): Uint8Array {
  return utf8Of(noteText(note.text, note.lines))
}
