import { deviating, type Deviating } from './deviating.ts'
import { lawfulSteps } from './lived-path.ts'
import type { WrittenMatter, WrittenRecord } from './written-record.ts'

/** One matter of the portfolio: clean, or deviating in a known way. */
export interface Held {
  readonly name: string
  readonly rows: readonly string[]
  play(record: WrittenRecord, matter: WrittenMatter): Promise<void>
}

const ends = [
  ...['archived', 'published', 'decided', 'reported', 'executing', 'suspended'],
  ...['evaluating', 'opinion-lawful', 'opinion-amend', 'opinion-unlawful', 'steps-closed'],
  ...['window-open', 'opinions-answered', 'risk-concluded', 'findings-answered', 'on-agenda'],
] as const

/** 组合 · `count` lawful matters of every shape: where they end, and which steps they have. */
export function cleanMatters(count: number): readonly Held[] {
  return Array.from({ length: count }, (_, number) => {
    const prefix = ends[number % ends.length] ?? 'archived'
    const shape = Math.floor(number / ends.length)
    const chosen = {
      hearing: shape % 2 === 1,
      experts: shape % 3 !== 1,
      risk: shape % 5 !== 2 || prefix === 'risk-concluded',
      competition: shape % 7 !== 3,
      versions: 1 + (shape % 3),
    }
    return {
      name: `${prefix} ${JSON.stringify(chosen)}`,
      rows: [],
      play: async (_record, matter) => matter.plays(lawfulSteps(prefix, chosen)),
    }
  })
}

/** `count` deviating ones, each kind at least twice where there is room. */
export function deviatingMatters(count: number): readonly Held[] {
  return Array.from({ length: count }, (_, number) => {
    const one = deviating[number % deviating.length] as Deviating
    return { name: one.kind, rows: one.rows, play: (record, matter) => one.play(record, matter) }
  })
}
