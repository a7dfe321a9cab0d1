import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import { anotherPerson, ground } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { actsFor, holds } from '../../registers/offices/state.ts'

/**
 * 第三十七条: the head of this very organ in person, or an acting head whom the standing committee of the people's
 * congress appointed (SoD-23); nobody who stands in for him, and not the head of another organ.
 */
export function headPersonally(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  if (!('official' in by) || by.post !== 'head') return []
  const offices = at.offices(jurisdictionOf(matter.organ))
  const isHead =
    by.organ === matter.organ &&
    (holds(offices, by.official, by.organ, 'head', at.present) ||
      actsFor(offices, by.official, at.present).some(
        ({ kind, organ, post, appointedBy }) =>
          kind === 'actingHead' &&
          organ === matter.organ &&
          post === 'head' &&
          appointedBy === 'peoplesCongressCommittee',
      ))
  if (isHead) return []
  return ['SoD-10', 'MD-M02'].map((rule) =>
    ground(at, rule, { missing: [anotherPerson], whoCan: ['head'] }),
  )
}
