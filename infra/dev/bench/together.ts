import { v7 as uuidv7 } from 'uuid'
import { consultation } from './act.ts'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import { turn, type Step } from './turns.ts'
import { newMatter, walkMatters } from './walk.ts'

const peopleCounts = [4, 16, 32]

/** Many people acting on one matter at once; an act handed back is one that was neither recorded nor refused by law. */
export async function benchTogether(bench: Bench, only: (name: string) => boolean) {
  const town = await bench.town()
  const body = await consultation(town)
  const figures: Figure[] = []
  for (const people of peopleCounts.filter((count) => only(`together.${count}`))) {
    bench.progress(`together.${people}`)
    const matter = newMatter()
    await walkMatters([matter], { town, upTo: 'drafted', atOnce: 1 })
    const callers = await town.handlers(people)
    const headers = await Promise.all(callers.map((caller) => town.headersOf(caller)))
    const tally = { entered: 0, back: 0 }
    const steps = headers.map((own): Step => async () => {
      const path = `/api/matters/${matter.id}/acts`
      const { status } = await town.line.post(path, { ...own, 'idempotency-key': uuidv7() }, body)
      if ([201, 403, 409].includes(status)) tally.entered += 1
      else tally.back += 1
    })
    const taken: number[] = []
    const ms = await turn(steps, (bench.seconds * 1_000) / 2, taken)
    figures.push(
      figureOf({
        figure: `together.${people}`,
        value: (tally.entered / ms) * 1_000,
        unit: 'acts/s',
        ms,
        samples: taken,
      }),
      figureOf({
        figure: `together.${people}.back`,
        value: (tally.back / taken.length) * 100,
        unit: 'handed back per 100',
        ms,
        samples: taken.length,
      }),
    )
  }
  return figures
}
