import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import { isRunning } from './state.ts'

const organiser = { whoCan: ['hearing-organiser'] } as const

/**
 * 听证是否完成 · MD-D07, MD-D11: a hearing that the law demands was held and reported; one that was chosen is held or
 * called off, and what was begun is brought to its report. An unanswered question keeps the steps open.
 */
export function hearingConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  const demanded = answerOf(matter, 'AF-04')
  if (demanded === undefined) {
    return [
      ground(at, 'MD-D07', {
        missing: ['AF-04'],
        whoCan: ['undertaking-unit-handler', 'legality-reviewer'],
      }),
    ]
  }
  return [...isHeld(matter, demanded === 'yes', at), ...isReported(matter, at)]
}

/** Whether a hearing was held to its report, on any draft. */
export function wasHeld({ hearing }: Matter): boolean {
  return hearing.reports.length > 0
}

function isHeld(matter: Matter, demanded: boolean, at: Circumstances): readonly Ground[] {
  const { hearing, participation } = matter
  if (wasHeld(matter) || isRunning(hearing)) return demanded && !wasHeld(matter) ? unheld(at) : []
  const isCalledOff = hearing.status === 'cancelled'
  const isOwed = demanded || (participation.hearingChosen === true && !isCalledOff)
  return isOwed ? unheld(at) : []
}

function unheld(at: Circumstances): readonly Ground[] {
  return [ground(at, 'MD-D07', { missing: ['hearing'], ...organiser })]
}

function isReported({ hearing }: Matter, at: Circumstances): readonly Ground[] {
  return unless(!isRunning(hearing), at, 'MD-D11', {
    missing: ['SubmitHearingReport'],
    ...organiser,
  })
}
