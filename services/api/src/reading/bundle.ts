import { textOf } from '@juece/cryptography'
import { bundleFiles, papersNamed, type BundleFile, type Profile } from '@juece/dossier'
import { digest as digestFrom, isDigest, type Digest } from '@juece/kernel'
import { parseEntry, parseVerifierKey, policyWithoutWitness, type Entry } from '@juece/ledger'
import type { StoredEntry } from '@juece/record-store/read'
import { parseCalendarManifest, parseManifest } from '@juece/rulebook/wire'
import type { Dependencies } from '../dependencies.ts'
import type { Seals } from './seals.ts'

/** An entry as it lies in the record, read. */
interface Read {
  readonly stored: StoredEntry
  readonly entry: Entry
}

/** What a bundle needs, or why it cannot be made now. */
export type MadeBundle =
  | { readonly kind: 'files'; readonly files: readonly BundleFile[] }
  | { readonly kind: 'not-sealed' }

/** How long a bundle waits for the sealer. */
const patienceMs = 3_000

/**
 * 证据包 · Profile `audit`: the whole of the matter's stream, its opinion streams, and of every stream named in an
 * `asOf` all entries up to the highest sequence named, and so on for those: enough to decide it again.
 */
export async function bundleOf(
  dependencies: Dependencies,
  seals: Seals,
  subject: string,
  profile: Profile,
): Promise<MadeBundle> {
  const { record, settings } = dependencies
  const opinionStreams = await streamsOfOpinions(record, subject)
  const entries = await closure(dependencies, [subject, ...opinionStreams])
  const last = entries.at(-1)?.stored.position ?? -1
  const seal = (await seals.witnessed(last, patienceMs)) ?? (await seals.covering(last, patienceMs))
  if (seal === undefined) return { kind: 'not-sealed' }
  const [law, attachments, windows] = await Promise.all([
    lawFiles(dependencies, entries),
    papersOf(dependencies, entries),
    windowsOf(dependencies, entries),
  ])
  const files = bundleFiles({
    origin: settings.log.origin,
    subject: [subject],
    profile,
    entries: entries.map(({ stored: { position, bytes } }) => ({
      position,
      bytes,
      path: seal.path(position),
    })),
    checkpoint: seal.note,
    policy: settings.log.policy ?? policyWithoutWitness(parseVerifierKey(settings.log.key)),
    rules: law.rules,
    calendars: law.calendars,
    attachments,
    windows,
  })
  return { kind: 'files', files }
}

/** Streams of opinions on any window of the matter, in the order of their first entries. */
async function streamsOfOpinions(
  record: Dependencies['record'],
  matter: string,
): Promise<readonly string[]> {
  const { rows } = await record.query<{ stream: string }>(
    {
      name: 'opinions_of_matter',
      text: `select stream, min(position) as first from record.readable
             where belongs like $1 and sequence = 1 group by stream order by first`,
    },
    [`${matter}#%`],
  )
  return rows.map(({ stream }) => stream)
}

/** The whole streams, and every stream they name as read, up to the highest sequence named. */
async function closure({ desk }: Dependencies, whole: readonly string[]): Promise<readonly Read[]> {
  const wanted = new Map<string, number>(whole.map((stream) => [stream, Infinity]))
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
  return [...read.values()].sort((a, b) => a.stored.position - b.stored.position)
}

function entryOf({ position, bytes }: StoredEntry): Entry {
  const parsed = parseEntry(bytes)
  if (parsed.kind === 'entry') return parsed.entry
  throw new Error(`entry ${position}: ${parsed.faults.join('; ')}`)
}

/** Manifests of rules and calendars that the entries name, and the files those name. */
async function lawFiles(
  { desk }: Dependencies,
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

async function papersOf(
  { desk }: Dependencies,
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

/** For each statement about a window's opinions, the digests it commits to. */
async function windowsOf(
  { desk }: Dependencies,
  entries: readonly Read[],
): Promise<ReadonlyMap<number, readonly Digest[]>> {
  const windows = new Map<number, readonly Digest[]>()
  const newestRound = new Map<string, number>()
  for (const { stored, entry } of entries) {
    if (entry.outcome.kind !== 'recorded') continue
    for (const event of entry.outcome.events) {
      const { stream } = entry
      if (notices.has(event.type) && typeof event.round === 'number') {
        newestRound.set(stream, event.round)
      }
      const set = event.opinions
      if (typeof set !== 'object' || set === null || !('below' in set)) continue
      const round = typeof event.round === 'number' ? event.round : newestRound.get(stream)
      if (round === undefined) continue
      const { digests } = await desk.house.reader.opinionSet(
        `${stream}#${round}`,
        Number(set.below),
      )
      windows.set(stored.position, digests)
    }
  }
  return windows
}
