import { sweep, type AttachmentStore } from '@juece/attachments'
import { openConnection } from '@juece/record-store/connect'
import { headsWantedChannel } from '@juece/record-store/heads'
import type { RecordReader } from '@juece/record-store/read'
import type { CustodyDoor } from '@juece/registrar/clock-custody'
import type { Logger } from 'pino'

import { bell, rest } from '../rest.ts'
import { destroyCertified } from './destroy.ts'
import { namedAmong } from './named.ts'

/** What the custodian works with. */
export interface CustodianRun {
  /** Listens for whoever waits for a statement of heads. */
  readonly recordUrl: string
  readonly reader: RecordReader
  readonly attachments: AttachmentStore
  readonly attachmentsDir: string
  readonly door: CustodyDoor
  readonly log: Logger
  readonly signal: AbortSignal
}

const dayMs = 86_400_000
/** Nobody had named it for a week, then for another day: nobody will. */
const grace = { unnamedMs: 7 * dayMs, asideMs: dayMs }

/**
 * 保管 · Records the heads of all streams whenever somebody waits for them and each night; each night it also destroys what
 * certificates list, and sweeps what nobody ever named.
 */
export async function runCustodian(run: CustodianRun): Promise<void> {
  const { log, signal } = run
  while (!signal.aborted) {
    try {
      await oneConnection(run)
    } catch (why) {
      if (signal.aborted) return
      log.warn({ err: why }, 'the custodian was interrupted; trying again')
      await rest(1_000, signal)
    }
  }
}

async function oneConnection({ signal, ...run }: CustodianRun): Promise<void> {
  const { door, log } = run
  const db = await openConnection(run.recordUrl, { service: 'juece-custodian' })
  const lost = new AbortController()
  const stop = AbortSignal.any([signal, lost.signal])
  void db.gone.then(() => lost.abort())
  try {
    const wanted = bell()
    let covers = -1
    db.on('notification', ({ payload }) => {
      covers = Math.max(covers, Number(payload ?? -1))
      wanted.ring()
    })
    await db.query(`listen ${headsWantedChannel}`)
    let night = Date.now() + dayMs
    while (!stop.aborted) {
      if (covers >= 0) {
        covers = -1
        log.debug(await door.recordHeads(), 'heads recorded')
      }
      if (Date.now() >= night) {
        night = Date.now() + dayMs
        await nightly(run)
      }
      await wanted.rung(Math.min(dayMs, Math.max(0, night - Date.now())), stop)
    }
    if (!signal.aborted) throw new Error('the connection of the custodian was lost')
  } finally {
    await db.end().catch(() => undefined)
  }
}

/** What is done each night. What fails is done the next night. */
export async function nightly({
  door,
  reader,
  attachments,
  attachmentsDir,
  log,
}: Omit<CustodianRun, 'recordUrl' | 'signal'>): Promise<void> {
  const jobs: readonly (readonly [string, () => Promise<object>])[] = [
    ['heads', () => door.recordHeads()],
    ['destruction', () => destroyCertified(reader, attachments, attachmentsDir)],
    [
      'sweep',
      () =>
        sweep(attachmentsDir, grace, Date.now(), (candidates) =>
          namedAmong(reader, attachmentsDir, candidates),
        ),
    ],
  ]
  for (const [job, work] of jobs) {
    try {
      log.info({ job, ...(await work()) }, 'done for the night')
    } catch (why) {
      log.warn({ job, err: why }, 'not done this night')
    }
  }
}
