import pg from 'pg'
import { figureOf, type Figure } from './figure.ts'
import { withOwnRecord } from './own-record.ts'
import { inTurns, type Step } from './turns.ts'
import { entryBytes, matterWriter } from './units.ts'

const writerCounts = [1, 8, 32]
const wanted: Readonly<Record<number, number>> = { 1: 0.9, 8: 0.95, 32: 1.9 }

/**
 * Entries a second through the committer with everything on (chain, guards, command ids, outbox,
 * digests), against bare single-row INSERTs committed one by one, in alternating slices.
 */
export async function benchAppend(options: {
  readonly seconds: number
  /** Which numbers of writers; all of them when nothing is said. */
  readonly only?: (figure: string) => boolean
}): Promise<readonly Figure[]> {
  return withOwnRecord(async ({ committer, registers, url }) => {
    await prepareBare(url('admin'))
    const bare = await Promise.all(
      Array.from({ length: Math.max(...writerCounts) }, () => bareWriter(url('admin'))),
    )
    const figures: Figure[] = []
    const { only = () => true } = options
    for (const writers of writerCounts.filter((count) => only(`append.${count}`))) {
      figures.push(
        await compared(writers, options.seconds, {
          ours: () => matterWriter(committer, registers),
          theirs: (i) => () => bare[i]?.insert() ?? Promise.reject(new Error('no writer')),
        }),
      )
    }
    await Promise.all(bare.map((writer) => writer.end()))
    return figures
  })
}

async function compared(
  writers: number,
  seconds: number,
  peers: { readonly ours: (i: number) => Step; readonly theirs: (i: number) => Step },
): Promise<Figure> {
  const each = Array.from({ length: writers }, (_, i) => i)
  const { ours, theirs } = await inTurns({
    seconds,
    ours: each.map(peers.ours),
    theirs: each.map(peers.theirs),
  })
  return figureOf({
    figure: `append.${writers}`,
    value: ours.perSecond,
    unit: 'entries/s',
    against: {
      what: `bare single-row INSERT, ${Math.round(theirs.perSecond)}/s; ${wanted[writers]} wanted`,
      value: theirs.perSecond,
    },
    ms: ours.ms + theirs.ms,
    samples: ours.taken,
  })
}

async function prepareBare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create table public.bare
    (id bigint generated always as identity primary key, bytes bytea not null)`)
  await client.end()
}

async function bareWriter(url: string) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  return {
    insert: async () => {
      const text = 'insert into public.bare (bytes) values ($1)'
      await client.query({ name: 'bare', text }, [entryBytes('bare', 1)])
    },
    end: () => client.end(),
  }
}
