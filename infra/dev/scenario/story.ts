import type { DeadlineView, Deviation, EntryView, Ground } from './answers.ts'
import type { ActBook } from './act-book.ts'
import type { Client } from './client.ts'
import type { ScenarioReport } from './report.ts'

/** One line of what happened: an entry of the matter, or of a sitting or an opinion beside it. */
export interface Happening {
  readonly position: number
  readonly digest: string
  readonly stream: string
  readonly at: string
  /** A role of the file, another official, `clerk`, `founding`, or `public`. */
  readonly by: string
  readonly act: string
  readonly says: string
  readonly outcome: 'recorded' | 'refused'
  readonly grounds: readonly Ground[]
  readonly deviations: readonly Deviation[]
  /** Dates that came to be, or were moved, with it. */
  readonly deadlines: readonly DeadlineView[]
}

/** What a story is read with. */
export interface Reading {
  readonly client: Client
  readonly book: ActBook
}

/** 经过 · Everything that was entered in the course of a scenario, oldest first; the founding of the record too. */
export async function storyOf(
  { client, book }: Reading,
  { jurisdiction, matters, steps }: ScenarioReport,
): Promise<readonly Happening[]> {
  const auditor = { person: `${jurisdiction}.auditor` }
  const id = matters[0]?.id
  if (id === undefined) return []
  const own = await client.entries(`/api/matters/${id}`, auditor)
  const dated = await deadlinesByEntry(own, (at) => client.known(id, at, auditor))
  const founding = ['law-in-use/current', 'offices/cn-000000', `offices/${jurisdiction}`]
  const beside = steps.flatMap(({ stream = '' }) =>
    /^(sittings|opinion|catalogue)\//.test(stream) ? [stream] : [],
  )
  const others = await Promise.all(
    [...new Set([...founding, ...beside])].map((stream) =>
      client.entries(`/api/registers/${stream}`, auditor),
    ),
  )
  return [...own, ...others.flat()]
    .map((entry): Happening => ({
      position: entry.position,
      digest: entry.digest,
      stream: entry.stream,
      at: entry.occurred,
      by: roleOf(entry, jurisdiction),
      act: entry.command.type,
      says: book.get(entry.command.type)?.says ?? entry.command.type,
      outcome: entry.outcome.kind,
      grounds: entry.outcome.grounds ?? [],
      deviations: entry.outcome.deviations ?? [],
      deadlines: dated.get(entry.position) ?? [],
    }))
    .sort((a, b) => a.position - b.position)
}

/** Whether the entry belongs to the matter itself, and not to the founding of the record and the appointments. */
export function isOfMatter({ stream }: Happening): boolean {
  return !stream.startsWith('offices/') && stream !== 'law-in-use'
}

function roleOf({ by }: EntryView, jurisdiction: string): string {
  const { official, clerk, founding } = by
  if (typeof clerk === 'string') return 'clerk'
  if (typeof founding === 'string') return 'founding'
  if (typeof official !== 'string') return 'public'
  return official.startsWith(`${jurisdiction}.`)
    ? official.slice(jurisdiction.length + 1)
    : official
}

/** Which dates each entry set or moved: the matter as it was known, moment by moment. */
async function deadlinesByEntry(
  entries: readonly EntryView[],
  known: (at: string) => Promise<{ readonly deadlines: readonly DeadlineView[] }>,
): Promise<ReadonlyMap<number, readonly DeadlineView[]>> {
  const dated = new Map<number, readonly DeadlineView[]>()
  let before = new Map<string, string>()
  for (const [index, entry] of entries.entries()) {
    const isLastOfMoment = entries[index + 1]?.entered !== entry.entered
    if (!isLastOfMoment) continue
    const { deadlines } = await known(entry.entered)
    const running = deadlines.filter(({ over }) => over !== true)
    dated.set(
      entry.position,
      running.filter((deadline) => before.get(deadline.name) !== dateOf(deadline)),
    )
    before = new Map(running.map((deadline) => [deadline.name, dateOf(deadline)]))
  }
  return dated
}

function dateOf({ ends, standsStill }: DeadlineView): string {
  return standsStill === true ? 'stands still' : (ends ?? 'no date yet')
}
