import type { Page } from './read.ts'

/** Reads one page: named statement, its values, and the limit as the last of them. */
export type Paging = (
  name: string,
  text: string,
  values: readonly unknown[],
  limit: number,
) => Promise<Page>

/** A cursor that no page of these lists gave. */
export class UnknownCursor extends Error {
  override readonly name = 'UnknownCursor'
}

/** A column as an instant in text. */
export function instantOf(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** A key of the last row shown, as a cursor. */
export function written(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The key a cursor holds; nothing where there is none. */
export function keysOf(cursor: string | undefined, length: number): readonly (string | number)[] {
  if (cursor === undefined) return []
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(key) && key.length === length && key.every(isKey)) return key
  } catch {
    // Told below, like any other.
  }
  throw new UnknownCursor('a cursor that no page of this list gave')
}

function isKey(part: unknown): part is string | number {
  return typeof part === 'string' || Number.isSafeInteger(part)
}
