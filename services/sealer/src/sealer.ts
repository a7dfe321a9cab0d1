import { setTimeout as pause } from 'node:timers/promises'

import type { SignerKey } from '@juece/ledger'
import { openConnection, type Connection } from '@juece/record-store/connect'
import { enteredChannel } from '@juece/record-store/outbox'
import { checkRecord } from '@juece/record-store/self-check'
import type { Logger } from 'pino'

import { resume, sealOnce, SealingStopped } from './seal.ts'

/** What the sealer runs on. */
export type SealerRun = {
  readonly recordUrl: string
  readonly signer: SignerKey
  readonly sealEveryMs: number
  readonly log: Logger
  /** Ends the run after the checkpoint at hand. */
  readonly signal: AbortSignal
}

/** One leader seals a record; the number means nothing but that. */
const leaderLock = 5_731_066

/** Seals until told to stop. Rejects with `SealingStopped` when the record is not what it was. */
export async function runSealer(run: SealerRun): Promise<void> {
  const { log, signal } = run
  while (!signal.aborted) {
    try {
      await oneConnection(run)
    } catch (why) {
      if (why instanceof SealingStopped || why instanceof NotFit) throw why
      log.warn({ err: why }, 'the record cannot be reached; trying again')
      await rest(1_000, signal)
    }
  }
}

/** The record or the login is not fit for this service. */
class NotFit extends Error {
  override readonly name = 'NotFit'
}

/** Everything runs on the connection that holds the lock: without the one there is not the other. */
async function oneConnection({ recordUrl, signer, sealEveryMs, log, signal }: SealerRun) {
  const connection = await openConnection(recordUrl, { service: 'juece-sealer' })
  try {
    await checkRecord(connection).catch((cause: unknown) => {
      if (cause instanceof Error && cause.message.startsWith('This service')) {
        throw new NotFit(cause.message, { cause })
      }
      throw cause
    })
    const bell = bellOf(connection)
    await connection.query(`listen ${enteredChannel}`)
    if (!(await lead(connection, log, signal))) return
    let sealed = await resume(connection, signer)
    log.info({ origin: signer.name, size: sealed.size }, 'sealing')
    while (!signal.aborted) {
      const before = sealed.size
      sealed = await sealOnce(connection, signer, sealed)
      if (sealed.size > before) {
        log.debug({ size: sealed.size }, 'sealed')
        await rest(sealEveryMs, signal)
      }
      // The bell for speed, the second for a bell that was not heard.
      await bell.rung(1_000, signal)
    }
    // Whoever stops in order leaves nothing unsealed behind.
    await sealOnce(connection, signer, sealed)
  } finally {
    await connection.end().catch(() => undefined)
  }
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
    await rest(200, signal)
  }
  return false
}

function bellOf(connection: Connection) {
  let ring: (() => void) | undefined
  let heard = false
  connection.on('notification', () => {
    heard = true
    ring?.()
  })
  void connection.gone.then(() => ring?.())
  return {
    rung: async (atMostMs: number, signal: AbortSignal): Promise<void> => {
      if (!heard) {
        const rang = new AbortController()
        ring = () => rang.abort()
        await rest(atMostMs, AbortSignal.any([signal, rang.signal]))
        ring = undefined
      }
      heard = false
    },
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}
