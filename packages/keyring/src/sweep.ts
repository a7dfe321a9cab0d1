import type { EnclosedAct } from '@juece/privacy'

import type { Queryable } from './connect.ts'

/** Keys older than this that no entry names are leftovers. */
const graceHours = 24

/**
 * 清扫 · Drops keys of acts that never entered. `isEntered` asks the record; a key whose act did enter is marked instead,
 * since the mark may have been lost.
 */
export async function sweep(
  db: Queryable,
  isEntered: (act: EnclosedAct, keys: readonly string[]) => Promise<readonly string[]>,
): Promise<{ readonly dropped: number; readonly marked: number }> {
  const { rows } = await db.query<{
    readonly id: string
    readonly stream: string | null
    readonly command: string | null
  }>(
    `select id, stream, command from keyring.keys
     where not named and made < clock_timestamp() - make_interval(hours => $1) order by made limit 1000`,
    [graceHours],
  )
  const acts = new Map<string, { readonly act: EnclosedAct; readonly keys: string[] }>()
  for (const { id, stream, command } of rows) {
    if (stream === null || command === null) continue
    const name = `${stream} ${command}`
    const known = acts.get(name) ?? { act: { stream, command }, keys: [] }
    known.keys.push(id)
    acts.set(name, known)
  }
  const named: string[] = []
  for (const { act, keys } of acts.values()) named.push(...(await isEntered(act, keys)))
  await db.query('update keyring.keys set named = true where id = any($1)', [named])
  const left = rows.map(({ id }) => id).filter((id) => !named.includes(id))
  // What was named in between stays.
  const gone = await db.query('delete from keyring.keys where id = any($1) and not named', [left])
  return { dropped: gone.rowCount ?? 0, marked: named.length }
}
