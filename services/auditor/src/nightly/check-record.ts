import { bytesOfDigest, digestOf, sameBytes } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import {
  appendLeaf,
  bodyOf,
  emptyTree,
  leafHash,
  parseEntry,
  readTile,
  rootOfTree,
  type CompactTree,
  type ReadTiles,
} from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'
import { recordReader, type StoredEntry } from '@juece/record-store/read'

/** Something that is not as it must be. */
export type NightlyFinding = {
  readonly what:
    | 'BYTES'
    | 'COLUMNS'
    | 'POSITIONS'
    | 'TILES'
    | 'ROOT'
    | 'STREAMS'
    | 'COMMANDS'
    | 'FEWER_THAN_BEFORE'
  readonly position: number | null
  readonly says: string
}

/** What was looked at in one night. */
export type NightlyReport = {
  readonly entriesChecked: number
  readonly checkpointsChecked: number
  readonly sealed: number
  readonly findings: readonly NightlyFinding[]
}

/** A checkpoint as the record keeps it. */
export type KnownRoot = { readonly size: number; readonly root: Uint8Array }

const page = 1_000
/** Enough to see where it begins; a broken record has millions. */
const mostFindings = 100

/**
 * 每夜核验 · The whole record, under a reader's login: all bytes hashed anew by the database and by us, columns against bytes,
 * rows against tiles, tiles up to every signed root, streams and commands against entries.
 */
export async function checkRecord(
  db: Queryable,
  roots: readonly KnownRoot[],
  tiles: ReadTiles | undefined,
  shownSize: number,
): Promise<NightlyReport> {
  const reader = recordReader(db)
  const findings: NightlyFinding[] = []
  const found = (what: NightlyFinding['what'], position: number | null, says: string) => {
    if (findings.length < mostFindings) findings.push({ what, position, says })
  }
  const heads = new Map<string, { sequence: number; digest: Digest; position: number }>()
  const size = await reader.size()
  const known = [...roots].sort((a, b) => a.size - b.size)
  let tree: CompactTree = emptyTree
  let next = 0
  let checked = 0
  let entries: readonly StoredEntry[]
  do {
    entries = await reader.readFrom(next, page)
    if (entries.length === 0) break
    await rehashed(db, next, entries.length, found)
    const commands = await commandsOf(db, next, next + entries.length)
    const shown =
      tiles === undefined ? [] : await shownDigests(tiles, next, entries.length, shownSize)
    for (const [i, stored] of entries.entries()) {
      if (stored.position !== next + i) {
        found('POSITIONS', stored.position, `position ${String(next + i)} was due`)
      }
      checkEntry(stored, heads, commands, found)
      const digest = bytesOfDigest(stored.digest)
      const inTiles = shown[i]
      if (inTiles !== undefined && (inTiles === 'missing' || !sameBytes(inTiles, digest))) {
        found('TILES', stored.position, 'the public folder has another digest, or none')
      }
      tree = appendLeaf(tree, leafHash(digest))
      while (known[0] !== undefined && known[0].size <= tree.size) {
        const checkpoint = known.shift()
        if (checkpoint?.size === tree.size && !sameBytes(rootOfTree(tree), checkpoint.root)) {
          found('ROOT', null, `another root at the sealed size ${String(checkpoint.size)}`)
        }
      }
      checked += 1
    }
    next += entries.length
  } while (entries.length > 0)
  for (const { size: beyond } of known) {
    found('ROOT', null, `the record is shorter than its sealed size ${String(beyond)}`)
  }
  if (next < size) found('POSITIONS', next, `the record says it holds ${String(size)}`)
  if (shownSize > next) found('TILES', next, `the public folder shows ${String(shownSize)} entries`)
  await checkStreams(db, heads, next, found)
  return {
    entriesChecked: checked,
    checkpointsChecked: roots.length - known.length,
    sealed: Math.max(0, ...roots.map((one) => one.size)),
    findings,
  }
}

type Found = (what: NightlyFinding['what'], position: number | null, says: string) => void

/** The database hashes its own bytes again. */
async function rehashed(db: Queryable, from: number, many: number, found: Found): Promise<void> {
  const { rows } = await db.query<{ position: number }>(
    `select position from record.readable
     where position >= $1 and position < $2 and sha256(bytes) is distinct from digest`,
    [from, from + many],
  )
  for (const { position } of rows) {
    found('BYTES', position, 'the database hashes these bytes to another digest')
  }
}

function checkEntry(
  { position, stream, sequence, bytes, digest }: StoredEntry,
  heads: Map<string, { sequence: number; digest: Digest; position: number }>,
  commands: ReadonlyMap<string, { readonly position: number; readonly body: Uint8Array }>,
  found: Found,
): void {
  if (digestOf(bytes) !== digest) found('BYTES', position, 'its bytes have another digest')
  const parsed = parseEntry(bytes)
  if (parsed.kind !== 'entry') {
    found('BYTES', position, `its bytes are no entry: ${parsed.faults.join('; ')}`)
    return
  }
  const { entry } = parsed
  if (entry.stream !== stream || entry.sequence !== sequence) {
    found('COLUMNS', position, 'the columns beside the bytes say another stream or sequence')
  }
  const before = heads.get(entry.stream)
  if (
    entry.sequence !== (before?.sequence ?? 0) + 1 ||
    entry.previous !== (before?.digest ?? null)
  ) {
    found('STREAMS', position, 'it does not follow the entry before it in its stream')
  }
  heads.set(entry.stream, { sequence: entry.sequence, digest, position })
  const command = commands.get(keyOf(entry.stream, entry.command.id))
  if (command?.position !== position) {
    found('COMMANDS', position, 'its command id is not known, or known of another entry')
  } else if (!sameBytes(command.body, bytesOfDigest(bodyOf(entry.command)))) {
    found('COMMANDS', position, 'its command is known with another body')
  }
}

async function commandsOf(db: Queryable, from: number, below: number) {
  const { rows } = await db.query<{
    stream: string
    command: string
    position: number
    body: Buffer
  }>(
    `select stream, command, position, body from record.command_positions
     where position >= $1 and position < $2`,
    [from, below],
  )
  return new Map(
    rows.map(({ stream, command, position, body }) => [
      keyOf(stream, command),
      { position, body: new Uint8Array(body) },
    ]),
  )
}

function keyOf(stream: string, command: string): string {
  return `${stream} ${command}`
}

/** The digests of the public folder, as far as it shows them; undefined beyond. */
async function shownDigests(
  tiles: ReadTiles,
  from: number,
  many: number,
  shown: number,
): Promise<readonly (Uint8Array | 'missing' | undefined)[]> {
  const bundles = new Map<number, readonly Uint8Array[]>()
  const digests: (Uint8Array | 'missing' | undefined)[] = []
  for (let position = from; position < from + many; position += 1) {
    if (position >= shown) {
      digests.push(undefined)
      continue
    }
    const index = Math.floor(position / 256)
    const width = Math.min(256, shown - index * 256)
    const bundle =
      bundles.get(index) ?? (await readTile(tiles, 'entries', index, width).catch(() => []))
    bundles.set(index, bundle)
    digests.push(bundle[position % 256] ?? 'missing')
  }
  return digests
}

async function checkStreams(
  db: Queryable,
  heads: ReadonlyMap<string, { sequence: number; digest: Digest; position: number }>,
  below: number,
  found: Found,
): Promise<void> {
  const { rows } = await db.query<{
    stream: string
    sequence: number
    digest: Buffer
    position: number
  }>('select stream, sequence, digest, position from record.stream_heads where position < $1', [
    below,
  ])
  const seen = new Set<string>()
  for (const { stream, sequence, digest, position } of rows) {
    seen.add(stream)
    const head = heads.get(stream)
    const agrees =
      head?.sequence === sequence &&
      head.position === position &&
      sameBytes(bytesOfDigest(head.digest), new Uint8Array(digest))
    if (!agrees) found('STREAMS', position, `the table of streams is wrong about ${stream}`)
  }
  // A stream that has grown since is no longer below; every other one must be there.
  const { rows: grown } = await db.query<{ stream: string }>(
    'select stream from record.stream_heads where position >= $1',
    [below],
  )
  for (const { stream } of grown) seen.add(stream)
  for (const [stream, { position }] of heads) {
    if (!seen.has(stream))
      found('STREAMS', position, `the table of streams does not know ${stream}`)
  }
}
