import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import { commentConcluded } from '../../shared-steps/comment-window/gates.ts'
import { currentRound } from '../../shared-steps/comment-window/window.ts'
import { hearingConcluded, wasHeld } from '../hearing/gates.ts'

const unit = { whoCan: ['undertaking-unit-handler'] } as const

/**
 * 公众参与是否完成 · MD-D01, MD-D03 to MD-D05, MD-D07 to MD-D11. A matter that is lawfully not public skips all of it; a
 * question nobody answered keeps it shut.
 */
export function participationConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  if (isLawfullyUndisclosed(matter)) return []
  return [
    ...someoneHeard(matter, at),
    ...groupsHeard(matter, at),
    ...commentConcluded(matter, at),
    ...hearingConcluded(matter, at),
  ]
}

/** AF-02 依法不予公开. */
export function isLawfullyUndisclosed(matter: Matter): boolean {
  return answerOf(matter, 'AF-02') === 'yes'
}

// 第十四条第一款: a notice that is out, a hearing that was held, are records of participation as those of other methods.
function someoneHeard(matter: Matter, at: Circumstances): readonly Ground[] {
  const isHeard =
    matter.participation.records.length > 0 || currentRound(matter) !== undefined || wasHeld(matter)
  return unless(isHeard, at, 'MD-D01', { missing: ['participation'], ...unit })
}

function groupsHeard(matter: Matter, at: Circumstances): readonly Ground[] {
  switch (answerOf(matter, 'AF-03')) {
    case undefined:
      return [unanswered(at, 'MD-D03', 'AF-03', ['undertaking-unit-handler', 'government-office'])]
    case 'no':
      return []
    case 'yes':
      return unless(matter.participation.groups.length > 0, at, 'MD-D03', {
        missing: ['RecordGroupConsultation'],
        ...unit,
      })
  }
}

function unanswered(
  at: Circumstances,
  rule: string,
  code: string,
  whoCan: readonly string[],
): Ground {
  return ground(at, rule, { missing: [code], whoCan })
}

/**
 * 意见是否都有处理 · MD-D13: every opinion of the newest round that was received in time has its disposition, and
 * the adoption statement says so. Where the set is at hand, it is asked; a late opinion is in no set (CAL-8).
 */
export function opinionsAnswered(matter: Matter, at: Circumstances): readonly Ground[] {
  const round = matter.comment.rounds.at(-1)
  if (round === undefined) return []
  const { adoption } = matter.participation
  const { opinions } = at
  const isStated = adoption?.round === round.round || opinions?.count === 0
  return [
    ...unless(opinions === undefined || opinions.undisposed === 0, at, 'MD-D13', {
      missing: ['DisposeOfOpinion'],
      ...unit,
    }),
    ...unless(isStated, at, 'MD-D13', { missing: ['SubmitAdoptionStatement'], ...unit }),
  ]
}

/** MD-D14: where the pack demands it, the adoption result is published. */
export function feedbackPublished(matter: Matter, at: Circumstances): readonly Ground[] {
  const { feedback } = matter.participation
  const isOwed = currentRound(matter) !== undefined && at.rules.flag('md.comment.feedback')
  return unless(!isOwed || feedback !== undefined, at, 'MD-D14', {
    missing: ['PublishFeedback'],
    ...unit,
  })
}
