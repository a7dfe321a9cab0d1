import type { Queryable } from './connect.ts'
import type { NudgeRow } from './tables.ts'

/** A nudge not yet carried: the clerk `target` has something to read up to `position`. */
export type PendingNudge = NudgeRow

/** The channel on which an append tells that it left nudges, and the one of every append. */
export const nudgesChannel = 'record_nudges'
export const enteredChannel = 'record_entered'

/** Nudges that wait, oldest first. */
export async function pendingNudges(
  db: Queryable,
  limit = 1_000,
): Promise<readonly PendingNudge[]> {
  const text = 'select position, target from record.nudges order by position limit $1'
  const { rows } = await db.query<NudgeRow>({ name: 'nudges', text }, [limit])
  return rows
}

/** Clears what was carried; clearing twice does no harm. Returns how many were there. */
export async function clearOutbox(db: Queryable, positions: readonly number[]): Promise<number> {
  if (positions.length === 0) return 0
  const text = 'select record.clear_outbox($1) as cleared'
  const { rows } = await db.query<{ cleared: number }>({ name: 'clear', text }, [positions])
  return rows[0]?.cleared ?? 0
}
