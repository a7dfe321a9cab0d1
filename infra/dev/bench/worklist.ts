import { setTimeout as pause } from 'node:timers/promises'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import type { Town } from './town.ts'
import { newMatter, walkMatters } from './walk.ts'

/** From the answer to a proposal until the matter is on the worklist of the head, who assigns its study. */
export async function benchWorklist(bench: Bench): Promise<readonly Figure[]> {
  const town = await bench.town()
  const headers = await town.headersOf(town.callerOf('head'))
  const taken: number[] = []
  const began = performance.now()
  while (performance.now() - began < bench.seconds * 1_000) {
    const matter = newMatter()
    await walkMatters([matter], { town, upTo: 'proposed', atOnce: 1 })
    const answered = performance.now()
    const position = matter.memory.lastPosition
    const isThere = await isListed(town, headers, matter.id, position)
    if (!isThere) throw new Error('a proposal is on nobody’s worklist')
    taken.push(performance.now() - answered)
    await pause(20)
  }
  const ms = performance.now() - began
  const mean = taken.reduce((sum, one) => sum + one, 0) / taken.length
  return [figureOf({ figure: 'worklist', value: mean, unit: 'ms', ms, samples: taken })]
}

/** Reads the list once it is fresh, page by page. */
async function isListed(
  { line }: Town,
  headers: Readonly<Record<string, string>>,
  matter: string,
  position: number,
): Promise<boolean> {
  let cursor = ''
  for (;;) {
    const path = `/api/worklist?atLeast=${position}&limit=200&state=S01${cursor}`
    const answer = await line.get(path, headers)
    if (answer.status !== 200) throw new Error(`the worklist: ${answer.status} ${answer.text}`)
    const { items, next } = JSON.parse(answer.text) as {
      readonly items: readonly { readonly matter: string }[]
      readonly next: string | null
    }
    if (items.some((item) => item.matter === matter)) return true
    if (next === null) return false
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
}
