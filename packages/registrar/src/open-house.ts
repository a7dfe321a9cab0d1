import { Readable } from 'node:stream'
import type { AttachmentStore } from '@juece/attachments'
import { refusingEncloser, type Encloser } from '@juece/privacy'
import { instantOf, type Digest, type Instant } from '@juece/kernel'
import {
  clockChannel,
  legalTime,
  openCommitter,
  openConnection,
  openPool,
  readClock,
  recordReader,
  type Connection,
  type Pool,
  type RecordClock,
} from '@juece/record-store'
import type { Clock, House, Log, Papers } from './house.ts'

/** What a service of the registrar needs. */
export interface HouseSettings {
  /** The registrar's own login. */
  readonly recordUrl: string
  readonly attachments: AttachmentStore
  /** The keyring's; without one no personal value is taken. */
  readonly encloser?: Encloser
  readonly clock: 'system' | 'settable'
  readonly service: string
  readonly log: Log
}

/** The opened house; its pool serves reads of the same login. */
export interface OpenHouse extends House {
  readonly pool: Pool
  close(): Promise<void>
}

/** Opens pools, committer and clock of a service. */
export async function openHouse(settings: HouseSettings): Promise<OpenHouse> {
  const { recordUrl, attachments, service, log } = settings
  const pool = openPool(recordUrl, {
    service,
    most: 12,
    onError: (error) => log.error({ error }, 'an idle connection of the record broke'),
  })
  const committer = openCommitter(recordUrl, {
    service,
    onLost: (why) => log.error({ why }, 'an append was not answered; asking again'),
  })
  const clock =
    settings.clock === 'settable'
      ? await settableClock(recordUrl, pool, service)
      : { now: systemNow, close: async () => {} }
  return {
    reader: recordReader(pool),
    committer,
    papers: papersOf(attachments),
    encloser: settings.encloser ?? refusingEncloser,
    clock,
    log,
    pool,
    close: async () => {
      await committer.close()
      await clock.close()
      await pool.end()
    },
  }
}

function systemNow(): Instant {
  return instantOf(Date.now())
}

/** Follows the record's clock: the one every process of an embedded stack goes by. */
async function settableClock(
  url: string,
  pool: Pool,
  service: string,
): Promise<Clock & { close(): Promise<void> }> {
  let stands: RecordClock = await readClock(pool)
  let listening: Connection | undefined
  let isClosed = false

  const follow = async (): Promise<void> => {
    listening = await openConnection(url, { service: `${service}-clock` })
    const { gone } = listening
    listening.on('notification', () => {
      void readClock(pool).then(
        (now) => (stands = now),
        () => undefined,
      )
    })
    await listening.query(`listen ${clockChannel}`)
    stands = await readClock(pool)
    void gone.then(() => again())
  }
  const again = (): void => {
    if (isClosed) return
    setTimeout(() => void follow().catch(() => again()), 200).unref()
  }
  await follow()
  return {
    now: () => legalTime(stands, Date.now()),
    close: async () => {
      isClosed = true
      await listening?.end()
    },
  }
}

/** How long a look at the store holds: far less than the day for which unnamed papers are only set aside. */
const describedForMs = 600_000

/** Papers of the attachment store. */
function papersOf(attachments: AttachmentStore): Papers {
  const described = new Map<
    Digest,
    { readonly paper: Awaited<ReturnType<AttachmentStore['describe']>>; readonly until: number }
  >()
  return {
    describe: async (digest) => {
      const known = described.get(digest)
      if (known !== undefined && performance.now() < known.until) return known.paper
      const found = await attachments.describe(digest)
      if (described.size > 50_000) described.clear()
      if (found === undefined) described.delete(digest)
      else described.set(digest, { paper: found, until: performance.now() + describedForMs })
      return found
    },
    read: async (digest) => {
      const stream = await attachments.open(digest)
      if (stream === undefined) return undefined
      const pieces: Uint8Array[] = []
      for await (const piece of stream) pieces.push(piece as Uint8Array)
      return Uint8Array.from(Buffer.concat(pieces))
    },
    keep: async (bytes) => {
      const limits = { mediaType: 'application/json', maxBytes: bytes.length }
      return (await attachments.store(Readable.from([bytes]), limits)).digest
    },
  }
}
