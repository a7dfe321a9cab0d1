import {
  type EnclosedAct,
  type EnclosedAt,
  type Encloser,
  type Enclosed,
  type EnclosedPaper,
  type Place,
} from '@juece/privacy'

import { agrees } from './agrees.ts'
import { inTransaction, openKeyringPool } from './connect.ts'
import { destroy } from './destroy.ts'
import { enclose } from './enclose.ts'
import { openPaperOf, openValue, type OpenedValue } from './open.ts'
import { enclosePaper, paperOf } from './papers.ts'
import { checkKeyring } from './self-check.ts'
import { namesIn, sweep } from './sweep.ts'

/** A key and where it is used, for who decides about erasures. */
export type ListedKey = {
  readonly key: string
  readonly stream: string
  readonly command: string
  readonly paths: readonly string[]
}

/** 密钥库 · Keys and salts of personal values. Opening, listing and sweeping are the API's alone. */
export interface Keyring extends Encloser {
  open(enclosed: Exclude<Enclosed, EnclosedPaper>, place: Place): Promise<OpenedValue | undefined>
  openPaper(
    paper: EnclosedPaper,
    file: Uint8Array,
  ): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>
  enclosePaper(
    clear: Uint8Array,
    mediaType: string,
  ): Promise<{ readonly paper: EnclosedPaper; readonly file: Uint8Array }>
  /** The keys of a matter that an entry names. */
  keysOfMatter(matter: string): Promise<readonly ListedKey[]>
  sweep(
    entered: (act: EnclosedAct) => Promise<readonly EnclosedAt[]>,
  ): Promise<{ readonly dropped: number; readonly marked: number }>
  close(): Promise<void>
}

/** Opens the keyring under its own login; refuses one that may more than it should. */
export async function openKeyring(
  url: string,
  onError: (error: Error) => void = () => undefined,
): Promise<Keyring> {
  const pool = openKeyringPool(url, onError)
  try {
    await checkKeyring(pool)
  } catch (why) {
    await pool.end()
    throw why
  }
  return {
    takes: true,
    enclose: (act, values) => enclose(pool, act, values),
    paper: (digest) => paperOf(pool, digest),
    agrees: (act, stored, value) => agrees(pool, act, stored, value),
    bind: async ({ stream, command, matter }, papers) => {
      await pool.query(
        `update keyring.keys set stream = $2, command = $3, matter = $4 where id = any($1) and not named`,
        [papers.map(({ key }) => key), stream, command, matter],
      )
    },
    named: async ({ stream, command, matter }, enclosed) => {
      await pool.query(
        `update keyring.keys set named = true, matter = $3, stream = $4, command = $5
         where not named
           and (id = any($1) or id in (select key from keyring.values where commitment = any($2)))`,
        [...namesIn(enclosed), matter, stream, command],
      )
    },
    keys: async (ids) => {
      const { rows } = await pool.query<{ readonly id: string; readonly matter: string | null }>(
        'select id, matter from keyring.keys where id = any($1) and named order by id',
        [ids],
      )
      return rows.map(({ id, matter }) => ({ key: id, ...(matter === null ? {} : { matter }) }))
    },
    destroy: (ids, already) => destroy(pool, ids, already),
    hold: (custody, matters) =>
      inTransaction(pool, async (client) => {
        await client.query(
          'delete from keyring.holds where custody = $1 and not matter = any($2)',
          [custody, matters],
        )
        await client.query(
          `insert into keyring.holds (custody, matter) select $1, unnest($2::text[]) on conflict do nothing`,
          [custody, matters],
        )
      }),
    open: (enclosed, place) => openValue(pool, enclosed, place),
    openPaper: (paper, file) => openPaperOf(pool, paper, file),
    enclosePaper: (clear, mediaType) => enclosePaper(pool, clear, mediaType),
    keysOfMatter: async (matter) => {
      const { rows } = await pool.query<ListedKey>(
        `select k.id as key, k.stream, k.command,
           coalesce(array_agg(v.path order by v.path) filter (where v.path is not null), '{}') as paths
         from keyring.keys as k left join keyring.values as v on v.key = k.id
         where k.matter = $1 and k.named group by k.id order by k.made, k.id`,
        [matter],
      )
      return rows
    },
    sweep: (entered) => sweep(pool, entered),
    close: () => pool.end(),
  }
}
