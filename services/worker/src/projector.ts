import { openProjector } from '@juece/read-model'
import { openConnection } from '@juece/record-store/connect'
import { enteredChannel } from '@juece/record-store/outbox'
import { recordReader } from '@juece/record-store/read'
import type { Logger } from 'pino'
import { bell, rest } from './rest.ts'

/** What the projector runs on. */
export interface ProjectorRun {
  /** With the projector's login. */
  readonly readUrl: string
  readonly log: Logger
  /** Told when the law in use has moved: dates may have waited for a calendar. */
  readonly onLaw: () => Promise<void>
  readonly signal: AbortSignal
}

/** 投影 · Folds entries into lists until told to stop. It needs the record, and no engine. */
export async function runProjector(run: ProjectorRun): Promise<void> {
  const { log, signal } = run
  while (!signal.aborted) {
    try {
      await oneConnection(run)
    } catch (why) {
      if (signal.aborted) return
      log.warn({ err: why }, 'lists are not kept up; the projector tries again')
      await rest(1_000, signal)
    }
  }
}

async function oneConnection({ readUrl, log, onLaw, signal }: ProjectorRun): Promise<void> {
  const db = await openConnection(readUrl, { service: 'juece-projector' })
  const lost = new AbortController()
  const stop = AbortSignal.any([signal, lost.signal])
  void db.gone.then(() => lost.abort())
  try {
    const news = bell()
    db.on('notification', () => news.ring())
    await db.query(`listen ${enteredChannel}`)
    const onOther = async (stream: string): Promise<void> => {
      if (stream === 'law-in-use') await onLaw()
    }
    const projector = openProjector({ db, reader: recordReader(db), onOther })
    while (!stop.aborted) {
      const folded = await projector.project()
      if (folded > 0) log.debug({ folded }, 'lists kept up')
      else await news.rung(1_000, stop)
    }
    if (!signal.aborted) throw new Error('the connection of the projector was lost')
  } finally {
    await db.end().catch(() => undefined)
  }
}
