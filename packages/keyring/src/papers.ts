import { digestOf, randomBytes } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import type { EnclosedPaper } from '@juece/privacy'
import { sealPaper } from '@juece/privacy/seal'
import type pg from 'pg'

import type { Queryable } from './connect.ts'
import { inTransaction } from './connect.ts'
import { newKey } from './new-key.ts'

/** Encrypts a paper under a key of its own; the key is durable before the file goes anywhere. */
export async function enclosePaper(
  pool: pg.Pool,
  clear: Uint8Array,
  mediaType: string,
): Promise<{ readonly paper: EnclosedPaper; readonly file: Uint8Array }> {
  const key = newKey()
  const file = sealPaper(key, randomBytes(12), clear)
  const digest = digestOf(file)
  await inTransaction(pool, async (client) => {
    await client.query('insert into keyring.keys (id, secret) values ($1, $2)', [
      key.id,
      key.secret,
    ])
    await client.query(
      'insert into keyring.papers (digest, key, length, media_type) values ($1, $2, $3, $4)',
      [digest, key.id, file.length, mediaType],
    )
  })
  return { paper: { enclosed: 'paper/1', key: key.id, digest, length: file.length }, file }
}

/** The enclosed paper of a digest; undefined where the digest is not one. */
export async function paperOf(db: Queryable, digest: Digest): Promise<EnclosedPaper | undefined> {
  const { rows } = await db.query<{ readonly key: string; readonly length: string }>(
    'select key, length from keyring.papers where digest = $1',
    [digest],
  )
  const [row] = rows
  if (row === undefined) return undefined
  return { enclosed: 'paper/1', key: row.key, digest, length: Number(row.length) }
}
