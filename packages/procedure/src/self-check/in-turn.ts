import { dateOf, laterOf, startOf, type CalendarDate, type Digest } from '@juece/kernel'
import { jurisdictionOf } from '../circumstances.ts'
import type { Placed } from '../history/entry.ts'
import type { Matter } from '../matter/state.ts'
import { packsOf, type LawInUse } from '../registers/law-in-use/state.ts'

/** Rules that governed a matter from one of its entries on. */
export interface InTurn {
  /** The position of the first entry under them. */
  readonly since: number
  readonly rules: Digest
  /** The day whose rules they are. */
  readonly on: CalendarDate
}

/**
 * 先后适用的规则 · The rules a matter began under, and after them each pack that reached it by its own words (U-03): what the
 * entries themselves name, with the day for which the rules are asked.
 */
export function rulesInTurn(
  own: readonly Placed[],
  { rules, begun, organ }: Matter,
  law: LawInUse,
): readonly InTurn[] {
  const [first] = own
  if (first === undefined || rules === null || begun === undefined) return []
  const turns: InTurn[] = [{ since: first.position, rules, on: dateOf(begun) }]
  for (const { position, entry } of own) {
    const last = turns.at(-1)
    if (entry.rules === null || last?.rules === entry.rules) continue
    const pack = packsOf(law, jurisdictionOf(organ)).find((one) => one.rules === entry.rules)
    if (pack === undefined) continue
    const on = dateOf(laterOf(begun, startOf(pack.from)))
    turns.push({ since: position, rules: entry.rules, on })
  }
  return turns
}
