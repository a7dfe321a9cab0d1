import { readFileSync } from 'node:fs'

import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'

import { migrations } from './migrations.ts'

/** What a migration did. */
export type Migrated = { readonly applied: readonly string[]; readonly partitions: number }

/**
 * Brings a database to the record this code was built for: the roles of the cluster, then the
 * migrations, forward only, then the partitions. May be called any number of times at once.
 * `adminUrl` may make roles and act as `juece_owner`; `passwordOf` sets the logins' passwords.
 */
export async function migrateRecord(
  adminUrl: string,
  options: { readonly passwordOf?: (login: string) => string } = {},
): Promise<Migrated> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'juece-migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // One at a time in this database: PostgreSQL itself does not queue two grants on one object.
    await client.query(`select pg_advisory_lock(hashtext('juece.migrate'))`)
    await prepareRoles(client, options.passwordOf)
    return await migrateAsOwner(adminUrl)
  } finally {
    await client.end()
  }
}

/** Everything is made by the owner, and belongs to it. */
async function migrateAsOwner(adminUrl: string): Promise<Migrated> {
  const pool = new pg.Pool({
    connectionString: adminUrl,
    max: 2,
    options: '-c role=juece_owner',
    application_name: 'juece-migrate',
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(provided()) },
      migrationTableSchema: 'ops',
      migrationTableName: 'record_migrations',
      migrationLockTableName: 'record_migrations_lock',
    })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error('the record could not be migrated', { cause: error })
    await pool.query(readable)
    const made = await pool.query<{ made: number }>('select record.make_partitions() as made')
    return {
      applied: (results ?? []).map(({ migrationName }) => migrationName),
      partitions: made.rows[0]?.made ?? 0,
    }
  } finally {
    await db.destroy()
  }
}

// Each service compares the migration with the one it was built for.
const readable = `grant select on ops.record_migrations
  to juece_registrar, juece_reader, juece_projector, juece_sealer, juece_courier`

function provided(): Record<string, Migration> {
  return Object.fromEntries(
    migrations.map((name): [string, Migration] => {
      const text = readFileSync(new URL(`../migrations/${name}.sql`, import.meta.url), 'utf8')
      return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }]
    }),
  )
}

async function prepareRoles(
  client: pg.Client,
  passwordOf: ((login: string) => string) | undefined,
): Promise<void> {
  try {
    await rolesOnce(client, passwordOf)
  } catch (why) {
    // Another database of the cluster is being prepared at this moment: its roles are ours too.
    if (!(why instanceof pg.DatabaseError) || why.code !== 'XX000') throw why
    await rolesOnce(client, passwordOf)
  }
}

async function rolesOnce(
  client: pg.Client,
  passwordOf: ((login: string) => string) | undefined,
): Promise<void> {
  await client.query(readFileSync(new URL('../roles.sql', import.meta.url), 'utf8'))
  if (passwordOf === undefined) return
  const logins = await client.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'juece\\_%\\_login'`,
  )
  for (const { rolname } of logins.rows) {
    const login = client.escapeIdentifier(rolname)
    const password = client.escapeLiteral(passwordOf(rolname))
    await client.query(`alter role ${login} password ${password}`)
  }
}
