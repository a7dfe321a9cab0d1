import { readFileSync } from 'node:fs'

import { Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import pg from 'pg'

/** The migrations in their order; forward only. */
export const migrations = ['0001_keys'] as const

/**
 * Brings a database to the keyring this code was built for. It must not be that of the record. `adminUrl` may make roles and
 * act as `juece_keyring_owner`; `passwordOf` sets the login's password.
 */
export async function migrateKeyring(
  adminUrl: string,
  options: { readonly passwordOf?: (login: string) => string } = {},
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'juece-migrate' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('juece.migrate'))`)
    const record = await client.query<{ there: boolean }>(
      `select to_regnamespace('record') is not null as there`,
    )
    if (record.rows[0]?.there === true) {
      throw new Error('the keyring has a database of its own, never that of the record')
    }
    await client.query(readFileSync(new URL('../roles.sql', import.meta.url), 'utf8'))
    if (options.passwordOf !== undefined) {
      const password = client.escapeLiteral(options.passwordOf('juece_keyring_login'))
      await client.query(`alter role juece_keyring_login password ${password}`)
    }
    return await migrateAsOwner(adminUrl)
  } finally {
    await client.end()
  }
}

async function migrateAsOwner(adminUrl: string): Promise<readonly string[]> {
  const pool = new pg.Pool({
    connectionString: adminUrl,
    max: 2,
    options: '-c role=juece_keyring_owner',
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
      migrationTableName: 'keyring_migrations',
      migrationLockTableName: 'keyring_migrations_lock',
    })
    const { error, results } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error('the keyring could not be migrated', { cause: error })
    await pool.query('grant usage on schema ops to juece_keyring')
    await pool.query('grant select on ops.keyring_migrations to juece_keyring')
    return (results ?? []).map(({ migrationName }) => migrationName)
  } finally {
    await db.destroy()
  }
}

function provided(): Record<string, Migration> {
  return Object.fromEntries(
    migrations.map((name): [string, Migration] => {
      const text = readFileSync(new URL(`../migrations/${name}.sql`, import.meta.url), 'utf8')
      return [name, { up: async (db) => void (await sql.raw(text).execute(db)) }]
    }),
  )
}
