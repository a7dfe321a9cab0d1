import type { Queryable } from './connect.ts'
import { migrations } from './migrations.ts'

/** Why a service may not start, and how that is mended. */
export type Objection = { readonly what: string; readonly mend: string }

/** Everything that speaks against starting on this login; empty when nothing does. */
export async function objections(db: Queryable): Promise<readonly Objection[]> {
  const newest = await migrationOf(db)
  const wanted = migrations.at(-1)
  if (newest !== wanted) {
    const found = newest ?? 'none'
    return [
      {
        what: `the record stands at migration ${found}, this service was built for ${wanted}`,
        mend: 'run `juece db migrate`, or run the version of the service that fits',
      },
    ]
  }
  const { rows } = await db.query<Finding>(question)
  const [found] = rows
  if (found === undefined) throw new Error('the check at start got no answer')
  return checks.flatMap(({ of, what, mend }) => (found[of] ? [{ what, mend }] : []))
}

/** Refuses to start, saying why and how to mend it. A fault here is never worked around. */
export async function checkRecord(db: Queryable): Promise<void> {
  const found = await objections(db)
  if (found.length === 0) return
  const lines = found.map(({ what, mend }) => `- ${what}; to mend it: ${mend}`)
  throw new Error(`This service does not start on this record:\n${lines.join('\n')}`)
}

type Finding = Record<(typeof checks)[number]['of'], boolean>

const checks = [
  {
    of: 'powerful',
    what: 'its login is superuser, or has BYPASSRLS, CREATEROLE or REPLICATION, or may become such a role',
    mend: 'log in as the `_login` role of this service, made by roles.sql',
  },
  {
    of: 'owns',
    what: 'its login owns tables of the record, or may act as their owner, and could disable a trigger',
    mend: 'revoke juece_owner from it, or log in as the `_login` role of this service',
  },
  {
    of: 'writes',
    what: 'its login may insert, update, delete or truncate entries, itself or through another role',
    mend: 'revoke those privileges on record.entries and its partitions',
  },
  {
    of: 'triggers_off',
    what: 'a trigger that keeps the record from being changed is missing or not enabled always',
    mend: 'enable it as juece_owner (`alter table … enable always trigger …`) and find out who disabled it',
  },
  {
    of: 'unsafe',
    what: 'fsync, full_page_writes or synchronous_commit is off',
    mend: 'switch them on in the configuration of PostgreSQL',
  },
  {
    of: 'not_dense',
    what: 'the size of the record differs from its last position plus one',
    mend: 'stop, keep the database as it is, and follow the restore drill',
  },
] as const

const question = `
  with mine as (
    select r.* from pg_roles as r where pg_has_role(current_user, r.oid, 'member')
  ), tables as (
    select c.oid, c.relname, c.relowner from pg_class as c
      join pg_namespace as n on n.oid = c.relnamespace
      where n.nspname = 'record' and c.relkind in ('r', 'p')
  ), entries as (
    select oid from tables where relname ~ '^entries(_[0-9]+)?$'
  ), guarded as (
    select t.oid, k.name from tables as t
      cross join (values ('no_change'), ('no_truncate')) as k (name)
      where t.relname ~ '^(entries(_[0-9]+)?|checkpoints|signatures|time_wishes|time_tokens)$'
  )
  select
    exists (select from mine
      where rolsuper or rolbypassrls or rolcreaterole or rolreplication) as powerful,
    exists (select from tables as t join mine as m on m.oid = t.relowner) as owns,
    exists (select from entries as e, mine as m
      where has_table_privilege(m.oid, e.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
         or has_any_column_privilege(m.oid, e.oid, 'INSERT, UPDATE')) as writes,
    exists (select from guarded as g
      where not exists (select from pg_trigger as t
        where t.tgrelid = g.oid and t.tgname = g.name and t.tgenabled = 'A')) as triggers_off,
    exists (select from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off') as unsafe,
    not record.is_dense() as not_dense`

async function migrationOf(db: Queryable): Promise<string | undefined> {
  const there = await db.query<{ there: boolean }>(
    `select to_regclass('ops.record_migrations') is not null as there`,
  )
  if (there.rows[0]?.there !== true) return undefined
  const { rows } = await db.query<{ name: string }>(
    'select name from ops.record_migrations order by name desc limit 1',
  )
  return rows[0]?.name
}
