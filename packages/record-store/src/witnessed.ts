import {
  checkpointText,
  countingWitnesses,
  noteText,
  parseNote,
  sealStateOf,
  type Policy,
} from '@juece/ledger'

import type { Queryable } from './connect.ts'
import { checkpointCovering } from './seals.ts'

/** The newest note that enough witnesses have cosigned, as it stands; undefined while there is none. */
export async function newestWitnessedNote(
  db: Queryable,
  origin: string,
  policy: Policy,
): Promise<{ readonly size: number; readonly note: string } | undefined> {
  const { rows } = await db.query<{ size: number }>(
    `select size from record.notes where signer = any ($1) group by size order by size desc limit 8`,
    [countingWitnesses(policy).map(({ key }) => key.name)],
  )
  for (const { size } of rows) {
    const checkpoint = await checkpointCovering(db, size - 1)
    if (checkpoint === undefined) continue
    const note = noteText(
      checkpointText({ origin, size: checkpoint.size, root: checkpoint.root }),
      checkpoint.signatures.map(({ line }) => line),
    )
    if (sealStateOf(policy, parseNote(new TextEncoder().encode(note))) === 'witnessed')
      return { size, note }
  }
  return undefined
}
