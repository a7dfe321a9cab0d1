import type { Digest, Instant } from '@juece/kernel'

import { digestFrom } from './bytes.ts'
import type { Queryable } from './connect.ts'
import type { CommandRow, ReadableRow, StreamHeadRow } from './tables.ts'

/** An entry as it is kept: bytes, and the columns to find it by. */
export type StoredEntry = {
  readonly position: number
  readonly stream: string
  readonly sequence: number
  readonly digest: Digest
  readonly bytes: Uint8Array
}

/** The last entry of a stream. */
export type StreamHead = {
  readonly stream: string
  readonly sequence: number
  readonly digest: Digest
  readonly position: number
}

/** Which part of a stream; all of it when nothing is said. */
export type StreamPart = {
  /** First and last sequence. */
  readonly from?: number
  readonly upTo?: number
  /** Only what stands below this position. */
  readonly below?: number
  /** Only what was entered by this instant (`known=T`). */
  readonly enteredBy?: Instant
}

/** What the statement about a window's opinions rests on (ledger format, section 8). */
export type OpinionSet = {
  readonly below: number
  /** Digests of the opinions, sorted as bytes. */
  readonly digests: readonly Digest[]
  /** How many of their streams hold a disposition. */
  readonly disposed: number
  /** Positions of those dispositions, rising. */
  readonly dispositions: readonly number[]
}

/** Reading the record. Everything below `size()` is visible and stays. */
export type RecordReader = {
  readStream(stream: string, part?: StreamPart): Promise<readonly StoredEntry[]>
  readHead(stream: string): Promise<StreamHead | undefined>
  /** Heads of the streams that exist. */
  readHeads(streams: readonly string[]): Promise<ReadonlyMap<string, StreamHead>>
  /** The streams of a class (`offices`): few, and read as one. */
  streamsOf(streamClass: string): Promise<readonly string[]>
  readByCommand(
    stream: string,
    commandId: string,
  ): Promise<{ readonly entry: StoredEntry; readonly body: Uint8Array } | undefined>
  readPositions(positions: readonly number[]): Promise<readonly StoredEntry[]>
  /** The next `limit` entries from a position on: a reader keeps one number and misses nothing. */
  readFrom(position: number, limit: number): Promise<readonly StoredEntry[]>
  /** How many entries there are, which is the next position. */
  size(): Promise<number>
  opinionSet(window: string, below: number): Promise<OpinionSet>
}

const columns = 'position, stream, sequence, digest, bytes'
/** A stream is found by the position that opened it. */
const openedBy = '(select h.opened from record.stream_heads as h where h.stream = $1)'

/** A reader over a pool or a connection that may read entries. */
export function recordReader(db: Queryable): RecordReader {
  const entries = async (name: string, where: string, values: readonly unknown[]) => {
    const text = `select ${columns} from record.readable ${where}`
    const { rows } = await db.query<ReadableRow>({ name, text }, values)
    return rows.map(entryOf)
  }
  const heads = async (streams: readonly string[]) => {
    const text = `select stream, sequence, digest, position from record.stream_heads
                  where stream = any ($1)`
    const { rows } = await db.query<StreamHeadRow>({ name: 'heads', text }, [streams])
    return new Map(rows.map((row) => [row.stream, { ...row, digest: digestFrom(row.digest) }]))
  }
  return {
    readStream: (stream, part = {}) =>
      part.enteredBy === undefined
        ? entries(
            'stream',
            `where opened = ${openedBy} and sequence between $2 and $3 and position < $4 order by sequence`,
            [stream, ...rangeOf(part)],
          )
        : entries(
            'stream_entered_by',
            `where opened = ${openedBy} and sequence between $2 and $3 and position < $4
               and (convert_from(bytes, 'UTF8')::jsonb ->> 'entered') collate "C" <= $5
             order by sequence`,
            [stream, ...rangeOf(part), part.enteredBy],
          ),
    readHead: async (stream) => (await heads([stream])).get(stream),
    readHeads: heads,
    streamsOf: async (streamClass) => {
      const text = `select stream from record.stream_heads
                    where stream >= $1 || '/' and stream < $1 || '0' order by stream`
      const { rows } = await db.query<{ stream: string }>({ name: 'class', text }, [streamClass])
      return rows.map(({ stream }) => stream)
    },
    readByCommand: async (stream, commandId) => {
      const text = `select stream, command, position, body from record.command_positions
                    where stream = $1 and command = $2`
      const found = await db.query<CommandRow>({ name: 'command', text }, [stream, commandId])
      const [row] = found.rows
      if (row === undefined) return undefined
      const [entry] = await entries('position', 'where position = $1', [row.position])
      if (entry === undefined) throw new Error(`no entry at position ${row.position}`)
      return { entry, body: new Uint8Array(row.body) }
    },
    readPositions: (positions) =>
      entries('positions', 'where position = any ($1) order by position', [positions]),
    readFrom: (position, limit) =>
      entries('from', 'where position >= $1 order by position limit $2', [position, limit]),
    size: async () => {
      const { rows } = await db.query<{ size: number }>({
        name: 'size',
        text: 'select size from record.record_size',
      })
      if (rows[0] === undefined) throw new Error('the record has no head')
      return rows[0].size
    },
    opinionSet: async (window, below) => {
      const text = `
        select coalesce(array_agg(digest order by digest) filter (where sequence = 1), '{}') as digests,
               count(distinct stream) filter (where sequence > 1) as disposed,
               coalesce(array_agg(position order by position) filter (where sequence > 1), '{}')
                 as dispositions
        from record.readable where belongs = $1 and position < $2`
      const { rows } = await db.query<OpinionRow>({ name: 'opinions', text }, [window, below])
      const [row] = rows
      if (row === undefined) throw new Error('an aggregate without a row')
      return {
        below,
        digests: row.digests.map(digestFrom),
        disposed: row.disposed,
        dispositions: row.dispositions.map(Number),
      }
    },
  }
}

type OpinionRow = {
  readonly digests: readonly Buffer[]
  readonly disposed: number
  readonly dispositions: readonly (string | number)[]
}

const lastSequence = 2_147_483_647
const lastPosition = Number.MAX_SAFE_INTEGER

function rangeOf(part: StreamPart): readonly number[] {
  return [part.from ?? 1, part.upTo ?? lastSequence, part.below ?? lastPosition]
}

function entryOf(row: ReadableRow): StoredEntry {
  const { position, stream, sequence, digest, bytes } = row
  return { position, stream, sequence, digest: digestFrom(digest), bytes: new Uint8Array(bytes) }
}
