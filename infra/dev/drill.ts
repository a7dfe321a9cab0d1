import { verifyNightly } from '@juece/auditor/nightly'
import { migrateRecord, openConnection, type Connection } from '@juece/record-store'

/** What a restore drill works on. */
export interface Drill {
  /** The record as it lives, with an administrator's login. */
  readonly source: string
  /** An empty database, of any server that PostgreSQL 15 or newer runs, with an administrator's login. */
  readonly target: string
  readonly tilesDir?: string
  readonly logVkey?: string
  readonly reportDir?: string
  /** The target was restored by other means: nothing is copied. */
  readonly isRestored?: boolean
  readonly progress: (line: string) => void
}

/** How a drill ended. */
export interface DrillVerdict {
  readonly server: string
  readonly timeZone: string
  readonly copied: number
  readonly report: Awaited<ReturnType<typeof verifyNightly>>
  readonly isSound: boolean
}

/**
 * 恢复演练 · Brings the record into another database, text by text, and verifies it there against the public folder and the
 * last night. Bytes are bytes: neither server, time zone nor locale may change the verdict.
 */
export async function drill(settings: Drill): Promise<DrillVerdict> {
  const { target, progress, tilesDir, logVkey, reportDir } = settings
  const copied = settings.isRestored === true ? 0 : await copyRecord(settings)
  progress('核验恢复的记录 · verifying what was restored')
  const report = await verifyNightly({
    recordUrl: target,
    ...(tilesDir === undefined ? {} : { tilesDir }),
    ...(logVkey === undefined ? {} : { logVkey }),
    ...(reportDir === undefined ? {} : { reportDir }),
  })
  const db = await openConnection(target, { service: 'juece-drill' })
  try {
    const { rows } = await db.query<{ server: string; zone: string }>(
      `select current_setting('server_version') as server, current_setting('TimeZone') as zone`,
    )
    const { server = '', zone = '' } = rows[0] ?? {}
    return { server, timeZone: zone, copied, report, isSound: report.findings.length === 0 }
  } finally {
    await db.end()
  }
}

async function copyRecord({ source, target, progress }: Drill): Promise<number> {
  progress('准备目标数据库 · preparing the target')
  await migrateRecord(target)
  const [from, to] = await Promise.all(
    [source, target].map((url) => openConnection(url, { service: 'juece-drill' })),
  )
  if (from === undefined || to === undefined) throw new Error('two connections')
  try {
    // One snapshot of the source; what is entered meanwhile belongs to the next backup.
    await from.query('begin isolation level repeatable read read only')
    const { rows } = await to.query<{ many: number }>('select size as many from record.head')
    if (rows[0]?.many !== 0)
      throw new Error('目标数据库不是空的 · the target holds a record already')
    // Order between tables is the database's affair while nothing but this copy writes.
    await to.query('set session_replication_role = replica')
    await to.query('delete from record.head')
    let entries = 0
    for (const table of await tablesOf(from)) {
      const copied = await copyTable(from, to, table)
      if (table === 'entries') entries = copied
      progress(`${table}: ${String(copied)}`)
    }
    await to.query('select record.make_partitions()')
    return entries
  } finally {
    await Promise.all([from.end(), to.end()])
  }
}

async function tablesOf(from: Connection): Promise<readonly string[]> {
  const { rows } = await from.query<{ name: string }>(
    `select c.relname as name from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
     where n.nspname = 'record' and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname = 'head' desc, c.relname`,
  )
  return rows.map(({ name }) => name)
}

const page = 500

/** Each value as the text PostgreSQL writes and reads: the same on every version, zone and locale. */
async function copyTable(from: Connection, to: Connection, table: string): Promise<number> {
  const { rows: columns } = await from.query<{ name: string; type: string }>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
     from pg_attribute as a where a.attrelid = ('record.' || $1)::regclass
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum`,
    [table],
  )
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const texts = columns.map(({ name }) => `"${name}"::text as "${name}"`).join(', ')
  const casts = columns.map(({ name, type }) => `r."${name}"::${type}`).join(', ')
  const shape = columns.map(({ name }) => `"${name}" text`).join(', ')
  await from.query(
    `declare rows_of_${table} no scroll cursor for select ${texts} from record.${table}`,
  )
  let copied = 0
  for (;;) {
    const { rows } = await from.query<Record<string, string | null>>(
      `fetch ${String(page)} from rows_of_${table}`,
    )
    if (rows.length === 0) break
    await to.query(
      `insert into record.${table} (${names})
       select ${casts} from jsonb_to_recordset($1::jsonb) as r (${shape})`,
      [JSON.stringify(rows)],
    )
    copied += rows.length
  }
  await from.query(`close rows_of_${table}`)
  return copied
}
