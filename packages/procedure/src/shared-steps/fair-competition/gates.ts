import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'

/** 公平竞争审查是否有结论 · MD-C06: whatever it says; an unanswered question keeps it shut. */
export function competitionConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  const answer = answerOf(matter, 'AF-07')
  if (answer === undefined) {
    return [
      ground(at, 'MD-C06', {
        missing: ['AF-07'],
        whoCan: ['undertaking-unit-handler', 'market-regulator', 'legality-reviewer'],
      }),
    ]
  }
  const isConcluded = answer === 'no' || matter.fairCompetition.concluded !== undefined
  return unless(isConcluded, at, 'MD-C06', {
    missing: ['ConcludeFairCompetitionReview'],
    whoCan: ['market-regulator'],
  })
}

/** 公平竞争审查是否允许上会 · MD-C06: concluded, and not as restricting competition. */
export function competitionAllows(matter: Matter, at: Circumstances): readonly Ground[] {
  const isTouched = answerOf(matter, 'AF-07') !== 'no'
  const restricts = matter.fairCompetition.concluded?.outcome === 'restricts'
  return [
    ...competitionConcluded(matter, at),
    ...unless(!isTouched || !restricts, at, 'MD-C06', {
      missing: ['draftWithoutRestriction'],
      whoCan: ['undertaking-unit-handler'],
    }),
  ]
}
