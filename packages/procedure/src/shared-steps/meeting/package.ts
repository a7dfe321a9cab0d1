import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import {
  expertOpinionsDisposed,
  isMajorityAgainst,
} from '../../major-decision/expert-argumentation/gates.ts'
import { wasHeld } from '../../major-decision/hearing/gates.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import { opinionOf } from '../legality-review/rounds.ts'
import type { submitForDeliberation } from './commands.ts'

type Submission = CommandOf<typeof submitForDeliberation>

/** 上会材料 · Whether each step that was performed came with its paper (第二十九条). */
export function packageGaps(
  submission: Submission,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const kinds = (submission.package ?? []).map(({ kind }) => kind)
  const lacking = demandedPapers(matter).filter((kind) => !kinds.includes(kind))
  return [
    ...unless(lacking.length === 0, at, 'MD-H01', {
      missing: lacking,
      whoCan: ['undertaking-unit-principal'],
    }),
    ...disagreementUnreported(kinds, matter, at),
    ...opinionsUnanswered(matter, at),
    ...expertsUnanswered(submission, matter, at),
  ]
}

type Kind = NonNullable<Submission['package']>[number]['kind']

function demandedPapers(matter: Matter): readonly Kind[] {
  const { comment, participation, experts, risk, fairCompetition } = matter
  const asked: readonly [Kind, boolean][] = [
    ['draft', true],
    ['explanation', true],
    ['adoptionStatement', comment.chosen === true || participation.adoption !== undefined],
    ['expertStatement', experts.concluded !== undefined],
    ['hearingReport', wasHeld(matter)],
    ['riskReport', risk.reports.length > 0 || risk.earlier !== undefined],
    ['fairCompetition', fairCompetition.concluded !== undefined],
    ['legalityOpinion', true],
    ['answerTable', (opinionOf(matter)?.points.length ?? 0) > 0],
  ]
  return asked.filter(([, isDemanded]) => isDemanded).map(([kind]) => kind)
}

// 第十三条: where units still disagree, the decision organ is told the issues, the views and the reasons.
function disagreementUnreported(
  kinds: readonly Kind[],
  { drafting }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const newest = new Map(drafting.consultations.map(({ organ, answer }) => [organ, answer]))
  const objects = [...newest.values()].includes('objects')
  const isReported = kinds.includes('disagreement') && drafting.disagreementStated
  return unless(!objects || isReported, at, 'MD-C05', {
    missing: ['RecordDisagreement'],
    whoCan: ['undertaking-unit-handler'],
  })
}

// 第十八条、第二十九条第二项: every opinion of the public has its answer.
function opinionsUnanswered(matter: Matter, at: Circumstances): readonly Ground[] {
  const undisposed = at.opinions?.undisposed ?? 0
  const unstated = matter.comment.chosen === true && matter.participation.adoption === undefined
  const missing = [
    ...(undisposed > 0 ? ['DisposeOfOpinion'] : []),
    ...(unstated ? ['SubmitAdoptionStatement'] : []),
  ]
  if (missing.length === 0) return []
  // A statement that does not answer every opinion is not the paper the package asks for.
  const lack = { missing, whoCan: ['undertaking-unit-handler'] }
  return [ground(at, 'MD-D13', lack), ground(at, 'MD-H01', lack)]
}

// 第二十九条第三项; a pack may ask for the reasons where most experts were not followed.
function expertsUnanswered(
  { package: papers, majorityReasons }: Submission,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  if (matter.experts.concluded === undefined) return []
  const reasonsDemanded =
    at.rules.flag('md.expert.majorityReasonRequired') && isMajorityAgainst(matter)
  const isStated = (papers ?? []).some(({ kind }) => kind === 'expertStatement')
  return [
    ...unless(isStated, at, 'MD-E07', {
      missing: ['expertStatement'],
      whoCan: ['undertaking-unit-principal'],
    }),
    ...expertOpinionsDisposed(matter, at),
    ...(reasonsDemanded && !isFilled(majorityReasons)
      ? [ground(at, 'MD-E07', { missing: ['majorityReasons'] })]
      : []),
  ]
}
