import { readFileSync } from 'node:fs'
import { calendarDate, instant } from '@juece/kernel'
import type { Bound, Counting, Unit } from '@juece/legal-clock'

/** A date worked out by hand or by another program. */
export type Vector = {
  readonly says?: string
  readonly rule?: string
  readonly start: string
  readonly unit: Unit
  readonly length: number
  readonly bound?: Bound
  readonly extraDays?: number
  readonly pauses?: readonly { readonly from: string; readonly until: string }[]
  readonly lastDay: string
  readonly ends: string
  readonly madeUp?: readonly string[]
}

type Asked = Pick<Vector, 'start' | 'unit' | 'length'>

/** A year-end date asked for with tables up to a year, and again with all. */
export type LateNotice = Asked & {
  readonly knownThrough: number
  readonly before:
    { readonly lastDay: string } | { readonly awaits: number; readonly counted: number }
  readonly after: { readonly lastDay: string }
}

/** A date before and after a make-up day was struck from the table. */
export type Correction = Asked & {
  readonly noLongerWorked: string
  readonly before: { readonly lastDay: string }
  readonly after: { readonly lastDay: string }
}

/** Reads a file of published vectors. */
export const vectorsIn = (name: string) => read<Vector>(name)

/** Reads the dates asked for before a notice was out. */
export const lateNoticesIn = (name: string) => read<LateNotice>(name)

/** Reads the dates whose table was corrected. */
export const correctionsIn = (name: string) => read<Correction>(name)

function read<Kind>(name: string): readonly Kind[] {
  const at = new URL(`../../packages/legal-clock/vectors/${name}`, import.meta.url)
  return JSON.parse(readFileSync(at, 'utf8')) as readonly Kind[]
}

/** What the vector asks the clock to count. */
export function countingOf(vector: Asked & Partial<Vector>): Counting {
  const { unit, length, bound = 'floor', pauses = [], extraDays = 0 } = vector
  return {
    start: vector.start.includes('T') ? instant(vector.start) : calendarDate(vector.start),
    period: { unit, length, bound },
    pauses: pauses.map(({ from, until }) => ({ from: instant(from), until: instant(until) })),
    extraDays,
  }
}
