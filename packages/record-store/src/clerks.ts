import { instantOf, type Instant } from '@juece/kernel'

import type { Queryable } from './connect.ts'

/** What a clerk last read of its matter (`ops.clerks`). */
export type ClerkRow = {
  readonly matter: string
  /** The workflow's type. */
  readonly type: string
  /** Read up to here. */
  readonly position: number
  /** The earliest date in legal time that is still to be lodged. */
  readonly nextDue: Instant | null
  /** The calendar year a date waits for. */
  readonly awaitsYear: number | null
  readonly isOver: boolean
}

/** A clerk that was told of a position and has perhaps not read it yet. */
export type Told = {
  readonly matter: string
  readonly type: string
  readonly position: number
}

/** A clerk to wake. `due` differs whenever the row does: whoever rests, rests only while it stays. */
export type DueClerk = Told & { readonly due: string }

/**
 * Told and not yet read counts as due now, and a clerk that had left is told only where it is needed again. Called
 * before the nudges are sent.
 */
export async function told(db: Queryable, clerks: readonly Told[]): Promise<void> {
  if (clerks.length === 0) return
  await db.query(
    {
      name: 'told',
      text: `insert into ops.clerks as c (matter, type, position, next_due)
             select m, t, p, '-infinity'
               from (select distinct on (m) m, t, p
                       from unnest($1::text[], $2::text[], $3::bigint[]) as u (m, t, p)
                       order by m, p desc) as told
             on conflict (matter) do update
               set position = excluded.position, next_due = '-infinity', is_over = false
               where c.position < excluded.position`,
    },
    [
      clerks.map(({ matter }) => matter),
      clerks.map(({ type }) => type),
      clerks.map(({ position }) => position),
    ],
  )
}

/** What a clerk knows after reading or lodging; an older reading changes nothing. */
export async function noteProgress(db: Queryable, row: ClerkRow): Promise<void> {
  await db.query(
    {
      name: 'note_progress',
      text: `insert into ops.clerks as c (matter, type, position, next_due, awaits_year, is_over)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (matter) do update
               set type = excluded.type, position = excluded.position, next_due = excluded.next_due,
                   awaits_year = excluded.awaits_year, is_over = excluded.is_over
               where excluded.position >= c.position`,
    },
    [row.matter, row.type, row.position, row.nextDue, row.awaitsYear, row.isOver],
  )
}

/** Open clerks with something due in legal time. */
export async function dueClerks(db: Queryable, limit = 1_000): Promise<readonly DueClerk[]> {
  const { rows } = await db.query<DueClerk>(
    {
      name: 'due_clerks',
      text: `select matter, type, position, next_due::text as due from ops.clerks
             where not is_over and next_due <= ops.legal_now() order by next_due, matter limit $1`,
    },
    [limit],
  )
  return rows
}

/** Open clerks that wait for the calendar of this year. */
export async function awaitingYear(db: Queryable, year: number): Promise<readonly DueClerk[]> {
  const { rows } = await db.query<DueClerk>(
    {
      name: 'awaiting_year',
      text: `select matter, type, position, coalesce(next_due::text, '') as due from ops.clerks
             where not is_over and awaits_year = $1 order by matter`,
    },
    [year],
  )
  return rows
}

/** Marks every open clerk as told, so that the poll wakes or starts it: a rebuild. Returns how many. */
export async function markAllDue(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `update ops.clerks set next_due = '-infinity' where not is_over`,
  )
  return rowCount ?? 0
}

/**
 * Empties the table and inserts all open matters as told, in one statement: an empty table would
 * make `settled` lie.
 */
export async function replaceClerks(db: Queryable, open: readonly Told[]): Promise<void> {
  await db.query(
    `with told as (
       select * from unnest($1::text[], $2::text[], $3::bigint[]) as t (matter, type, position)
     ), gone as (
       delete from ops.clerks as c where not exists (select from told where told.matter = c.matter)
     )
     insert into ops.clerks (matter, type, position, next_due)
       select matter, type, position, '-infinity' from told
     on conflict (matter) do update
       set type = excluded.type, position = excluded.position, next_due = '-infinity',
           awaits_year = null, is_over = false`,
    [
      open.map(({ matter }) => matter),
      open.map(({ type }) => type),
      open.map(({ position }) => position),
    ],
  )
}

/** Every row, for the reconciler. */
export async function allClerks(db: Queryable): Promise<readonly ClerkRow[]> {
  const { rows } = await db.query<{
    matter: string
    type: string
    position: number
    due_ms: string | null
    awaits_year: number | null
    is_over: boolean
  }>(`select matter, type, position, awaits_year, is_over,
             case when isfinite(next_due) then floor(extract(epoch from next_due) * 1000)::text
                  when next_due is not null then '0' end as due_ms
      from ops.clerks order by matter`)
  return rows.map((row) => ({
    matter: row.matter,
    type: row.type,
    position: row.position,
    // A mark (`-infinity`) reads as the epoch: due, whatever the clock.
    nextDue: row.due_ms === null ? null : instantOf(Number(row.due_ms)),
    awaitsYear: row.awaits_year,
    isOver: row.is_over,
  }))
}

/** No open clerk has anything due, and no nudge waits: one statement, one now. */
export async function settled(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ settled: boolean }>('select settled from ops.settled')
  return rows[0]?.settled === true
}
