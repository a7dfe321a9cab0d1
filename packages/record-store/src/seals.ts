import type { Queryable } from './connect.ts'
import type { NoteRow, ToSealRow } from './tables.ts'

/** A digest in its place, with the database's own look at the bytes behind it. */
export type SealableDigest = {
  readonly position: number
  readonly digest: Uint8Array
  /** Whether the stored bytes still have the stored digest. */
  readonly agrees: boolean
}

/** 封存点 · A promised checkpoint and the signature lines it has so far. */
export type StoredCheckpoint = {
  readonly size: number
  readonly root: Uint8Array
  readonly signatures: readonly { readonly signer: string; readonly line: string }[]
}

/** The channel on which a new signature is told; the payload is its size. */
export const sealedChannel = 'record_sealed'

/** The channel on which somebody says that he waits for the witnesses. */
export const witnessWantedChannel = 'record_witness_wanted'

/** Has the newest checkpoint offered to the witnesses now, and not with the next second. */
export async function askForWitness(db: Queryable): Promise<void> {
  await db.query(`notify ${witnessWantedChannel}`)
}

/** The next digests from a position on. */
export async function toSeal(
  db: Queryable,
  from: number,
  below: number,
  limit = 4_096,
): Promise<readonly SealableDigest[]> {
  const { rows } = await db.query<ToSealRow>(
    {
      name: 'to_seal',
      text: `select position, digest, agrees from record.to_seal
             where position >= $1 and position < $2 order by position limit $3`,
    },
    [from, below, limit],
  )
  return rows.map((row) => ({ ...row, digest: new Uint8Array(row.digest) }))
}

/**
 * The promise made before signing: no second root at or below this size, by anybody. False when the
 * same promise stood already; an error with JL003 when it would go back, fork or run ahead.
 */
export async function addCheckpoint(
  db: Queryable,
  size: number,
  root: Uint8Array,
): Promise<boolean> {
  const { rows } = await db.query<{ added: boolean }>(
    { name: 'add_checkpoint', text: 'select record.add_checkpoint($1, $2) as added' },
    [size, root],
  )
  return rows[0]?.added === true
}

/** Keeps a signature line; the first of a signer over a size stays. */
export async function addSignature(
  db: Queryable,
  size: number,
  signer: string,
  line: string,
): Promise<boolean> {
  const { rows } = await db.query<{ added: boolean }>(
    { name: 'add_signature', text: 'select record.add_signature($1, $2, $3) as added' },
    [size, signer, line],
  )
  return rows[0]?.added === true
}

/** The newest promise, signed or not. */
export async function newestCheckpoint(db: Queryable): Promise<StoredCheckpoint | undefined> {
  return checkpointWhere(db, 'newest', `c.size = (select max(size) from record.notes)`, [])
}

/** The newest checkpoint that this signer has signed. */
export async function newestSigned(
  db: Queryable,
  signer: string,
): Promise<StoredCheckpoint | undefined> {
  return checkpointWhere(
    db,
    'newest_signed',
    `c.size = (select max(size) from record.notes where signer = $1)`,
    [signer],
  )
}

/** The oldest signed checkpoint that covers a position: the seal of that entry. */
export async function checkpointCovering(
  db: Queryable,
  position: number,
): Promise<StoredCheckpoint | undefined> {
  return checkpointWhere(
    db,
    'covering',
    `c.size = (select min(size) from record.notes where size > $1 and signer is not null)`,
    [position],
  )
}

async function checkpointWhere(
  db: Queryable,
  name: string,
  where: string,
  values: readonly unknown[],
): Promise<StoredCheckpoint | undefined> {
  const text = `select size, root, at, signer, line from record.notes as c where ${where} order by signed_at`
  const { rows } = await db.query<NoteRow>({ name: `checkpoint_${name}`, text }, values)
  const [first] = rows
  if (first === undefined) return undefined
  return {
    size: first.size,
    root: new Uint8Array(first.root),
    signatures: rows.flatMap(({ signer, line }) =>
      signer === null || line === null ? [] : [{ signer, line }],
    ),
  }
}
