import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import type { Digest, Instant } from '@juece/kernel'
import {
  canonicalBytes,
  cosignatureTime,
  isBy,
  parseCheckpoint,
  parseEntry,
  parseNote,
  parsePolicy,
  proofText,
  type Entry,
} from '@juece/ledger'

import { bagged } from './bag.ts'
import { closesDossier } from './closing.ts'
import {
  places,
  rootFolder,
  type Absence,
  type BundleFile,
  type BundleManifest,
  type DisclosedLine,
  type ListedAttachment,
  type Profile,
  type RequiredGrade,
} from './layout.ts'
import { papersNamed } from './papers.ts'
import { headFiles, type BundledHeads } from './heads.ts'
import { timeFiles, type BundledTime } from './time.ts'

/** Everything a bundle is made of. The same input gives the same files, byte for byte. */
export type BundleInput = {
  readonly origin: string
  /** The streams that go along whole; the first one names the root folder. */
  readonly subject: readonly string[]
  readonly profile: Profile
  /** In the order of their positions. */
  readonly entries: readonly BundledEntry[]
  /** The signed note in which all proofs end, as it stands. */
  readonly checkpoint: string
  /** A copy of the trust policy, for the reader's orientation. */
  readonly policy: string
  /** The manifests of rules that the entries name, and the files that those name. */
  readonly rules: readonly Uint8Array[]
  readonly calendars: readonly Uint8Array[]
  /** Papers by their digests. */
  readonly attachments: ReadonlyMap<Digest, Uint8Array>
  /** For each named paper that is not among them. */
  readonly absences?: readonly Absence[]
  /** For each position with a statement about a window: the digests it commits to. */
  readonly windows?: ReadonlyMap<number, readonly Digest[]>
  /** Personal values in clear, by the position of the entry that encloses them: for those who may see them. */
  readonly disclosed?: ReadonlyMap<number, readonly DisclosedLine[]>
  readonly requires?: readonly RequiredGrade[]
  /** Answers of a time-stamp authority over notes of the log. */
  readonly times?: readonly BundledTime[]
  /** What an entry in `custody/heads` says about the last entries of the subject streams. */
  readonly heads?: BundledHeads
}

/** An entry, as hashed, with the path that proves it under the checkpoint. */
export type BundledEntry = {
  readonly position: number
  readonly bytes: Uint8Array
  readonly path: readonly Uint8Array[]
  /** Shown by digest and proof alone: on what ground, and by which office. */
  readonly withheld?: string
}

/**
 * 证据包 · The files of a bundle in the order in which they are zipped: stored, not deflated, DOS
 * time 1980-01-01 00:00 from local parts, mode 0644. Zipping is the caller's.
 */
export function bundleFiles(input: BundleInput): readonly BundleFile[] {
  const read = input.entries.map((entry) => ({ ...entry, entry: entryOf(entry) }))
  const root = rootFolder(input.subject)
  const manifest = manifestOf(input, read)
  const payload: readonly BundleFile[] = [
    { path: places.manifest, bytes: canonicalBytes(manifest) },
    { path: places.checkpoint, bytes: utf8Of(input.checkpoint) },
    { path: places.policy, bytes: utf8Of(input.policy) },
    ...read
      .filter(({ withheld }) => withheld === undefined)
      .map(({ position, bytes }) => ({ path: places.entry(position), bytes })),
    ...read.map(({ position, path }) => ({
      path: places.proof(position),
      bytes: utf8Of(proofText(position, path, input.checkpoint)),
    })),
    ...named(input.rules, places.rules),
    ...named(input.calendars, places.calendar),
    ...manifest.attachments.flatMap(({ digest, state }) => {
      const bytes = input.attachments.get(digest)
      return state !== 'present' || bytes === undefined
        ? []
        : [{ path: places.attachment(digest), bytes }]
    }),
    ...[...read.flatMap(absenceOf), ...(input.absences ?? [])].map((absence) => ({
      path: places.absence(absence.digest),
      bytes: canonicalBytes(absence),
    })),
    ...[...(input.windows ?? [])].map(([position, digests]) => ({
      path: places.window(position),
      bytes: windowBytes(digests),
    })),
    ...[...(input.disclosed ?? [])].map(([position, lines]) => ({
      path: places.disclosed(position),
      bytes: canonicalBytes(lines.map((line) => ({ ...line }))),
    })),
    ...timeFiles(input.times ?? []),
    ...headFiles(input.heads),
  ]
  return bagged(payload, nameOf(input.subject)).map(({ path, bytes }) => ({
    path: `${root}/${path}`,
    bytes,
  }))
}

type ReadEntry = BundledEntry & { readonly entry: Entry }

/** A withheld entry is accounted for as a withheld paper is. */
function absenceOf({ bytes, withheld }: ReadEntry): readonly Absence[] {
  return withheld === undefined
    ? []
    : [{ digest: digestOf(bytes), state: 'withheld', ground: withheld, certificate: null }]
}

/** A bundle of a large window names the first of its streams and how many more there are. */
function nameOf([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} +${String(more.length)}`
}

function manifestOf(input: BundleInput, entries: readonly ReadEntry[]): BundleManifest {
  const note = parseNote(utf8Of(input.checkpoint))
  const { origin, size } = parseCheckpoint(note.text)
  if (origin !== input.origin) throw new Error(`the checkpoint is of ${origin}`)
  if (entries.some(({ position }, i) => position <= (entries[i - 1]?.position ?? -1))) {
    throw new Error('entries come in the order of their positions')
  }
  return {
    format: 'juece-bundle/1',
    origin,
    subject: input.subject,
    size,
    made: madeOf(input, note),
    profile: input.profile,
    entries: entries.map(({ position, bytes, entry, withheld }) => ({
      position,
      stream: entry.stream,
      sequence: entry.sequence,
      digest: digestOf(bytes),
      state: withheld === undefined ? 'present' : 'withheld',
    })),
    attachments: attachmentsOf(input, entries),
    closing: closingOf(input.subject, entries),
    requires: input.requires ?? [],
  }
}

/** The newest time among the cosignatures of the policy's witnesses. */
function madeOf({ policy }: BundleInput, note: ReturnType<typeof parseNote>): Instant | null {
  const { witnesses } = parsePolicy(policy)
  const times = note.signatures
    .filter((signature) => witnesses.some(({ key }) => isBy(signature, key)))
    .flatMap(({ signature }) => cosignatureTime(signature) ?? [])
    .sort()
  return times.at(-1) ?? null
}

function attachmentsOf(
  input: BundleInput,
  entries: readonly ReadEntry[],
): readonly ListedAttachment[] {
  const listed = new Map<Digest, ListedAttachment>()
  for (const { position, entry, withheld } of entries) {
    if (withheld !== undefined) continue
    for (const { digest, mediaType, length } of papersNamed(entry)) {
      const known = listed.get(digest)
      const bytes = input.attachments.get(digest)
      const absence = input.absences?.find((one) => one.digest === digest)
      if (bytes === undefined && absence === undefined) {
        throw new Error(
          `entry ${String(position)} names ${digest}, which is neither there nor accounted for`,
        )
      }
      listed.set(digest, {
        digest,
        mediaType: known?.mediaType ?? mediaType,
        length: known?.length ?? length ?? bytes?.length ?? null,
        named: known?.named ?? position,
        state: bytes === undefined && absence !== undefined ? absence.state : 'present',
      })
    }
  }
  return [...listed.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1))
}

/** The closing entry of the first subject stream, when nothing stands after it. */
function closingOf(subject: readonly string[], entries: readonly ReadEntry[]): number | null {
  const last = entries.findLast(({ entry }) => entry.stream === subject[0])
  return last !== undefined && closesDossier(last.entry) ? last.position : null
}

function entryOf({ position, bytes }: BundledEntry): Entry {
  const parsed = parseEntry(bytes)
  if (parsed.kind === 'entry') return parsed.entry
  throw new Error(`entry ${String(position)}: ${parsed.faults.join('; ')}`)
}

function named(
  files: readonly Uint8Array[],
  place: (digest: Digest) => string,
): readonly BundleFile[] {
  const byPath = new Map(files.map((bytes) => [place(digestOf(bytes)), bytes]))
  return [...byPath].map(([path, bytes]) => ({ path, bytes }))
}

/** Sorted hex digests, one a line. */
function windowBytes(digests: readonly Digest[]): Uint8Array {
  return utf8Of(
    [...digests]
      .sort()
      .map((digest) => `${digest.slice(7)}\n`)
      .join(''),
  )
}

/** Reads the list of a window; undefined when it is not sorted hex digests, each once. */
export function parseWindow(bytes: Uint8Array): readonly Digest[] | undefined {
  const lines = textOf(bytes).split('\n')
  if (lines.pop() !== '') return undefined
  const sound = lines.every((hex, i) => /^[0-9a-f]{64}$/.test(hex) && hex > (lines[i - 1] ?? ''))
  return sound ? lines.map((hex) => `sha256:${hex}` as Digest) : undefined
}
