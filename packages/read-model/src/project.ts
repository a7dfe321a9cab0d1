import { parseEntry } from '@juece/procedure/wire'
import type { Queryable } from '@juece/record-store/connect'
import type { RecordReader, StoredEntry } from '@juece/record-store/read'
import { readSchema } from './migrate.ts'
import { listedWith, matterOf, notListed, rowsOf, yearOf, type Listed, type Rows } from './rows.ts'

/** What a projector works with. */
export interface ProjectorParts {
  /** One connection with the projector's login: a batch is one transaction of it. */
  readonly db: Queryable
  readonly reader: RecordReader
  /** How many entries are folded at once. */
  readonly batch?: number
  /** Told of each stream that is no matter and that moved, before the batch is kept. */
  readonly onOther?: (stream: string) => Promise<void>
}

/** 投影 · Folds entries, in order, into the lists. */
export interface Projector {
  /** Folds what is there, one batch; how many entries that were. */
  project(): Promise<number>
}

const keptMatters = 5_000

/** Another projector moved the cursor: this one starts again from where it stands. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** A projector. Twice does no harm: rows and cursor move in one transaction, and only from where they stood. */
export function openProjector({ db, reader, batch = 500, onOther }: ProjectorParts): Projector {
  const kept = new Map<string, Listed>()

  const listedBefore = async (stream: string, below: number): Promise<Listed> => {
    const seen = kept.get(stream)
    if (seen !== undefined) return seen
    const stored = await reader.readStream(stream, { below })
    return stored.reduce((listed, one) => listedWith(listed, placedOf(one)), notListed(stream))
  }
  const keep = (listed: ReadonlyMap<string, Listed>): void => {
    for (const [stream, one] of listed) {
      kept.delete(stream)
      kept.set(stream, one)
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= keptMatters) break
      kept.delete(oldest)
    }
  }

  return {
    project: async () => {
      const from = await cursorOf(db)
      const stored = await reader.readFrom(from, batch)
      const [last] = stored.slice(-1)
      if (last === undefined) return 0
      const listed = new Map<string, Listed>()
      for (const one of stored) {
        if (!one.stream.startsWith('matter/')) continue
        const before = listed.get(one.stream) ?? (await listedBefore(one.stream, one.position))
        // A kept one may be ahead after a batch that was not kept; an entry is folded once.
        listed.set(
          one.stream,
          before.position >= one.position ? before : listedWith(before, placedOf(one)),
        )
      }
      for (const stream of new Set(stored.map((one) => one.stream))) {
        if (!stream.startsWith('matter/')) await onOther?.(stream)
      }
      try {
        await inTransaction(db, async () => {
          await write(db, await rowsWithRanks(db, [...listed.values()]))
          await moveCursor(db, from, last.position + 1)
        })
      } catch (why) {
        kept.clear()
        if (why instanceof Overtaken) return 0
        throw why
      }
      keep(listed)
      return stored.length
    },
  }
}

function placedOf({ position, bytes }: StoredEntry) {
  return { position, entry: parseEntry(bytes) }
}

/** The next position to be folded: lists are fresh to the one before. */
export async function cursorOf(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ position: number }>({
    name: 'read_cursor',
    text: `select position from ${readSchema}.cursor`,
  })
  const [row] = rows
  if (row === undefined) throw new Error('the read schema has no cursor')
  return row.position
}

async function moveCursor(db: Queryable, from: number, to: number): Promise<void> {
  const { rowCount } = await db.query(
    {
      name: 'move_cursor',
      text: `update ${readSchema}.cursor set position = $2 where position = $1`,
    },
    [from, to],
  )
  if (rowCount !== 1) throw new Overtaken()
}

/** Known matters keep their rank; new ones follow those of their organ and year, in the order of the record. */
async function rowsWithRanks(db: Queryable, listed: readonly Listed[]): Promise<readonly Rows[]> {
  const known = await db.query<{ stream: string; rank: number }>(
    {
      name: 'read_ranks',
      text: `select 'matter/' || id as stream, rank from ${readSchema}.matters where id = any ($1)`,
    },
    [listed.map((one) => matterOf(one).stream.slice('matter/'.length))],
  )
  const ranks = new Map(known.rows.map(({ stream, rank }) => [stream, rank]))
  const counts = await countsOf(
    db,
    listed.filter((one) => one.proposed !== undefined && !ranks.has(matterOf(one).stream)),
  )
  const last = new Map(counts.map(({ key, count }) => [key, count]))
  const inOrder = [...listed].sort(
    (a, b) => (a.proposed?.position ?? 0) - (b.proposed?.position ?? 0),
  )
  return inOrder.flatMap((one) => {
    const matter = matterOf(one)
    if (one.proposed === undefined) return []
    const key = `${matter.organ} ${yearOf(one.proposed.at)}`
    const rank = ranks.get(matter.stream) ?? (last.get(key) ?? 0) + 1
    last.set(key, Math.max(rank, last.get(key) ?? 0))
    const rows = rowsOf(one, rank)
    return rows === undefined ? [] : [rows]
  })
}

/** The highest rank of each organ and year in which something new was proposed. */
async function countsOf(
  db: Queryable,
  proposed: readonly Listed[],
): Promise<readonly { readonly key: string; readonly count: number }[]> {
  const years = proposed.flatMap((one) =>
    one.proposed === undefined ? [] : [yearOf(one.proposed.at)],
  )
  if (years.length === 0) return []
  const { rows } = await db.query<{ key: string; count: number }>(
    {
      name: 'read_counts',
      text: `select organ || ' ' || year as key, max(rank) as count from ${readSchema}.matters
             where organ = any ($1) and year = any ($2) group by organ, year`,
    },
    [proposed.map((one) => matterOf(one).organ), years],
  )
  return rows
}

async function write(db: Queryable, rows: readonly Rows[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ matter }) => matter.id)
  const columns = Object.keys(rows[0]?.matter ?? {})
  const updates = columns.filter((column) => column !== 'id')
  const insert = (table: string, values: readonly unknown[], more = ''): Promise<unknown> =>
    db.query(
      {
        name: `write_${table}`,
        text: `insert into ${readSchema}.${table}
                 select * from jsonb_populate_recordset(null::${readSchema}.${table}, $1) ${more}`,
      },
      [JSON.stringify(values)],
    )
  await insert(
    'matters',
    rows.map(({ matter }) => matter),
    `on conflict (id) do update set ${updates.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  )
  for (const table of ['worklist', 'due_dates', 'public_matters']) {
    await db.query(
      {
        name: `clear_${table}`,
        text: `delete from ${readSchema}.${table} where matter = any ($1)`,
      },
      [ids],
    )
  }
  await insert(
    'worklist',
    rows.flatMap(({ worklist }) => worklist),
  )
  await insert(
    'due_dates',
    rows.flatMap(({ dueDates }) => dueDates),
  )
  await insert(
    'public_matters',
    rows.flatMap(({ publicMatters }) => publicMatters),
  )
}

async function inTransaction(db: Queryable, act: () => Promise<void>): Promise<void> {
  await db.query('begin')
  try {
    await act()
    await db.query('commit')
  } catch (why) {
    await db.query('rollback').catch(() => undefined)
    throw why
  }
}
