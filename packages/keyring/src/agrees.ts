import { bytesOfBase64 } from '@juece/cryptography'
import type { EnclosedAct, EnclosedAt } from '@juece/privacy'

import type { Queryable } from './connect.ts'
import { openValue } from './open.ts'

/** After so many wrong values a value agrees with nothing more: a telephone number could be found by asking. */
const mostWrong = 10

/** Whether a repeated act names the value that was enclosed. A lost salt agrees with nothing. */
export async function agrees(
  db: Queryable,
  { stream, command }: EnclosedAct,
  { path, enclosed }: EnclosedAt,
  value: string,
): Promise<boolean> {
  if (enclosed.enclosed === 'paper/1') return false
  const commitment = bytesOfBase64(enclosed.commitment)
  const { rows } = await db.query<{ readonly wrong: number }>(
    'select wrong from keyring.values where commitment = $1',
    [commitment],
  )
  const [known] = rows
  if (known === undefined || known.wrong >= mostWrong) return false
  const opened = await openValue(db, enclosed, { stream, command, path })
  if (opened === undefined) return false
  if (opened.value === value) return true
  await db.query('update keyring.values set wrong = wrong + 1 where commitment = $1', [commitment])
  return false
}
