import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '@juece/cryptography'
import { openBundle, redecide, verifyBundle } from '@juece/auditor'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import { newMatter, walkMatters } from './walk.ts'

/** A whole matter's bundle, verified and decided again from its file; against plain SHA-256 over the same bytes. */
export async function benchEvidence(bench: Bench, only: (name: string) => boolean) {
  const town = await bench.town()
  const matter = newMatter()
  await walkMatters([matter], { town, upTo: 'archived', atOnce: 1 })
  const bytes = await town.client.bundle(matter.id, town.callerOf('auditor'))
  const folder = mkdtempSync(join(tmpdir(), 'juece-bench-bundle-'))
  const file = join(folder, 'bundle.zip')
  try {
    await writeFile(file, bytes)
    const bundle = await openBundle(file)
    const entries = [...bundle.entries.values()]
    const plain = await each(bench.seconds / 4, async () => {
      for (const entry of entries) sha256(entry)
    })
    const plainPerSecond = rate(entries.length, plain)
    const figures: Figure[] = []
    for (const [figure, once] of [
      ['verify', async () => expectTrue(verifyBundle(await openBundle(file)).exit === 0, 'verify')],
      [
        'replay',
        async () => {
          const { differ, notChecked } = redecide(await openBundle(file))
          expectTrue(differ.length + notChecked.length === 0, 'replay')
        },
      ],
    ] as const) {
      if (!only(figure)) continue
      const taken = await each(bench.seconds / 2, once)
      figures.push(
        figureOf({
          figure,
          value: rate(entries.length, taken),
          unit: 'entries/s',
          against: {
            what: `plain SHA-256 over the same bytes, ${Math.round(plainPerSecond)}/s; a bundle of ${entries.length}`,
            value: plainPerSecond,
          },
          ms: taken.reduce((sum, ms) => sum + ms, 0),
          samples: taken,
        }),
      )
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function expectTrue(holds: boolean, what: string): void {
  if (!holds) throw new Error(`${what} did not hold`)
}

async function each(seconds: number, once: () => Promise<void>): Promise<readonly number[]> {
  const taken: number[] = []
  const began = performance.now()
  for (let now = began; now - began < seconds * 1_000;) {
    await once()
    const after = performance.now()
    taken.push(after - now)
    now = after
  }
  return taken
}

function rate(entries: number, taken: readonly number[]): number {
  return (entries * taken.length * 1_000) / taken.reduce((sum, ms) => sum + ms, 0)
}
