import type { Digest } from '@juece/kernel'

import { digestFrom } from './bytes.ts'
import type { Queryable } from './connect.ts'

/** 各流末条 · The last entry of each stream below a position. */
export type StreamHeads = {
  readonly below: number
  readonly heads: readonly {
    readonly stream: string
    readonly sequence: number
    readonly digest: Digest
  }[]
}

/** The channel on which somebody says that he waits for a statement of heads; the payload is a position it must cover. */
export const headsWantedChannel = 'record_heads_wanted'

/** Has the heads recorded now, and not with the next night. */
export async function askForHeads(db: Queryable, position: number): Promise<void> {
  await db.query('select pg_notify($1, $2)', [headsWantedChannel, String(position)])
}

type Row = {
  readonly below: number
  readonly stream: string | null
  readonly sequence: number
  readonly digest: Buffer
}

/**
 * The heads as they stand, in one snapshot; or as they stood below an earlier position. Nothing is kept for it: the
 * record itself says at any time which entry of a stream was the last below a position.
 */
export async function streamHeads(db: Queryable, below?: number): Promise<StreamHeads> {
  const { rows } =
    below === undefined
      ? await db.query<Row>(
          `select z.size as below, h.stream, h.sequence, h.digest
             from record.record_size as z left join record.stream_heads as h on true`,
        )
      : await db.query<Row>(
          `select $1::bigint as below, h.stream, e.sequence, e.digest
             from record.stream_heads as h cross join lateral (
               select r.sequence, r.digest from record.readable as r
                 where r.stream = h.stream and r.position < $1
                 order by r.sequence desc limit 1) as e`,
          [below],
        )
  return {
    below: below ?? rows[0]?.below ?? 0,
    heads: rows.flatMap(({ stream, sequence, digest }) =>
      stream === null ? [] : [{ stream, sequence, digest: digestFrom(digest) }],
    ),
  }
}
