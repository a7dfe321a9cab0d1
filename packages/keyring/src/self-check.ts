import { migrations } from './migrate.ts'
import type { Queryable } from './connect.ts'

/** Refuses to start on a login that may more than the keyring, or on another keyring than this code was built for. */
export async function checkKeyring(db: Queryable): Promise<void> {
  const { rows } = await db.query<Found>(question)
  const [found] = rows
  if (found === undefined) throw new Error('the check of the keyring got no answer')
  const faults = [
    ...(found.powerful
      ? ['its login is superuser, or may become such a role, or owns the keys']
      : []),
    ...(found.record ? ['the record stands in the same database'] : []),
    ...(found.unsafe ? ['fsync, full_page_writes or synchronous_commit is off'] : []),
    ...(found.newest === migrations.at(-1)
      ? []
      : [`it stands at migration ${found.newest ?? 'none'}, not ${migrations.at(-1) ?? ''}`]),
  ]
  if (faults.length > 0) {
    throw new Error(`This service does not start on this keyring:\n- ${faults.join('\n- ')}`)
  }
}

type Found = {
  readonly powerful: boolean
  readonly record: boolean
  readonly unsafe: boolean
  readonly newest: string | null
}

const question = `
  with mine as (
    select r.* from pg_roles as r where pg_has_role(current_user, r.oid, 'member')
  )
  select
    exists (select from mine where rolsuper or rolbypassrls or rolcreaterole or rolreplication
      or rolname = 'juece_keyring_owner') as powerful,
    to_regnamespace('record') is not null as record,
    exists (select from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe,
    (select max(name) from ops.keyring_migrations) as newest`
