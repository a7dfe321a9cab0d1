import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import { anotherPerson, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { lineageOf } from '../../registers/offices/lineage.ts'
import { isRunning } from '../../registers/offices/state.ts'
import type { Parties, TeamMember } from './state.ts'

/**
 * 第三十六条第二款: whoever did the main argumentation or assessment before the decision does not evaluate it, as a
 * natural person or as a body, under whatever name it goes now; nor does whoever carries it out.
 */
export function independent(
  candidates: readonly TeamMember[],
  matter: Matter,
  at: Circumstances,
  missing: string,
): readonly Ground[] {
  if (candidates.every((candidate) => isIndependent(candidate, matter, at))) return []
  return ['MD-N02', 'SoD-05'].map((rule) =>
    ground(at, rule, { missing: [missing], whoCan: ['head'] }),
  )
}

/** The person who lodges for the evaluator is barred like any other. */
export function notBarredHimself(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  if (!('official' in by) || by.post !== 'evaluator') return []
  const candidate = { id: by.official, institution: by.organ }
  return unless(isIndependent(candidate, matter, at), at, 'SoD-05', {
    missing: [anotherPerson],
    whoCan: ['evaluator', 'government-office'],
  })
}

function isIndependent(candidate: TeamMember, matter: Matter, at: Circumstances): boolean {
  const before = partiesBefore(matter, at)
  if (before.persons.includes(candidate.id)) return false
  const offices = at.offices(jurisdictionOf(matter.organ))
  // The body behind a person is the one his appointment names, whatever stands in the papers of the step.
  const behind = offices.appointments.flatMap(({ official, institution }) =>
    institution !== undefined && before.persons.includes(official) ? [institution] : [],
  )
  const barred = new Set([...before.institutions, ...behind, ...matter.execution.units])
  return !bodiesOf(candidate, matter, at).some((body) =>
    lineageOf(body, offices).some((name) => barred.has(name)),
  )
}

// 同一决策脉络: an adjustment is not evaluated by those who argued the decision it adjusts.
function partiesBefore(matter: Matter, at: Circumstances): Parties {
  const { adjusts } = matter.adjustment
  const older = adjusts === undefined ? undefined : at.matter(adjusts)?.evaluation.before
  const own = matter.evaluation.before
  return {
    persons: [...own.persons, ...(older?.persons ?? [])],
    institutions: [...own.institutions, ...(older?.institutions ?? [])],
  }
}

/** The body he is named for, and those whose posts he holds today. */
function bodiesOf(
  { id, institution }: TeamMember,
  matter: Matter,
  at: Circumstances,
): readonly string[] {
  const { appointments } = at.offices(jurisdictionOf(matter.organ))
  const held = appointments.filter(
    (appointment) => appointment.official === id && isRunning(appointment, at.present),
  )
  return [
    ...(institution === undefined ? [] : [institution]),
    ...held.flatMap((one) => [
      one.organ,
      ...(one.institution === undefined ? [] : [one.institution]),
    ]),
  ]
}
