import { setTimeout as pause } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { figureOf, quantileOf, type Figure } from './figure.ts'
import { newMatter, walkMatters } from './walk.ts'
import { openWatch } from './watch.ts'

/** Acts stand this far apart: nobody works faster, and a queue would be measured else. */
const apartMs = 50
const actsOfAMatter = 20
const wantedMs = 150

/** From the commit of an act that changes what a clerk minds to that clerk having read it. */
export async function benchNudge(bench: Bench): Promise<readonly Figure[]> {
  const town = await bench.town()
  const watch = await openWatch(town.stack)
  try {
    const count = Math.max(2, Math.round((bench.seconds * 1_000) / (apartMs * actsOfAMatter)))
    const matters = Array.from({ length: count }, newMatter)
    const acts: { readonly matter: string; readonly position: number }[] = []
    const began = performance.now()
    await walkMatters(matters, {
      town,
      upTo: 'window-open',
      atOnce: 1,
      onAct: async ({ id }, { position }) => {
        acts.push({ matter: id, position })
        await pause(apartMs)
      },
    })
    await town.settled()
    await pause(100)
    const lags = acts.flatMap(({ matter, position }) => {
      const committed = watch.committed(position)
      const read = watch.read(matter, position)
      if (watch.told(matter, position) === undefined) return []
      return committed === undefined || read === undefined ? [] : [read - committed]
    })
    const p95 = quantileOf(
      lags.toSorted((a, b) => a - b),
      0.95,
    )
    return [
      figureOf({
        figure: 'nudge',
        value: p95,
        unit: 'ms (p95)',
        against: { what: `below ${wantedMs} ms wanted; ${acts.length} acts`, value: wantedMs },
        ms: performance.now() - began,
        samples: lags,
      }),
    ]
  } finally {
    await watch.close()
  }
}
