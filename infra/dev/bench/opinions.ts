import { v7 as uuidv7 } from 'uuid'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import { turn, type Step } from './turns.ts'
import { newMatter, walkMatters } from './walk.ts'

const people = 16

/** Opinions of the public, each with words of its own, on one matter; and what became of one, by its receipt. */
export async function benchOpinions(bench: Bench, only: (name: string) => boolean) {
  const { line, ...town } = await bench.town()
  const matter = newMatter()
  await walkMatters([matter], { town: { line, ...town }, upTo: 'window-open', atOnce: 1 })
  const receipts: string[] = []
  const submit: Step = async () => {
    const key = uuidv7()
    const text = `建议对低收入家庭减免。 · A proposal of somebody: ${key}`
    const path = `/public/consultations/${matter.id}/opinions`
    const answer = await line.post(path, { 'idempotency-key': key }, JSON.stringify({ text }))
    if (answer.status !== 201) throw new Error(`an opinion: ${answer.status} ${answer.text}`)
    receipts.push(key)
  }
  const lookUp: Step = async () => {
    const receipt = receipts[Math.floor(Math.random() * receipts.length)]
    const answer = await line.get(`/public/opinions/${receipt}`, {})
    if (answer.status !== 200) throw new Error(`a receipt: ${answer.status} ${answer.text}`)
  }
  const entered: number[] = []
  const enteredMs = await turn(Array(people).fill(submit), bench.seconds * 500, entered)
  const looked: number[] = []
  const lookedMs = await turn(Array(4).fill(lookUp), bench.seconds * 250, looked)
  const figures: readonly Figure[] = [
    figureOf({
      figure: 'opinions',
      value: (entered.length / enteredMs) * 1_000,
      unit: 'opinions/s',
      ms: enteredMs,
      samples: entered,
    }),
    figureOf({
      figure: 'opinions.receipt',
      value: (looked.length / lookedMs) * 1_000,
      unit: `receipts/s, of ${receipts.length}`,
      ms: lookedMs,
      samples: looked,
    }),
  ]
  return figures.filter(({ figure }) => only(figure))
}
