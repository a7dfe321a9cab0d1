import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { currentRound, isWindowOver } from './window.ts'

const unit = { whoCan: ['undertaking-unit-handler'] } as const

/**
 * 公开征求意见是否已满 · MD-D04, MD-D05: the choice is on record, and the newest notice was complete and has run
 * its time. It asks the instant, never an entry of the clerk.
 */
export function commentConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  const { chosen } = matter.comment
  const round = currentRound(matter)
  if (round === undefined) {
    if (chosen === false) return []
    return chosen === undefined
      ? [ground(at, 'MD-D05', { missing: ['ChoosePublicComment'], ...unit })]
      : [ground(at, 'MD-D04', { missing: ['PublishCommentNotice'], ...unit })]
  }
  return [
    ...unless(round.lacks.length === 0, at, 'MD-D04', { missing: round.lacks, ...unit }),
    ...unless(isWindowOver(round, at.time), at, 'MD-D05', { until: round.ends }),
  ]
}
