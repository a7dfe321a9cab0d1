import { bytesOfBase64 } from '@juece/cryptography'
import type { Enclosed, EnclosedPaper, Place } from '@juece/privacy'
import { opensCommitment } from '@juece/privacy'
import { openEnvelope, openPaper } from '@juece/privacy/seal'

import type { Queryable } from './connect.ts'

/** A value in clear with the salt that proves it. */
export type OpenedValue = { readonly value: string; readonly salt: Uint8Array }

type Row = { readonly secret: Uint8Array; readonly salt: Uint8Array; readonly value: string | null }

/** Opens an enclosed value at its place; undefined where its key or salt is gone. */
export async function openValue(
  db: Queryable,
  enclosed: Exclude<Enclosed, EnclosedPaper>,
  place: Place,
): Promise<OpenedValue | undefined> {
  const { rows } = await db.query<Row>(
    `select k.secret, v.salt, v.value from keyring.values as v join keyring.keys as k on k.id = v.key
     where v.commitment = $1`,
    [bytesOfBase64(enclosed.commitment)],
  )
  const [row] = rows
  if (row === undefined) return undefined
  const salt = new Uint8Array(row.salt)
  const value =
    enclosed.enclosed === 'envelope/1'
      ? openEnvelope(new Uint8Array(row.secret), salt, place, enclosed)
      : (row.value ?? undefined)
  const opens = value !== undefined && opensCommitment(enclosed.commitment, salt, place, value)
  if (!opens) throw new Error('the keyring holds another value than the entry committed to')
  return { value, salt }
}

/** Opens an enclosed paper; undefined where its key is gone. */
export async function openPaperOf(
  db: Queryable,
  { key, digest }: EnclosedPaper,
  file: Uint8Array,
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined> {
  const { rows } = await db.query<{ readonly secret: Uint8Array; readonly media_type: string }>(
    `select k.secret, p.media_type from keyring.papers as p join keyring.keys as k on k.id = p.key
     where p.digest = $1 and p.key = $2`,
    [digest, key],
  )
  const [row] = rows
  if (row === undefined) return undefined
  const bytes = openPaper({ id: key, secret: new Uint8Array(row.secret) }, file)
  if (bytes === undefined) throw new Error('the encrypted file is not that of its key')
  return { bytes, mediaType: row.media_type }
}
