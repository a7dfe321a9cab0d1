import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { currentRound } from './rounds.ts'

/** The approver the rules name extends, and nobody else (CAL-5). */
export function extensionBars(at: Circumstances, by: By): readonly Ground[] {
  const approver = at.rules.word('md.review.extensionApprover')
  if ('official' in by && by.post === approver) return []
  return [ground(at, 'PW-01', { whoCan: approver === null ? [] : [approver] })]
}

/** MD-G06, CAL-10: where a ceiling and an extension exist, once a round, before the ceiling has passed. */
export function extensionGates(matter: Matter, at: Circumstances): readonly Ground[] {
  const { reviewCeiling } = matter.deadlines
  const allowed = at.rules.number('md.review.extensionWorkdays')
  if (reviewCeiling === undefined || allowed === null) {
    return [ground(at, 'MD-G06', { missing: ['extension'] })]
  }
  const { ends, standsStill } = reviewCeiling
  // While the clock stands still the ceiling has no end that could have passed.
  const hasPassed = standsStill !== true && ends !== undefined && at.time >= ends
  return [
    ...unless(currentRound(matter)?.extraDays === undefined, at, 'CAL-10', {
      missing: ['extension'],
    }),
    ...unless(!hasPassed, at, 'CAL-10', { missing: ['reviewCeiling'] }),
  ]
}
