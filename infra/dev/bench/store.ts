import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOf, hexOf, randomBytes } from '@juece/cryptography'
import { bodyOf, canonicalBytes, emptyTiles, growTiles } from '@juece/ledger'
import { openConnection, sealedChannel, type Connection } from '@juece/record-store'
import { ensureKeyFile } from '../../../services/sealer/src/key-file.ts'
import { startGuarded } from '../guarded.ts'
import { figureOf, type Figure } from './figure.ts'
import { withOwnRecord, type OwnRecord } from './own-record.ts'
import { turn } from './turns.ts'
import { matterWriter, opinionWriter } from './units.ts'

const writers = 32
const sealedWithinMs = 300
const mostBytesBeside = 500
const opinionsWanted = 5_000

/**
 * The store under thirty-two writers: commit to signed checkpoint with a sealer beside, opinions entered, what the
 * database keeps beside an entry's bytes, and what the evidence costs.
 */
export async function benchStore(
  { seconds }: { readonly seconds: number },
  only: (figure: string) => boolean,
): Promise<readonly Figure[]> {
  return withOwnRecord(async (record) => {
    const connection = await openConnection(record.url('admin'), { service: 'bench' })
    const figures: Figure[] = []
    if (only('seal')) figures.push(await sealFigure(record, connection, seconds))
    if (only('store.opinions')) figures.push(await opinionsFigure(record, seconds))
    if (only('store.bytes')) figures.push(await bytesFigure(record, connection, seconds))
    if (only('store.evidence')) figures.push(await evidenceFigure(record, seconds))
    await connection.end()
    return figures
  })
}

async function sealFigure(
  { committer, registers, url, folder }: OwnRecord,
  connection: Connection,
  seconds: number,
): Promise<Figure> {
  const origin = 'juece.bench/seal'
  const keyFile = join(folder, 'sealer.key')
  ensureKeyFile(keyFile, origin)
  const sealer = await startGuarded({
    command: process.execPath,
    args: [fileURLToPath(new URL('../../../services/sealer/src/main.ts', import.meta.url))],
    env: {
      JUECE_RECORD_URL: url('sealer'),
      JUECE_LOG_ORIGIN: origin,
      JUECE_SEALER_KEY: keyFile,
      JUECE_TILES_DIR: join(folder, 'tiles'),
      JUECE_LOG_LEVEL: 'warn',
    },
    log: () => undefined,
  })
  const waiting: { readonly position: number; readonly since: number }[] = []
  const waits: number[] = []
  let sealed = 0
  connection.on('notification', ({ channel, payload }) => {
    if (channel !== sealedChannel) return
    sealed = Math.max(sealed, Number(payload))
    const now = performance.now()
    for (let i = waiting.length - 1; i >= 0; i -= 1) {
      const one = waiting[i]
      if (one === undefined || one.position >= sealed) continue
      waits.push(now - one.since)
      waiting.splice(i, 1)
    }
  })
  await connection.query(`listen ${sealedChannel}`)
  const told = (position: number) => {
    if (position >= sealed) waiting.push({ position, since: performance.now() })
    else waits.push(0)
  }
  const steps = () =>
    Array.from({ length: writers }, () => matterWriter(committer, registers, told))
  // The sealer's start is not the load's.
  while (sealed === 0) await turn(steps(), 100, [])
  waits.length = 0
  waiting.length = 0
  const ms = await turn(steps(), seconds * 1_000, [])
  const until = performance.now() + 10_000
  while (waiting.length > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await sealer.stop()
  if (waiting.length > 0) throw new Error(`${waiting.length} entries were not sealed`)
  const rising = waits.toSorted((a, b) => a - b)
  const p99 = rising[Math.floor(rising.length * 0.99)] ?? 0
  return figureOf({
    figure: 'seal',
    value: p99,
    unit: 'ms, commit to signed checkpoint, p99',
    against: {
      what: `${sealedWithinMs} wanted; beside it ${Math.round((waits.length / ms) * 1_000)} entries/s`,
      value: sealedWithinMs,
    },
    ms,
    samples: waits,
  })
}

async function opinionsFigure(
  { committer, registers }: OwnRecord,
  seconds: number,
): Promise<Figure> {
  const steps = Array.from({ length: writers }, () =>
    opinionWriter(committer, registers, 'matter/bench#1'),
  )
  const taken: number[] = []
  const ms = await turn(steps, seconds * 1_000, taken)
  return figureOf({
    figure: 'store.opinions',
    value: (taken.length / ms) * 1_000,
    unit: 'opinions/s',
    against: { what: `${opinionsWanted} wanted`, value: opinionsWanted },
    ms,
    samples: taken,
  })
}

/** Matters of twenty entries; the outbox cleared, as the courier does. */
async function bytesFigure(
  { committer, registers }: OwnRecord,
  connection: Connection,
  seconds: number,
): Promise<Figure> {
  const before = await kept(connection)
  let length = 0
  const steps = Array.from({ length: writers }, () =>
    matterWriter(committer, registers, (_position, { bytes }) => void (length += bytes.length)),
  )
  const taken: number[] = []
  const ms = await turn(steps, seconds * 1_000, taken)
  const after = await kept(connection)
  return figureOf({
    figure: 'store.bytes',
    value: (after - before - length) / taken.length,
    unit: 'bytes beside an entry',
    against: {
      what: `${mostBytesBeside} wanted; entries of ${Math.round(length / taken.length)} bytes`,
      value: mostBytesBeside,
    },
    ms,
    samples: taken.length,
  })
}

/** Everything of the record on disk, tables and indexes, but the outbox. */
async function kept(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ bytes: number }>(
    `select sum(pg_total_relation_size(c.oid))::bigint as bytes from pg_class as c
       join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname = 'record' and c.relkind = 'r' and c.relname <> 'outbox'`,
  )
  return rows[0]?.bytes ?? 0
}

/** Canonical print, body, digest and tree of as many entries as enter at that speed: their share of a core. */
async function evidenceFigure(
  { committer, registers }: OwnRecord,
  seconds: number,
): Promise<Figure> {
  const taken: number[] = []
  const ms = await turn(
    Array.from({ length: writers }, () => matterWriter(committer, registers)),
    seconds * 500,
    taken,
  )
  const perSecond = (taken.length / ms) * 1_000
  let tree = emptyTiles
  let made = 0
  const began = process.cpuUsage()
  const until = performance.now() + seconds * 500
  while (performance.now() < until) {
    const digests = Array.from({ length: 256 }, () => {
      const entry = sampleEntry((made += 1))
      bodyOf(entry.command)
      const bytes = canonicalBytes(entry)
      return Buffer.from(digestOf(bytes).slice('sha256:'.length), 'hex')
    })
    tree = growTiles(tree, digests).tiled
  }
  const { user, system } = process.cpuUsage(began)
  const microseconds = (user + system) / made
  return figureOf({
    figure: 'store.evidence',
    value: (microseconds * perSecond) / 10_000,
    unit: '% of one core',
    against: {
      what: `10 wanted; ${microseconds.toFixed(1)} µs an entry at ${Math.round(perSecond)} entries/s`,
      value: 10,
    },
    ms: seconds * 1_000,
    samples: made,
  })
}

function sampleEntry(n: number) {
  return {
    format: 'juece-entry/1',
    stream: 'matter/019b8bab-0680-7575-823f-642f63eabb2a',
    sequence: n,
    previous: `sha256:${'0'.repeat(64)}`,
    asOf: { 'law-in-use': 2, 'offices/cn-000000': 2 },
    occurred: '2026-03-09T01:00:00.380Z',
    entered: '2026-03-09T01:00:00.412Z',
    by: { official: 'li-hua', organ: 'cn-000000/government-office', post: 'office-director' },
    rules: `sha256:${'1'.repeat(64)}`,
    calendar: `sha256:${'2'.repeat(64)}`,
    command: { id: `li-hua/${n}`, type: 'RecordConsultation', text: '决'.repeat(120) },
    outcome: {
      kind: 'recorded',
      events: [{ type: 'ConsultationRecorded', text: '决'.repeat(120) }],
      consulted: [],
      deviations: [],
    },
    salt: hexOf(randomBytes(16)),
  }
}
