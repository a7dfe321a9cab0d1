import { readFileSync } from 'node:fs'

import pg from 'pg'

/** The schema this code folds into; another shape of it is another schema. */
export const readSchema = 'read_v2'

/** Makes the read schema where it is missing, owned by the projector. May be called any number of times at once. */
export async function migrateReadModel(adminUrl: string): Promise<{ readonly made: boolean }> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'juece-migrate' })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtext('read-model migration'))`)
    const found = await client.query('select 1 from pg_namespace where nspname = $1', [readSchema])
    const made = found.rowCount === 0
    if (made) {
      await client.query('set local role juece_projector')
      const url = new URL(`../migrations/${readSchema}.sql`, import.meta.url)
      await client.query(readFileSync(url, 'utf8'))
    }
    await client.query('commit')
    return { made }
  } catch (why) {
    await client.query('rollback').catch(() => undefined)
    throw why
  } finally {
    await client.end()
  }
}

/** Drops the read schema; `migrateReadModel` and the projector make and fill it again. */
export async function dropReadModel(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'juece-migrate' })
  await client.connect()
  try {
    await client.query(`drop schema if exists ${readSchema} cascade`)
  } finally {
    await client.end()
  }
}
