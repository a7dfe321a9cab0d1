import type { CalendarDate } from '@juece/kernel'
import type { Cite, FiledCite } from './citation.ts'
import type { FiledRule, LevelFile, RuleFile } from './rule.ts'

/** A row with what every level files under it, widest first. */
export type MergedRule = {
  readonly id: string
  readonly instrument: string
  readonly inForce: RuleFile['in_force']
  readonly filed: FiledRule
  /** The packs that speak of the same row: they add citations and values, never another force. */
  readonly added: readonly { readonly file: RuleFile; readonly filed: FiledRule }[]
}

/** Each row once. Two instruments of one level with the same row are an error. */
export function mergedRules(levels: readonly LevelFile[]): ReadonlyMap<string, MergedRule> {
  const merged = new Map<string, MergedRule>()
  for (const { instruments, jurisdiction } of levels) {
    const seen = new Set<string>()
    for (const file of instruments) {
      for (const [id, filed] of Object.entries(file.rules)) {
        if (seen.has(id)) throw new Error(`${jurisdiction}: ${id} stands twice`)
        seen.add(id)
        const above = merged.get(id)
        merged.set(
          id,
          above === undefined
            ? { id, instrument: file.instrument, inForce: spansOf(file, filed), filed, added: [] }
            : { ...above, added: [...above.added, { file, filed }] },
        )
      }
    }
  }
  return merged
}

function spansOf(file: RuleFile, { from: since }: FiledRule): RuleFile['in_force'] {
  if (since === undefined) return file.in_force
  return file.in_force
    .filter(({ to }) => to === undefined || since <= to)
    .map((span) => (span.from < since ? { ...span, from: since } : span))
}

/** The places a row rests on, on one day, the row's own instrument first. */
export function citesOn(rule: MergedRule, on: CalendarDate): readonly Cite[] {
  const own = placesOn(rule.filed.cites, rule.instrument, on)
  const added = rule.added.flatMap(({ file, filed }) =>
    covers(file.in_force, on) ? placesOn(filed.cites, file.instrument, on) : [],
  )
  return [...own, ...added]
}

/** Whether the day lies in one of the spans. */
export function covers(spans: RuleFile['in_force'], on: CalendarDate): boolean {
  return spans.some(({ from, to }) => from <= on && (to === undefined || on <= to))
}

/** The places filed under an instrument that say so on that day. */
export function placesOn(
  cites: readonly FiledCite[],
  own: string,
  on: CalendarDate,
): readonly Cite[] {
  return cites.flatMap(({ from, instrument = own, ...place }) =>
    from !== undefined && on < from ? [] : [{ instrument, ...place }],
  )
}
