import { instantOf, msOf, type Instant } from '@juece/kernel'

import type { Queryable } from './connect.ts'

/** 钟 · How legal time stands to system time (`ops.clock`). */
export type RecordClock = {
  readonly settable: boolean
  /** Legal time = system time + offset; 0 or less. */
  readonly offsetMs: number
  /** The instant at which the clock stands, until it is set again. */
  readonly standing: Instant | null
}

/** The channel on which a change of the clock is told. */
export const clockChannel = 'ops_clock'

/** How the clock stands. */
export async function readClock(db: Queryable): Promise<RecordClock> {
  const { rows } = await db.query<{ settable: boolean; offset_ms: number; ms: number | null }>({
    name: 'clock',
    text: `select settable, offset_ms,
                  floor(extract(epoch from standing) * 1000)::bigint as ms from ops.clock`,
  })
  const [row] = rows
  if (row === undefined) throw new Error('the record has no clock')
  return {
    settable: row.settable,
    offsetMs: row.offset_ms,
    standing: row.ms === null ? null : instantOf(row.ms),
  }
}

/** Legal time at a moment of system time, by a clock that was read. */
export function legalTime(clock: RecordClock, systemMs: number): Instant {
  return clock.standing ?? instantOf(Math.floor(systemMs) + clock.offsetMs)
}

/** Legal time as the database has it. */
export async function legalNow(db: Queryable): Promise<Instant> {
  const { rows } = await db.query<{ ms: number }>({
    name: 'legal_now',
    text: `select floor(extract(epoch from ops.legal_now()) * 1000)::bigint as ms`,
  })
  if (rows[0] === undefined) throw new Error('the record has no clock')
  return instantOf(rows[0].ms)
}

/** Sets a settable clock: forward only, never past system time. Otherwise a fault with JL007. */
export async function setClock(db: Queryable, now: Instant, stands: boolean): Promise<void> {
  await db.query('select ops.set_clock(to_timestamp($1::float8 / 1000), $2)', [msOf(now), stands])
}

/** System time for good. The open clerks must be marked due afterwards (`markAllDue`). */
export async function endSettableClock(db: Queryable): Promise<void> {
  await db.query('select ops.end_settable_clock()')
}

/** Makes the clock of an empty record settable and sets where it begins. The owner's or admin's job. */
export async function startSettableClock(db: Queryable, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `update ops.clock set settable = true, standing = null,
            offset_ms = least(0, $1::bigint - floor(extract(epoch from clock_timestamp()) * 1000)::bigint)
     where not settable and (select size = 0 from record.head)`,
    [msOf(at)],
  )
  return rowCount === 1
}
