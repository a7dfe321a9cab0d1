import type { Client } from '@temporalio/client'
import { clockChannel } from '@juece/record-store/clock'
import { openConnection, openPool, type Connection } from '@juece/record-store/connect'
import { nudgesChannel } from '@juece/record-store/outbox'
import type { Logger } from 'pino'
import { bell, rest, unlessStopped } from '../rest.ts'
import { carryOnce, handful } from './carry.ts'
import { rests } from './rests.ts'
import { dueSource, outboxSource } from './sources.ts'

/** What the courier runs on. */
export interface CourierRun {
  /** With the courier's login. */
  readonly opsUrl: string
  readonly client: Client
  readonly taskQueue: string
  /** How often it looks for dates that have come: the engine of a settable clock, else the net below the timers. */
  readonly dueEveryMs: number
  readonly log: Logger
  readonly count: (what: 'carried' | 'failed') => void
  readonly signal: AbortSignal
}

/** One courier leads; the number means nothing but that. */
const leaderLock = 5_731_067
const roundEveryMs = 1_000

/** 传达 · Carries nudges to the clerks until told to stop, when it leads; waits for its turn when another one does. */
export async function runCourier(run: CourierRun): Promise<void> {
  while (!run.signal.aborted) {
    try {
      await oneConnection(run)
    } catch (why) {
      if (run.signal.aborted) return
      run.log.warn({ err: why }, 'the record cannot be reached; the courier tries again')
      await rest(1_000, run.signal)
    }
  }
}

/** The connection holds the lock and listens, nothing else: `pg` refuses a second query on a busy client. */
async function oneConnection(run: CourierRun): Promise<void> {
  const { opsUrl, log, signal } = run
  const leading = await openConnection(opsUrl, { service: 'juece-courier' })
  const db = openPool(opsUrl, { service: 'juece-courier', most: 4 })
  const lost = new AbortController()
  const stop = AbortSignal.any([signal, lost.signal])
  void leading.gone.then(() => lost.abort())
  try {
    if (!(await leads(leading, log, stop))) return
    const news = bell()
    leading.on('notification', () => news.ring())
    await leading.query(`listen ${nudgesChannel}`)
    await leading.query(`listen ${clockChannel}`)
    log.info('the courier leads')
    const parts = { db, rests: rests(), log, count: run.count }
    const [outbox, due] = [outboxSource(parts), dueSource(parts)]
    let lookedAt = Number.NEGATIVE_INFINITY
    while (!stop.aborted) {
      const told = await unlessStopped(stop, carryOnce(outbox, run.client, run.taskQueue))
      let woken = 0
      if (run.dueEveryMs <= roundEveryMs || performance.now() - lookedAt >= run.dueEveryMs) {
        lookedAt = performance.now()
        woken = await unlessStopped(stop, carryOnce(due, run.client, run.taskQueue))
      }
      if (told < handful && woken < handful) await news.rung(roundEveryMs, stop)
    }
    if (!signal.aborted) throw new Error('the connection that leads was lost')
  } finally {
    await leading.end().catch(() => undefined)
    await db.end().catch(() => undefined)
  }
}

async function leads(connection: Connection, log: Logger, signal: AbortSignal): Promise<boolean> {
  let isTold = false
  while (!signal.aborted) {
    const { rows } = await connection.query<{ leads: boolean }>(
      'select pg_try_advisory_lock($1) as leads',
      [leaderLock],
    )
    if (rows[0]?.leads === true) return true
    if (!isTold) log.info('another courier leads; waiting')
    isTold = true
    await rest(200, signal)
  }
  return false
}
