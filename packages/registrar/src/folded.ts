import type { Digest, Instant } from '@juece/kernel'
import { emptyStream, withEntry, type Entry, type Folded, type Placed } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import type { RecordReader, StoredEntry } from '@juece/record-store'

/** A stream as this process last saw it. A stale one can only conflict. */
export interface Known {
  readonly folded: Folded
  /** Of its last entry; null where nothing is recorded. */
  readonly digest: Digest | null
  readonly position: number
  readonly entered: Instant | null
  /** Positions by command id: an act that comes again is recognised before it is decided. */
  readonly commands: Map<string, number>
  readonly bytes: number
}

/** 已折叠的流 · Folded streams, least used out. */
export interface FoldedStreams {
  /** As last seen, read when it was never seen. */
  known(stream: string): Promise<Known>
  /** As the record has it now. */
  fresh(stream: string): Promise<Known>
  /** One more entry of ours stands at the end of what `before` knew. */
  entered(before: Known, stored: StoredEntry, entry: Entry): Known
  forget(stream: string): void
}

const roof = 268_435_456

/** Keeps at most 256 MiB of entries' bytes folded. */
export function foldedStreams(reader: RecordReader): FoldedStreams {
  const kept = new Map<string, Known>()
  let bytes = 0

  const keep = (stream: string, known: Known): Known => {
    drop(stream)
    kept.set(stream, known)
    bytes += known.bytes
    for (const oldest of kept.keys()) {
      if (bytes <= roof) break
      drop(oldest)
    }
    return known
  }
  const drop = (stream: string): void => {
    bytes -= kept.get(stream)?.bytes ?? 0
    kept.delete(stream)
  }
  const advanced = async (stream: string, from: Known): Promise<Known> => {
    const stored = await reader.readStream(stream, { from: from.folded.sequence + 1 })
    if (stored.length === 0) return from
    return keep(stream, stored.reduce(withStored, from))
  }

  return {
    known: async (stream) => {
      const seen = kept.get(stream)
      if (seen === undefined) return advanced(stream, unknown(stream))
      // Moves to the end: the least used stands first.
      kept.delete(stream)
      kept.set(stream, seen)
      return seen
    },
    fresh: (stream) => advanced(stream, kept.get(stream) ?? unknown(stream)),
    entered: (before, stored, entry) => {
      const now = withPlaced(before, stored, { position: stored.position, entry })
      const seen = kept.get(stored.stream)
      return seen === undefined || seen.folded.sequence < now.folded.sequence
        ? keep(stored.stream, now)
        : seen
    },
    forget: drop,
  }
}

function unknown(stream: string): Known {
  return {
    folded: emptyStream(stream),
    digest: null,
    position: -1,
    entered: null,
    commands: new Map(),
    bytes: 512,
  }
}

function withStored(known: Known, stored: StoredEntry): Known {
  return withPlaced(known, stored, { position: stored.position, entry: parseEntry(stored.bytes) })
}

function withPlaced(known: Known, stored: StoredEntry, placed: Placed): Known {
  // Shared along the stream: an older view that knows of a later command does no harm.
  known.commands.set(placed.entry.command.id, stored.position)
  return {
    folded: withEntry(known.folded, placed),
    digest: stored.digest,
    position: stored.position,
    entered: placed.entry.entered,
    commands: known.commands,
    bytes: known.bytes + stored.bytes.length,
  }
}
