import { parseEntry } from '@juece/procedure/wire'
import type { Queryable } from '@juece/record-store/connect'

/** 意见数 · How many opinions came in time on a window, by channel, and what became of them. */
export interface Tally {
  readonly received: number
  readonly byChannel: Readonly<Record<string, number>>
  readonly byOutcome: Readonly<Record<string, number>>
}

/** One opinion as everybody may see it: that it is there, and what became of it; never its words. */
export interface OpinionLine {
  readonly position: number
  readonly digest: string
  readonly receivedAt: string
  readonly channel: string
  readonly clause?: string
  readonly outcome?: string
}

/** Reads opinions of windows. */
export interface OpinionReading {
  tally(window: string): Promise<Tally>
  lines(
    window: string,
    from: number,
    limit: number,
  ): Promise<{ readonly items: readonly OpinionLine[]; readonly next: number | null }>
}

interface Kept extends Tally {
  readonly below: number
}

const batch = 2_000
const keptWindows = 200

/** Opinions over the record. Counts are carried on from where they stood: an entry never changes. */
export function openOpinions(db: Queryable): OpinionReading {
  const kept = new Map<string, Kept>()

  const carriedOn = async (window: string): Promise<Kept> => {
    let tally: Kept = kept.get(window) ?? { below: 0, received: 0, byChannel: {}, byOutcome: {} }
    for (;;) {
      const { rows } = await db.query<{ position: number; bytes: Uint8Array }>(
        {
          name: 'tally_opinions',
          text: `select position, bytes from record.readable
                 where belongs = $1 and position >= $2 order by position limit ${batch}`,
        },
        [window, tally.below],
      )
      for (const { position, bytes } of rows) {
        const { command } = parseEntry(bytes)
        const isNew = command.type === 'SubmitPublicOpinion'
        tally = {
          below: position + 1,
          received: tally.received + (isNew ? 1 : 0),
          byChannel: isNew ? more(tally.byChannel, command['channel']) : tally.byChannel,
          byOutcome: isNew ? tally.byOutcome : more(tally.byOutcome, command['disposition']),
        }
      }
      if (rows.length < batch) return tally
    }
  }

  return {
    tally: async (window) => {
      const tally = await carriedOn(window)
      kept.delete(window)
      kept.set(window, tally)
      const [oldest] = kept.keys()
      if (kept.size > keptWindows && oldest !== undefined) kept.delete(oldest)
      return tally
    },
    lines: async (window, from, limit) => {
      const { rows } = await db.query<{
        position: number
        digest: Buffer
        bytes: Uint8Array
        disposed: Uint8Array | null
      }>(
        {
          name: 'opinion_lines',
          text: `select o.position, o.digest, o.bytes,
                        (select d.bytes from record.readable as d
                         where d.stream = o.stream and d.belongs = $1 and d.sequence > 1
                         order by d.sequence limit 1) as disposed
                 from record.readable as o
                 where o.belongs = $1 and o.sequence = 1 and o.position >= $2
                 order by o.position limit $3`,
        },
        [window, from, limit + 1],
      )
      const items = rows.slice(0, limit).map(({ position, digest, bytes, disposed }) => {
        const { occurred, command } = parseEntry(bytes)
        const clause = command['clause']
        const outcome = disposed === null ? undefined : parseEntry(disposed).command['disposition']
        return {
          position,
          digest: `sha256:${digest.toString('hex')}`,
          receivedAt: occurred,
          channel: String(command['channel']),
          ...(typeof clause === 'string' ? { clause } : {}),
          ...(typeof outcome === 'string' ? { outcome } : {}),
        }
      })
      return { items, next: rows[limit]?.position ?? null }
    },
  }
}

function more(
  counts: Readonly<Record<string, number>>,
  word: unknown,
): Readonly<Record<string, number>> {
  const name = String(word)
  return { ...counts, [name]: (counts[name] ?? 0) + 1 }
}
