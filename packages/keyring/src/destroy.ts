import type { ErasedPlace } from '@juece/privacy'
import type pg from 'pg'

import { inTransaction } from './connect.ts'

/** A matter of these keys is under hold: nothing is destroyed. */
export class UnderHold extends Error {
  constructor() {
    super('a matter of these keys is under hold')
    this.name = 'UnderHold'
  }
}

/**
 * 销毁密钥 · The one place where keys, salts and values go, for ever: together with them a tombstone is written, and an id
 * that has one never comes back. Says where the values stood, also when it was done before.
 */
export async function destroy(
  pool: pg.Pool,
  ids: readonly string[],
  already?: { readonly entered: true },
): Promise<readonly ErasedPlace[]> {
  return inTransaction(pool, async (client) => {
    await client.query('select id from keyring.keys where id = any($1) order by id for update', [
      ids,
    ])
    if (already === undefined) {
      const held = await client.query(
        `select from keyring.keys as k join keyring.holds as h on h.matter = k.matter where k.id = any($1)`,
        [ids],
      )
      if (held.rowCount !== 0) throw new UnderHold()
    }
    await client.query(
      `insert into keyring.destroyed (key, places)
       select wanted.id, coalesce((
         select jsonb_agg(jsonb_build_object('stream', k.stream, 'command', k.command, 'path', v.path)
                          order by v.path)
         from keyring.values as v join keyring.keys as k on k.id = v.key where k.id = wanted.id
       ), '[]')
       from unnest($1::text[]) as wanted (id)
       on conflict (key) do nothing`,
      [ids],
    )
    await client.query('delete from keyring.keys where id = any($1)', [ids])
    const { rows } = await client.query<{
      key: string
      places: readonly Omit<ErasedPlace, 'key'>[]
    }>('select key, places from keyring.destroyed where key = any($1) order by key', [ids])
    return rows.flatMap(({ key, places }) => places.map((place) => ({ ...place, key })))
  })
}
