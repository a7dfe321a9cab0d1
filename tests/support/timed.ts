import type { Queryable } from '@juece/record-store'
import { recordReader } from '@juece/record-store'
import { parseEntry } from '@juece/procedure/wire'

/** A timed command as the record has it. */
export interface TimedEntry {
  readonly matter: string
  readonly id: string
  readonly type: string
  readonly outcome: 'recorded' | 'refused'
  /** Its instant in law, and when it was entered. */
  readonly occurred: string
  readonly entered: string
}

/** Everything the clerks have lodged, in the order of the record. */
export async function timedEntries(admin: Queryable): Promise<readonly TimedEntry[]> {
  const { rows } = await admin.query<{ position: number }>(
    `select position from record.commands where command like 'clock/%' order by position`,
  )
  const stored = await recordReader(admin).readPositions(rows.map(({ position }) => position))
  return stored.map(({ stream, bytes }) => {
    const { command, outcome, occurred, entered } = parseEntry(bytes)
    const matter = stream.slice('matter/'.length)
    return { matter, id: command.id, type: command.type, outcome: outcome.kind, occurred, entered }
  })
}
