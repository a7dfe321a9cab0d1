import { rolesOfPart, type ActBook } from './act-book.ts'
import type { Scenario } from './file-schema.ts'
import { wordsIn } from './faults.ts'
import { pathTo } from './prefixes.ts'
import { seatOf } from './roles.ts'

/** Reads for the runner, and opens the jurisdiction. */
const always = ['administrator', 'second-administrator', 'auditor']

/** 人员 · Everybody a scenario needs: who lodges, who is named, and who is asked whether a command is open. */
export function peopleOf(scenario: Scenario, book: ActBook): ReadonlySet<string> {
  const { given, with: options, also, steps, people, packs } = scenario
  const planned = [
    pathTo(given, options, packs),
    ...Object.values(also).map((other) => pathTo(other.given, other.with, packs)),
  ].flat()
  const lodged = [...planned.filter((step) => 'act' in step), ...steps]
  const truths = steps.flatMap(({ expect }) => (typeof expect === 'object' ? [expect] : []))
  const asked = truths.flatMap(({ open = [], shut = [] }) => [...open, ...shut])
  const adopts = scenario.packs.length > 0 || steps.some(({ act }) => act?.type === 'AdoptPack')
  const named = [
    ...always,
    // A pack is approved by the head of the legality review.
    ...(adopts ? ['legality-head'] : []),
    ...Object.keys(people),
    ...lodged.flatMap(({ by, act }) => [
      ...(by === undefined ? [] : [by]),
      ...wordsIn(act),
      ...wordsIn(book.get(act?.type ?? '')?.example),
    ]),
    ...asked.flatMap((type) =>
      (book.get(type)?.who ?? []).flatMap((part) => rolesOfPart[part] ?? []),
    ),
    ...truths.flatMap(({ facts = {} }) =>
      Object.keys(facts).map((fact) => fact.replace(/^stances\./, '')),
    ),
  ]
  const roles = named.map((word) => word.replace(/\.organ$/, ''))
  return new Set(roles.filter((role) => seatOf(role) !== undefined))
}
