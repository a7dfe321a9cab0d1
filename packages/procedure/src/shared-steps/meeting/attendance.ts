import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import type { Matter } from '../../matter/state.ts'
import { actsFor, holds } from '../../registers/offices/state.ts'
import type { Sitting } from '../../registers/sittings/state.ts'
import type { Decision, Stance } from './state.ts'

/** The sitting in which the item is discussed. */
export function sittingOf(matter: Matter, at: Circumstances): Sitting | undefined {
  const { sitting } = matter.meeting
  return sitting === undefined ? undefined : at.sitting(sitting)
}

/** Who is in the room for this item: whoever stepped out over an interest is not (SoD-19). */
export function presentFor(matter: Matter, at: Circumstances): readonly string[] {
  const { recused } = matter.meeting
  return (sittingOf(matter, at)?.present ?? []).filter((member) => !recused.includes(member))
}

/** Who is in the room and has taken no stance, one person left out. */
export function silent(matter: Matter, at: Circumstances, but: string): readonly string[] {
  const { stances } = matter.meeting
  return presentFor(matter, at).filter(
    (member) => member !== but && !stances.some((stance) => stance.member === member),
  )
}

/** 行政首长, or a lawful acting head, at the instant (MD-H03, SoD-23). */
export function isHead(official: string, organ: string, at: Circumstances): boolean {
  const offices = at.offices(jurisdictionOf(organ))
  return (
    holds(offices, official, organ, 'head', at.time) ||
    actsFor(offices, official, at.time).some(
      (acting) => acting.kind === 'actingHead' && acting.organ === organ,
    )
  )
}

/** Whether a stance is the one the decision follows. */
export function isFollowed(
  stance: Stance['stance'],
  { decision, withEdits }: Pick<Decision, 'decision' | 'withEdits'>,
): boolean {
  switch (decision) {
    case 'agreed':
      return stance === 'agree' || (withEdits && stance === 'amend')
    case 'rejected':
      return stance === 'disagree'
    case 'amended':
      return stance === 'amend'
    case 'deferred':
    case 'toBeDiscussedAgain':
      return stance === 'defer'
  }
}

/**
 * 不同于多数 · More than half of those who took part hold another stance than the decision, the decider and recused
 * members left out. Nothing is computed from it but the demand for reasons (MD-H05, U-04).
 */
export function departsFromMajority(
  decision: Pick<Decision, 'decision' | 'withEdits' | 'decider'>,
  stances: readonly Pick<Stance, 'member' | 'stance'>[],
  recused: readonly string[],
): boolean {
  const counted = stances.filter(
    ({ member }) => member !== decision.decider && !recused.includes(member),
  )
  const others = counted.filter(({ stance }) => !isFollowed(stance, decision))
  return others.length * 2 > counted.length
}

/** 不同意见 · The stances the decision did not follow; the minutes may not be silent on them. */
export function dissentersOf({ meeting }: Matter): readonly string[] {
  const { decision, stances } = meeting
  if (decision === undefined) return []
  return stances
    .filter(({ member, stance }) => member !== decision.decider && !isFollowed(stance, decision))
    .map(({ member }) => member)
}
