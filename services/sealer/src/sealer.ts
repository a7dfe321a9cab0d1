import { setTimeout as pause } from 'node:timers/promises'

import { parsePolicy, policyWithoutWitness, verifierOf, type SignerKey } from '@juece/ledger'
import { openConnection, type Connection } from '@juece/record-store/connect'
import { enteredChannel } from '@juece/record-store/outbox'
import { witnessWantedChannel } from '@juece/record-store/seals'
import { checkRecord } from '@juece/record-store/self-check'
import { timeWantedChannel } from '@juece/record-store/time-evidence'
import type { Logger } from 'pino'

import { bellOf, rest, type Bell } from './bell.ts'
import { openTileFolder } from './folder.ts'
import { openPublication } from './publication.ts'
import { resume, sealOnce, SealingStopped, type Sealing } from './seal.ts'
import { gatherTime, type TimeEvidenceRun } from './time-evidence.ts'
import { openWitnesses, type Witnesses } from './witnesses.ts'

/** What the sealer runs on. */
export type SealerRun = {
  readonly recordUrl: string
  readonly signer: SignerKey
  readonly sealEveryMs: number
  /** The public folder; without one nothing is shown and nobody witnesses. */
  readonly tilesDir?: string
  /** The text of the policy whose witnesses are asked; without one nobody is. */
  readonly policy?: string
  /** Whom the time is asked of; without it there is no time evidence. */
  readonly time?: TimeEvidenceRun
  readonly log: Logger
  /** Ends the run after the checkpoint at hand. */
  readonly signal: AbortSignal
}

/** One leader seals a record; the number means nothing but that. */
const leaderLock = 5_731_066

/** A witness is offered the newest checkpoint so often, and at once when somebody waits. */
const offerEveryMs = 1_000

/** Seals until told to stop. Rejects with `SealingStopped` when the record is not what it was. */
export async function runSealer(run: SealerRun): Promise<void> {
  const { log, signal } = run
  while (!signal.aborted) {
    try {
      await oneConnection(run)
    } catch (why) {
      if (why instanceof SealingStopped || why instanceof NotFit) throw why
      log.warn({ err: why }, 'sealing was interrupted; trying again')
      await rest(1_000, signal)
    }
  }
}

/** The record or the login is not fit for this service. */
class NotFit extends Error {
  override readonly name = 'NotFit'
}

/** Everything runs on the connection that holds the lock: without the one there is not the other. */
async function oneConnection(run: SealerRun): Promise<void> {
  const { recordUrl, signer, log, signal } = run
  const connection = await openConnection(recordUrl, { service: 'juece-sealer' })
  try {
    await checkRecord(connection).catch((cause: unknown) => {
      if (cause instanceof Error && cause.message.startsWith('This service')) {
        throw new NotFit(cause.message, { cause })
      }
      throw cause
    })
    const entered = bellOf(connection, enteredChannel)
    const wanted = bellOf(connection, witnessWantedChannel)
    await connection.query(`listen ${enteredChannel}`)
    const timeWanted = bellOf(connection, timeWantedChannel)
    await connection.query(`listen ${witnessWantedChannel}`)
    await connection.query(`listen ${timeWantedChannel}`)
    if (!(await lead(connection, log, signal))) return
    const sealing = await sealingOf(run, connection)
    const { publication } = sealing
    const witnesses =
      publication === undefined ? undefined : await openWitnesses({ ...sealing, publication }, log)
    // Whichever part ends badly ends the other.
    const over = new AbortController()
    const both = AbortSignal.any([signal, over.signal])
    const parts = [
      seal(run, sealing, entered, both),
      witness(witnesses, wanted, both),
      ...(run.time === undefined ? [] : [gatherTime(sealing, run.time, timeWanted, log, both)]),
    ]
    try {
      await Promise.all(parts)
    } finally {
      over.abort()
      await Promise.allSettled(parts)
    }
    log.debug({ origin: signer.name }, 'sealed to the end')
  } finally {
    await connection.end().catch(() => undefined)
  }
}

async function sealingOf(
  { signer, tilesDir, policy }: SealerRun,
  connection: Connection,
): Promise<Sealing> {
  if (tilesDir === undefined) return { db: connection, signer }
  const believed = parsePolicy(policy ?? policyWithoutWitness(verifierOf(signer)))
  const publication = await openPublication(await openTileFolder(tilesDir), believed)
  return { db: connection, signer, publication }
}

async function seal(
  { signer, sealEveryMs, log, signal: stop }: SealerRun,
  sealing: Sealing,
  entered: Bell,
  signal: AbortSignal,
): Promise<void> {
  let sealed = await resume(sealing)
  log.info({ origin: signer.name, size: sealed.size }, 'sealing')
  while (!signal.aborted) {
    const before = sealed.size
    const began = performance.now()
    sealed = await sealOnce(sealing, sealed)
    if (sealed.size > before) {
      log.debug({ size: sealed.size }, 'sealed')
      // From one beginning to the next: what sealing itself took is not waited for once more.
      await rest(Math.max(0, sealEveryMs - (performance.now() - began)), signal)
    }
    // The bell for speed, the second for a bell that was not heard.
    else await entered.rung(1_000, signal)
  }
  // Whoever stops in order leaves nothing unsealed behind.
  if (stop.aborted) await sealOnce(sealing, sealed)
}

async function witness(
  witnesses: Witnesses | undefined,
  wanted: Bell,
  signal: AbortSignal,
): Promise<void> {
  if (witnesses === undefined) return
  while (!signal.aborted) {
    witnesses.offerNewest(signal)
    await Promise.race([wanted.rung(offerEveryMs, signal), witnesses.alarm])
  }
  await witnesses.settled()
}

async function lead(connection: Connection, log: Logger, signal: AbortSignal): Promise<boolean> {
  let told = false
  while (!signal.aborted) {
    const { rows } = await connection.query<{ leads: boolean }>(
      'select pg_try_advisory_lock($1) as leads',
      [leaderLock],
    )
    if (rows[0]?.leads === true) return true
    if (!told) log.info('another sealer leads; waiting')
    told = true
    await pause(200, undefined, { signal }).catch(() => undefined)
  }
  return false
}
