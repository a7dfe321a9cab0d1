import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { riskConcluded } from '../../major-decision/risk-assessment/gates.ts'
import { answerOf, type FindingCode, type Matter } from '../../matter/state.ts'
import { pointsAnswered, reviewed, textReviewed } from '../legality-review/gates.ts'
import { opinionOf } from '../legality-review/rounds.ts'

/** T21, T22: tabled after a lawful opinion, or after the revision it asked for, every point answered. */
export function readyToTable(matter: Matter, at: Circumstances): readonly Ground[] {
  const shut = reviewed(matter, at)
  if (matter.stage === 'S15') return [...shut, ...pointsAnswered(matter, at)]
  if (matter.stage !== 'S14') return [...shut, ground(at, 'T22')]
  const needsRevision = opinionOf(matter)?.outcome === 'toBeAmended'
  return [
    ...shut,
    ...pointsAnswered(matter, at),
    ...unless(!needsRevision, at, 'T21', { missing: ['OpenRevision'] }),
  ]
}

/** 第二十五条第二款: an exploratory reform goes to the meeting with the head's consent. */
export function agreedIfExploratory(matter: Matter, at: Circumstances): readonly Ground[] {
  const { tabled, agreedToTable } = matter.meeting
  if (tabled?.exploratory !== true || agreedToTable) return []
  const lack = { missing: ['AgreeToTable'], whoCan: ['head'] }
  return [ground(at, 'MD-G02', lack), ground(at, 'T24', lack)]
}

/** T29 · What a meeting amended in substance is issued after a new review and a new meeting, not before (MD-H08). */
export function notSentBack({ meeting }: Matter, at: Circumstances): readonly Ground[] {
  const isSentBack = meeting.closed && meeting.decision?.decision === 'amended'
  if (!isSentBack || !at.rules.gates('MD-H08')) return []
  const lack = { missing: ['IssueLegalityOpinion', 'OpenDeliberation'], whoCan: ['legality-head'] }
  return [ground(at, 'MD-H08', lack), ground(at, 'T29', lack)]
}

/** 第三条: the matter is one this procedure is for. */
export function isMajorMatter(matter: Matter, at: Circumstances): readonly Ground[] {
  return unless(answerOf(matter, 'AF-01') === 'yes', at, 'MD-A01', {
    missing: ['AF-01'],
    whoCan: ['government-office'],
  })
}

/** What was tabled is what was reviewed, and may go to a meeting at all. */
export function tabledTextReviewed(matter: Matter, at: Circumstances): readonly Ground[] {
  const { tabled } = matter.meeting
  return tabled === undefined ? [] : textReviewed(matter, at, tabled.draft)
}

/** 第二十九条: an answer that came after the package asks for its paper all the same (MD-H01). */
export function stepsInPackage(matter: Matter, at: Circumstances): readonly Ground[] {
  const { fairCompetition, experts, risk } = matter
  const isAssessed = risk.conclusions.length > 0 || riskConcluded(matter, at).length === 0
  const owed: readonly [FindingCode, boolean, string, string][] = [
    ['AF-07', fairCompetition.concluded !== undefined, 'fairCompetition', 'market-regulator'],
    ['AF-05', experts.concluded !== undefined, 'expertStatement', 'undertaking-unit-handler'],
    ['AF-06', isAssessed, 'riskReport', 'risk-assessor'],
  ]
  return owed.flatMap(([code, isDone, paper, who]) =>
    unless(isDone || answerOf(matter, code) !== 'yes', at, 'MD-H01', {
      missing: [paper],
      whoCan: [who],
    }),
  )
}
