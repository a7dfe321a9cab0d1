import { foldStream } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { openPool, recordReader, type StoredEntry } from '@juece/record-store'
import { v7 as uuidv7 } from 'uuid'
import { consultation } from './act.ts'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import type { Town } from './town.ts'
import { inParallel } from './turns.ts'
import { newMatter, walkMatters } from './walk.ts'

const lengths = [60, 1_000]

/**
 * A matter's entries folded to its state; the same from their bytes; and from the record, as a registrar does that
 * never saw the matter.
 */
export async function benchFold(bench: Bench, only: (name: string) => boolean) {
  const town = await bench.town()
  const pool = openPool(town.stack.url('registrar'), { service: 'bench' })
  const reader = recordReader(pool)
  const figures: Figure[] = []
  try {
    for (const length of lengths.filter((count) => only(`fold.${count}`))) {
      bench.progress(`fold.${length}`)
      const stream = await matterOf(town, length)
      const stored = await reader.readStream(stream)
      const entries = placed(stored)
      const folding = timed(bench.seconds / 4, () => foldStream(stream, entries))
      const parsing = timed(bench.seconds / 4, () => folded(stream, stored))
      const began = performance.now()
      const read: number[] = []
      while (performance.now() - began < bench.seconds * 250) {
        const from = performance.now()
        folded(stream, await reader.readStream(stream))
        read.push(performance.now() - from)
      }
      const readMs = read.reduce((sum, ms) => sum + ms, 0)
      figures.push(
        msFigure(`fold.${length}`, folding),
        msFigure(`fold.${length}.bytes`, parsing),
        msFigure(`fold.${length}.read`, { ms: readMs, samples: read }),
      )
    }
  } finally {
    await pool.end()
  }
  return figures
}

function msFigure(figure: string, { ms, samples }: { ms: number; samples: readonly number[] }) {
  return figureOf({ figure, value: ms / samples.length, unit: 'ms', ms, samples })
}

function folded(stream: string, stored: readonly StoredEntry[]): number {
  return foldStream(stream, placed(stored)).sequence
}

function placed(stored: readonly StoredEntry[]) {
  return stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
}

/** Does it again and again for so long. */
function timed(seconds: number, once: () => unknown) {
  const samples: number[] = []
  const began = performance.now()
  let now = began
  while (now - began < seconds * 1_000) {
    once()
    const after = performance.now()
    samples.push(after - now)
    now = after
  }
  return { ms: now - began, samples }
}

async function matterOf(town: Town, length: number): Promise<string> {
  const matter = newMatter()
  await walkMatters([matter], { town, upTo: 'drafted', atOnce: 1 })
  const body = await consultation(town)
  const headers = await town.headersOf(town.callerOf('undertaking-unit-handler'))
  const more = Array.from({ length: length - matter.acts }, (_, i) => i)
  await inParallel(more, 8, async () => {
    const path = `/api/matters/${matter.id}/acts`
    const answer = await town.line.post(path, { ...headers, 'idempotency-key': uuidv7() }, body)
    if (answer.status !== 201) throw new Error(`an act: ${answer.status} ${answer.text}`)
  })
  return matter.stream
}
