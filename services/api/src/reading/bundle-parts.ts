import { textOf } from '@juece/cryptography'
import { papersNamed } from '@juece/dossier'
import { digest as digestFrom, isDigest, type Digest } from '@juece/kernel'
import { parseEntry, type Entry } from '@juece/ledger'
import type { StoredEntry } from '@juece/record-store/read'
import { parseCalendarManifest, parseManifest } from '@juece/rulebook/wire'
import type { Dependencies } from '../dependencies.ts'

/** An entry as it lies in the record, read. */
export interface Read {
  readonly stored: StoredEntry
  readonly entry: Entry
}

/** Entries of streams, in the order of the record. */
export async function entriesOf(
  { desk }: Pick<Dependencies, 'desk'>,
  streams: readonly string[],
): Promise<readonly Read[]> {
  const read: Read[] = []
  for (const stream of streams) {
    for (const stored of await desk.house.reader.readStream(stream)) {
      read.push({ stored, entry: entryOf(stored) })
    }
  }
  return inOrder(read)
}

/** Streams up to a sequence, and every stream they name as read, up to the highest sequence named. */
export async function closure(
  { desk }: Pick<Dependencies, 'desk'>,
  asked: ReadonlyMap<string, number>,
): Promise<readonly Read[]> {
  const wanted = new Map(asked)
  const had = new Map<string, number>()
  const read = new Map<number, Read>()
  for (;;) {
    const next = [...wanted].find(([stream, upTo]) => (had.get(stream) ?? 0) < upTo)
    if (next === undefined) break
    const [stream, upTo] = next
    const from = (had.get(stream) ?? 0) + 1
    const part = { from, ...(upTo === Infinity ? {} : { upTo }) }
    for (const stored of await desk.house.reader.readStream(stream, part)) {
      const entry = entryOf(stored)
      read.set(stored.position, { stored, entry })
      for (const [other, sequence] of Object.entries(entry.asOf)) {
        if (sequence > (wanted.get(other) ?? 0)) wanted.set(other, sequence)
      }
    }
    had.set(stream, upTo)
  }
  return inOrder([...read.values()])
}

/** In the order of their positions. */
export function inOrder<T extends Read>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => a.stored.position - b.stored.position)
}

/** 采用登记 · The entries of the law in use that adopted what governed these. */
export async function adopting(
  dependencies: Pick<Dependencies, 'desk'>,
  entries: readonly Read[],
): Promise<readonly Read[]> {
  const governed = new Set(
    entries.flatMap(({ entry }) => [entry.rules, entry.calendar]).filter((one) => one !== null),
  )
  const law = await entriesOf(dependencies, ['law-in-use'])
  return law.filter(
    ({ entry: { outcome } }) =>
      outcome.kind === 'recorded' &&
      outcome.events.some(({ rules, calendar }) =>
        [rules, calendar].some((one) => typeof one === 'string' && governed.has(one as Digest)),
      ),
  )
}

/** Streams of opinions on a window, or on any window of a matter, in the order of their first entries. */
export async function streamsOfOpinions(
  record: Dependencies['record'],
  window: string,
): Promise<readonly string[]> {
  const { rows } = await record.query<{ stream: string }>(
    {
      name: 'opinions_of_matter',
      text: `select stream, min(position) as first from record.readable
             where belongs like $1 and sequence = 1 group by stream order by first`,
    },
    [window.includes('#') ? window : `${window}#%`],
  )
  return rows.map(({ stream }) => stream)
}

/** Manifests of rules and calendars that the entries name, and the files those name. */
export async function lawFiles(
  { desk }: Pick<Dependencies, 'desk'>,
  entries: readonly Read[],
): Promise<{ readonly rules: readonly Uint8Array[]; readonly calendars: readonly Uint8Array[] }> {
  const bytesOf = async (digest: Digest): Promise<Uint8Array> => {
    const bytes = await desk.house.papers.read(digest)
    if (bytes === undefined) throw new Error(`an adopted file is missing: ${digest}`)
    return bytes
  }
  const rules = named(entries, 'rules')
  const calendars = named(entries, 'calendar')
  const ruleManifests = await Promise.all(rules.map(bytesOf))
  const calendarManifests = await Promise.all(calendars.map(bytesOf))
  const levels = ruleManifests.flatMap((bytes) => parseManifest(textOf(bytes)).levels)
  const years = calendarManifests.flatMap((bytes) =>
    Object.values(parseCalendarManifest(textOf(bytes))),
  )
  return {
    rules: [
      ...ruleManifests,
      ...(await allOf(
        levels.map(({ digest }) => digest),
        bytesOf,
      )),
    ],
    calendars: [...calendarManifests, ...(await allOf(years.map(digestFrom), bytesOf))],
  }
}

/** What governed an entry, or what an entry adopted. */
function named(entries: readonly Read[], what: 'rules' | 'calendar'): readonly Digest[] {
  const governed = entries.flatMap(({ entry }) => entry[what] ?? [])
  const adopted = entries.flatMap(({ entry: { stream, outcome } }) => {
    const events = stream === 'law-in-use' && outcome.kind === 'recorded' ? outcome.events : []
    return events.flatMap(({ [what]: value }) =>
      typeof value === 'string' && isDigest(value) ? [value] : [],
    )
  })
  return [...new Set([...governed, ...adopted])]
}

function allOf<T>(digests: readonly Digest[], read: (digest: Digest) => Promise<T>): Promise<T[]> {
  return Promise.all([...new Set(digests)].map(read))
}

/** The papers that the entries name, as far as they are stored. */
export async function papersOf(
  { desk }: Pick<Dependencies, 'desk'>,
  entries: readonly Read[],
): Promise<ReadonlyMap<Digest, Uint8Array>> {
  const papers = new Map<Digest, Uint8Array>()
  for (const { digest } of entries.flatMap(({ entry }) => papersNamed(entry))) {
    if (papers.has(digest)) continue
    const bytes = await desk.house.papers.read(digest)
    if (bytes !== undefined) papers.set(digest, bytes)
  }
  return papers
}

/** The events that open a round. */
const notices: ReadonlySet<string> = new Set(['CommentNoticePublished', 'NoticeEntered'])

/** An entry that commits to the opinions of a window below a position. */
export interface Statement {
  readonly read: Read
  readonly window: string
  readonly below: number
}

/** The statements about windows; one that names no round speaks of the newest. */
export function statementsIn(entries: readonly Read[]): readonly Statement[] {
  const newestRound = new Map<string, number>()
  return entries.flatMap((read) => {
    const { stream, outcome } = read.entry
    if (outcome.kind !== 'recorded') return []
    return outcome.events.flatMap(({ type, round: named, opinions: set }) => {
      if (notices.has(type) && typeof named === 'number') newestRound.set(stream, named)
      if (typeof set !== 'object' || set === null || !('below' in set)) return []
      const round = typeof named === 'number' ? named : newestRound.get(stream)
      return round === undefined
        ? []
        : [{ read, window: `${stream}#${round}`, below: Number(set.below) }]
    })
  })
}

/** The entry that opened a window. */
export function noticeIn(entries: readonly Read[], window: string): Read | undefined {
  return entries.find(
    ({ entry: { stream, outcome } }) =>
      outcome.kind === 'recorded' &&
      outcome.events.some(
        ({ type, round }) => notices.has(type) && `${stream}#${String(round)}` === window,
      ),
  )
}

/** For each statement the digests it commits to: of all windows, or of one. */
export async function windowsOf(
  { desk }: Pick<Dependencies, 'desk'>,
  entries: readonly Read[],
  only?: string,
): Promise<ReadonlyMap<number, readonly Digest[]>> {
  const windows = new Map<number, readonly Digest[]>()
  for (const { read, window, below } of statementsIn(entries)) {
    if (only !== undefined && only !== window) continue
    const { digests } = await desk.house.reader.opinionSet(window, below)
    windows.set(read.stored.position, digests)
  }
  return windows
}

/** The entry in stored bytes. */
export function entryOf({ position, bytes }: StoredEntry): Entry {
  const parsed = parseEntry(bytes)
  if (parsed.kind === 'entry') return parsed.entry
  throw new Error(`entry ${position}: ${parsed.faults.join('; ')}`)
}
