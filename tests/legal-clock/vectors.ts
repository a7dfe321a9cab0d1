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

/** Reads a file of published vectors. */
export function vectorsIn(name: string): readonly Vector[] {
  const at = new URL(`../../packages/legal-clock/vectors/${name}`, import.meta.url)
  return JSON.parse(readFileSync(at, 'utf8')) as readonly Vector[]
}

/** What the vector asks the clock to count. */
export function countingOf(vector: Vector): Counting {
  const { unit, length, bound = 'floor', pauses = [], extraDays = 0 } = vector
  return {
    start: vector.start.includes('T') ? instant(vector.start) : calendarDate(vector.start),
    period: { unit, length, bound },
    pauses: pauses.map(({ from, until }) => ({ from: instant(from), until: instant(until) })),
    extraDays,
  }
}
