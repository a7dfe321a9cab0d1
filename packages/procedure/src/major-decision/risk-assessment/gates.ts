import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { answerOf, type Matter } from '../../matter/state.ts'

/**
 * 风险评估是否完成 · MD-F01: where harm is possible there is a conclusion, or the reference to an assessment made
 * under other rules; an unanswered question keeps it shut.
 */
export function riskConcluded(matter: Matter, at: Circumstances): readonly Ground[] {
  const answer =
    at.rules.word('md.applicability.risk') === 'always' ? 'yes' : answerOf(matter, 'AF-06')
  if (answer === undefined) {
    return [
      ground(at, 'MD-F01', {
        missing: ['AF-06'],
        whoCan: ['undertaking-unit-handler', 'risk-assessor', 'government-office'],
      }),
    ]
  }
  const isDone = answer === 'no' || matter.risk.conclusions.length > 0 || isAlreadyAssessed(matter)
  return unless(isDone, at, 'MD-F01', {
    missing: ['ConcludeRisk'],
    whoCan: ['head', 'executive-deputy', 'office-director'],
  })
}

function isAlreadyAssessed({ risk, findings }: Matter): boolean {
  return risk.earlier !== undefined || findings['AF-06']?.alreadyAssessed !== undefined
}

/** 风险是否可控 · MD-F05: the organ's latest conclusion does not say uncontrollable. */
export function riskControllable(matter: Matter, at: Circumstances): readonly Ground[] {
  const latest = matter.risk.conclusions.at(-1)
  return unless(latest === undefined || latest.controllable, at, 'MD-F05', {
    missing: ['controllable'],
    whoCan: ['head', 'executive-deputy', 'office-director'],
  })
}

/** 风险等级 · MD-F06: where the pack works with levels, a high one does not go to the meeting. */
export function riskLevelAllows(matter: Matter, at: Circumstances): readonly Ground[] {
  const level = matter.risk.reports.at(-1)?.level
  const blocks = at.rules.gates('MD-F06') && at.rules.flag('md.risk.highBlocks')
  return unless(!blocks || level !== 'high', at, 'MD-F06', {
    missing: ['level'],
    whoCan: ['undertaking-unit-handler', 'risk-assessor'],
  })
}
