import type { SelfCheckLine } from '@juece/procedure'
import { says, type Says } from '../says.ts'
import { actOf, actorOf, type Material, type Told } from './material.ts'

/** One thing the record says, and the entries that say it. */
export interface Fact {
  readonly says: Says
  readonly positions: readonly number[]
}

/** 答 · The answer in one sentence, what it rests on, and the rows of law that belong to the question. */
export interface Answer {
  readonly answer: Says
  readonly facts: readonly Fact[]
  readonly rows: readonly SelfCheckLine[]
}

/** A question: asked of the material of a matter. */
export interface Question {
  readonly number: number
  readonly asks: Says
  readonly answers: (material: Material) => Answer
}

/** A fact told by events. */
export function fact(zh: string, en: string, ...told: readonly (Told | undefined)[]): Fact {
  return {
    says: says(zh, en),
    positions: told.flatMap((one) => (one === undefined ? [] : [one.position])),
  }
}

/** An act as it stands in the record: when, by whom, what. */
export function act(told: Told, zh = '', en = ''): Fact {
  const { zh: what, en: whatEn } = actOf(told.type)
  const when = told.occurred.slice(0, 16).replace('T', ' ')
  const who = actorOf(told.by)
  return fact(
    `${when}Z ${who}：${what}${zh === '' ? '' : `；${zh}`}`,
    `${when}Z ${who}: ${whatEn}${en === '' ? '' : `; ${en}`}`,
    told,
  )
}

/** The rows of the self-check that belong to a question. */
export function rowsOf({ lines }: Material, pattern: RegExp): readonly SelfCheckLine[] {
  return lines.filter(({ row }) => pattern.test(row))
}

/** The last sentence of an answer: which of its rows were not kept. */
export function keptOf(rows: readonly SelfCheckLine[]): Says {
  const broken = rows.filter(({ status }) => status === 'violated').map(({ row }) => row)
  if (broken.length === 0) return says('未见违反', 'nothing was found against the law')
  return says(`违反 ${broken.join('、')}`, `violated: ${broken.join(', ')}`)
}

/** An answer with the state of its rows behind it. */
export function answered(
  { zh, en }: Says,
  facts: readonly Fact[],
  rows: readonly SelfCheckLine[],
): Answer {
  const kept = keptOf(rows)
  return { answer: says(`${zh}；${kept.zh}。`, `${en}; ${kept.en}.`), facts, rows }
}

/** Yes and no in both languages. */
export function yesNo(holds: boolean): Says {
  return holds ? says('是', 'yes') : says('否', 'no')
}
