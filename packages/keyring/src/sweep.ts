import { bytesOfBase64 } from '@juece/cryptography'
import { keyNamed, type EnclosedAct, type EnclosedAt } from '@juece/privacy'

import type { Queryable } from './connect.ts'

/** Keys older than this that no entry names are leftovers. */
const graceHours = 24

type Leftover = {
  readonly id: string
  readonly stream: string | null
  readonly command: string | null
}

/**
 * 清扫 · Drops keys of acts that never entered. `entered` asks the record for the enclosed values of an act's entry: a key among
 * them is marked instead, since its mark was lost; of two tries of one act only one entered.
 */
export async function sweep(
  db: Queryable,
  entered: (act: EnclosedAct) => Promise<readonly EnclosedAt[]>,
): Promise<{ readonly dropped: number; readonly marked: number }> {
  const { rows } = await db.query<Leftover>(
    `select id, stream, command from keyring.keys
     where not named and made < clock_timestamp() - make_interval(hours => $1) order by made limit 1000`,
    [graceHours],
  )
  const acts = new Map(
    rows.flatMap(({ stream, command }) =>
      stream === null || command === null
        ? []
        : [[`${stream} ${command}`, { stream, command }] as const],
    ),
  )
  const found: EnclosedAt[] = []
  for (const act of acts.values()) found.push(...(await entered(act)))
  const marked = await db.query(
    `update keyring.keys set named = true where not named
       and (id = any($1) or id in (select key from keyring.values where commitment = any($2)))`,
    [...namesIn(found)],
  )
  // What was named in between stays.
  const dropped = await db.query('delete from keyring.keys where id = any($1) and not named', [
    rows.map(({ id }) => id),
  ])
  return { dropped: dropped.rowCount ?? 0, marked: marked.rowCount ?? 0 }
}

/** The keys and the commitments that enclosed values name. */
export function namesIn(
  enclosed: readonly EnclosedAt[],
): readonly [keys: string[], commitments: Uint8Array[]] {
  return [
    enclosed.flatMap((one) => keyNamed(one.enclosed) ?? []),
    enclosed.flatMap(({ enclosed: one }) =>
      one.enclosed === 'paper/1' ? [] : [bytesOfBase64(one.commitment)],
    ),
  ]
}
