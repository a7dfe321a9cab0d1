import type { Json } from '@juece/kernel'
import { disclosedValue, enclosedIn, type Disclosed, type Enclosed } from '@juece/privacy'
import type { Entry } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import type { Dependencies } from '../dependencies.ts'

type Opening = Pick<Dependencies, 'desk' | 'keyring' | 'attachments'>

/** What an opened envelope shows. */
export type Opened =
  | {
      readonly kind: 'value'
      readonly entry: number
      readonly path: string
      readonly value: string
    }
  | { readonly kind: 'paper'; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly kind: 'erased' }

/** 开启信封 · What this official opened by this very entry of the custody register; undefined where he opened nothing. */
export async function openedBy(
  dependencies: Opening,
  official: string,
  stream: string,
  sequence: number,
): Promise<Opened | undefined> {
  const { reader } = dependencies.desk.house
  const [stored] = await reader.readStream(stream, { from: sequence, upTo: sequence })
  const opening = stored === undefined ? undefined : openingOf(parseEntry(stored.bytes), official)
  if (opening === undefined) return undefined
  const { envelope, path } = opening
  const entry = await entryAt(dependencies, envelope)
  const enclosed = entry === undefined ? undefined : enclosedAt(entry, path)
  if (entry === undefined || enclosed === undefined) return undefined
  if (enclosed.enclosed === 'paper/1') return openedPaper(dependencies, enclosed)
  const opened = await dependencies.keyring?.open(enclosed, placeOf(entry, path))
  return opened === undefined
    ? { kind: 'erased' }
    : { kind: 'value', entry: envelope, path, value: opened.value }
}

/**
 * 披露 · Values of these entries for `data/disclosed/<position>.json` of a bundle: those that this official has opened by an entry
 * of his own, and no others. What is erased is not there any more.
 */
export async function disclosedFor(
  dependencies: Opening,
  official: string,
  positions: readonly number[],
): Promise<ReadonlyMap<number, readonly Disclosed[]>> {
  const { reader } = dependencies.desk.house
  const paths = new Map<number, Set<string>>()
  for (const stream of await reader.streamsOf('custody')) {
    for (const { bytes } of await reader.readStream(stream)) {
      const opening = openingOf(parseEntry(bytes), official)
      if (opening === undefined || !positions.includes(opening.envelope)) continue
      const known = paths.get(opening.envelope) ?? new Set()
      paths.set(opening.envelope, known.add(opening.path))
    }
  }
  const disclosed = new Map<number, readonly Disclosed[]>()
  for (const [position, named] of paths) {
    const lines = await disclosedAt(dependencies, position, (path) => named.has(path))
    if (lines.length > 0) disclosed.set(position, lines)
  }
  return disclosed
}

/** The wanted values of one entry, with their salts. */
async function disclosedAt(
  dependencies: Opening,
  position: number,
  wanted: (path: string) => boolean,
): Promise<readonly Disclosed[]> {
  const entry = await entryAt(dependencies, position)
  if (entry === undefined) return []
  const lines: Disclosed[] = []
  for (const { path, enclosed } of enclosedIn(entry.command)) {
    if (enclosed.enclosed === 'paper/1' || !wanted(path)) continue
    const opened = await dependencies.keyring?.open(enclosed, placeOf(entry, path))
    if (opened !== undefined) lines.push(disclosedValue(path, opened.value, opened.salt))
  }
  return lines.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** 已抹除 · The entries that tell of erasures among these: a bundle holds them as it holds certificates. */
export async function erasuresOf(
  { desk }: Opening,
  positions: readonly number[],
): Promise<readonly number[]> {
  const { reader } = desk.house
  const found: number[] = []
  for (const stream of await reader.streamsOf('custody')) {
    for (const { position, bytes } of await reader.readStream(stream)) {
      const { command, outcome } = parseEntry(bytes)
      if (outcome.kind !== 'recorded' || command.type !== 'RecordErasure') continue
      const values: readonly Json[] = Array.isArray(command.values) ? command.values : []
      const isAmong = values.some(
        (value) =>
          typeof value === 'object' &&
          value !== null &&
          'entry' in value &&
          positions.includes(Number(value.entry)),
      )
      if (isAmong) found.push(position)
    }
  }
  return found
}

async function openedPaper(
  { keyring, attachments }: Opening,
  paper: Extract<Enclosed, { readonly enclosed: 'paper/1' }>,
): Promise<Opened | undefined> {
  const stream = await attachments.open(paper.digest)
  if (stream === undefined) return undefined
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece as Uint8Array)
  const opened = await keyring?.openPaper(paper, new Uint8Array(Buffer.concat(pieces)))
  return opened === undefined ? { kind: 'erased' } : { kind: 'paper', ...opened }
}

function openingOf(
  { by, command, outcome }: Entry,
  official: string,
): { readonly envelope: number; readonly path: string } | undefined {
  const isHis = 'official' in by && by.official === official
  if (!isHis || outcome.kind !== 'recorded' || command.type !== 'OpenEnvelope') return undefined
  return { envelope: Number(command.envelope), path: String(command.path) }
}

async function entryAt({ desk }: Opening, position: number): Promise<Entry | undefined> {
  const [stored] = await desk.house.reader.readPositions([position])
  return stored === undefined ? undefined : parseEntry(stored.bytes)
}

function enclosedAt({ command }: Entry, path: string): Enclosed | undefined {
  return enclosedIn(command).find((one) => one.path === path)?.enclosed
}

function placeOf({ stream, command }: Entry, path: string) {
  return { stream, command: command.id, path }
}
