import type { Queryable } from '@juece/record-store'

/**
 * Flips a bit in stored bytes and leaves the stored digest, as a failing disk would. The database is
 * spoilt for everything else: the digest is no longer computed from the bytes.
 */
export async function flipStoredByte(admin: Queryable, position: number): Promise<void> {
  await admin.query('alter table record.entries alter column digest drop expression')
  await admin.query('alter table record.entries disable trigger no_change')
  await admin.query(
    `update record.entries set bytes = set_byte(bytes, 1, get_byte(bytes, 1) # 1) where position = $1`,
    [position],
  )
  await admin.query('alter table record.entries enable always trigger no_change')
}

/** Takes the newest entries away, as a backup restored over the record would. */
export async function cutTail(admin: Queryable, size: number): Promise<void> {
  await admin.query('alter table record.entries disable trigger no_change')
  await admin.query('delete from record.entries where position >= $1', [size])
  await admin.query('delete from record.commands where position >= $1', [size])
  await admin.query('delete from record.streams where position >= $1', [size])
  await admin.query('update record.head set size = $1', [size])
  await admin.query('alter table record.entries enable always trigger no_change')
}

/** Puts other bytes in the place of an entry, digest and all: another past. */
export async function rewriteEntry(admin: Queryable, position: number): Promise<void> {
  await admin.query('alter table record.entries disable trigger no_change')
  await admin.query(
    `update record.entries set bytes = '{"rewritten":true}'::bytea where position = $1`,
    [position],
  )
  await admin.query('alter table record.entries enable always trigger no_change')
}
