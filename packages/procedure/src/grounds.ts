import type { Instant } from '@juece/kernel'
import type { Cite } from '@juece/rulebook'
import type { Circumstances } from './circumstances.ts'
import type { Deviation, Ground } from './history/entry.ts'
import { isTransition, transitions } from './transitions.ts'

/** What a ground says beside its row. `missing` and `whoCan` are words of the catalogue of refusals. */
export interface Lack {
  readonly missing?: readonly string[]
  readonly whoCan?: readonly string[]
  readonly until?: Instant
}

/** Marks a ground that bars the person who lodges: the answer is 403 when it stands first. */
export const anotherPerson = 'another-person'

/** 理由 · A gate found shut, with its citation. */
export function ground(at: Circumstances, rule: string, lack: Lack = {}): Ground {
  return {
    rule,
    cites: citesOf(at, rule),
    missing: lack.missing ?? [],
    whoCan: lack.whoCan ?? [],
    productRule: isTransition(rule) ? transitions[rule].own : at.rules.isProductRule(rule),
    ...(lack.until === undefined ? {} : { until: lack.until }),
  }
}

/** The ground, where it does not hold. */
export function unless(
  holds: boolean,
  at: Circumstances,
  rule: string,
  lack?: Lack,
): readonly Ground[] {
  return holds ? [] : [ground(at, rule, lack)]
}

/** 偏离 · What was flagged, and the commands it keeps shut. */
export function deviation(
  at: Circumstances,
  rule: string,
  shuts: readonly string[] = [],
): Deviation {
  return { rule, cites: citesOf(at, rule), shuts }
}

function citesOf(at: Circumstances, rule: string): readonly Cite[] {
  return isTransition(rule) ? transitions[rule].cites : at.rules.cites(rule)
}

/** Whether the first ground is about the power of the person who lodges: 403 instead of 409. */
export function isAboutThePerson(grounds: readonly Ground[]): boolean {
  const [first] = grounds
  if (first === undefined) return false
  return ['PW-01', 'MD-H03'].includes(first.rule) || first.missing.includes(anotherPerson)
}
