import { bytesOfBase64, randomBytes } from '@juece/cryptography'
import type { Enclosed, EnclosedAct, PersonalValue } from '@juece/privacy'
import { sealCommitment, sealEnvelope, type PersonKey } from '@juece/privacy/seal'
import type pg from 'pg'

import { inTransaction } from './connect.ts'
import { newKey } from './new-key.ts'

/** Makes a key for each person and a salt for each value, durable before anybody sees what they enclose. */
export async function enclose(
  pool: pg.Pool,
  { stream, command, matter }: EnclosedAct & { readonly matter: string | null },
  values: readonly PersonalValue[],
): Promise<ReadonlyMap<string, Enclosed>> {
  const keys = new Map(
    [...new Set(values.map(({ person }) => person))].map((one) => [one, newKey()]),
  )
  const sealed = values.map((value) => {
    const key = keys.get(value.person)
    if (key === undefined) throw new Error('a value of nobody')
    return { ...sealedAt({ stream, command }, value, key), key: key.id, value }
  })
  const made = [...keys.values()]
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into keyring.keys (id, secret, matter, stream, command)
       select id, secret, $3, $4, $5 from unnest($1::text[], $2::bytea[]) as made (id, secret)`,
      [made.map(({ id }) => id), made.map(({ secret }) => secret), matter, stream, command],
    )
    await client.query(
      `insert into keyring.values (commitment, key, path, salt, value)
       select * from unnest($1::bytea[], $2::text[], $3::text[], $4::bytea[], $5::text[])`,
      [
        sealed.map(({ enclosed }) => bytesOfBase64(enclosed.commitment)),
        sealed.map(({ key }) => key),
        sealed.map(({ value }) => value.path),
        sealed.map(({ salt }) => salt),
        // An envelope holds its value itself; of a commitment nothing else does.
        sealed.map(({ value }) => (value.form === 'commitment' ? value.value : null)),
      ],
    )
  })
  return new Map(sealed.map(({ value, enclosed }) => [value.path, enclosed]))
}

function sealedAt(act: EnclosedAct, { path, form, value }: PersonalValue, key: PersonKey) {
  const place = { ...act, path }
  const salt = randomBytes(32)
  const enclosed =
    form === 'commitment'
      ? sealCommitment(salt, place, value)
      : sealEnvelope(key, { nonce: randomBytes(12), salt }, place, value)
  return { enclosed, salt }
}
