import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'

/** From nothing running until every part answers: over an empty data folder, and over one that was there. */
export async function benchStart(bench: Bench): Promise<readonly Figure[]> {
  const began = performance.now()
  await bench.stack()
  const firstMs = performance.now() - began
  const againMs = await bench.restart()
  return [
    figureOf({
      figure: 'start',
      value: againMs / 1_000,
      unit: 's',
      against: {
        what: `the first start, ${(firstMs / 1_000).toFixed(1)} s`,
        value: firstMs / 1_000,
      },
      ms: firstMs + againMs,
      samples: [againMs],
    }),
  ]
}
