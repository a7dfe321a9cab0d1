import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import {
  addCounselOpinion,
  answerReviewPoint,
  consentToShorterReview,
  issueLegalityOpinion,
  openRevision,
} from './commands.ts'
import { isRunning } from './gates.ts'
import { currentRound, opinionOf } from './rounds.ts'

/** 审查意见及其落实 (第二十六条第二款、第二十七条、第二十八条). */
export const opinionDefinitions: readonly Definition[] = [
  define(addCounselOpinion, { stages: ['S11', 'S12'], outOfOrder: ['T18'] }),
  define(consentToShorterReview, {
    stages: ['S11', 'S12', 'S14', 'S15', 'S16'],
    outOfOrder: ['T13'],
    bars: didNotHandle,
    gates: [(matter, at) => unless(currentRound(matter)?.acceptedAt !== undefined, at, 'T13')],
    checks: ({ reasonOf, reasons }, _matter, at) => [
      ...unless(isFilled(reasonOf), at, 'MD-G05', { missing: ['reasonOf'] }),
      ...unless(isFilled(reasons), at, 'MD-G05', { missing: ['reasons'] }),
    ],
  }),
  define(issueLegalityOpinion, {
    stages: ['S11'],
    outOfOrder: ['T18'],
    bars: didNotHandle,
    gates: [(matter, at) => unless(matter.stage !== 'S11' || isRunning(matter), at, 'T18')],
    issues: ({ draft, points = [] }, matter) => [
      ...unknownDraft(matter, draft),
      ...(new Set(points.map(({ no }) => no)).size === points.length
        ? []
        : [{ path: 'points', message: '要点编号重复 · two points bear one number' }]),
    ],
    checks: opinionGaps,
  }),
  define(openRevision, {
    stages: ['S14'],
    outOfOrder: ['T19'],
    gates: [
      (matter, at) =>
        unless(matter.stage !== 'S14' || opinionOf(matter)?.outcome === 'toBeAmended', at, 'T19'),
    ],
  }),
  define(answerReviewPoint, {
    stages: ['S14', 'S15', 'S16'],
    outOfOrder: ['T21'],
    issues: ({ no, draft }, matter) => [
      ...unknownDraft(matter, draft),
      ...(opinionOf(matter)?.points.some((point) => point.no === no) === false
        ? [{ path: 'no', message: `审查意见没有第${no}条 · the opinion has no point ${no}` }]
        : []),
    ],
    // 第二十八条: what is not followed is explained.
    checks: ({ followed, explanation }, _matter, at) =>
      unless(followed === 'yes' || isFilled(explanation), at, 'MD-G10', {
        missing: ['explanation'],
      }),
  }),
]

// Whoever handled the draft, in any version, does not sign for its review.
function didNotHandle(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  const handled = 'official' in by && matter.handlers.includes(by.official)
  return unless(!handled, at, 'SoD-01', { missing: [anotherPerson], whoCan: ['legality-head'] })
}

function opinionGaps(
  command: CommandOf<typeof issueLegalityOpinion>,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { competence, procedure, content, outcome, riskDisclosed, reasons, counsel } = command
  const unfound = Object.entries({ competence, procedure, content })
    .filter(([, examined]) => !isListed(examined?.basis))
    .map(([name]) => name)
  const round = currentRound(matter)
  const hasCounsel =
    isListed(counsel) && counsel?.every((entry) => round?.counsel.includes(entry)) === true
  const missing = [
    ...unfound,
    ...(outcome === undefined ? ['outcome'] : []),
    ...(isFilled(reasons) ? [] : ['reasons']),
    ...(round === undefined || round.draft === command.draft ? [] : ['draft']),
  ]
  return [
    ...unless(unfound.length === 0, at, 'MD-G07', { missing: unfound }),
    // 法律顾问制度: that advisers take part in major decisions is a row of its own.
    ...['MD-G08', 'OT-02'].flatMap((rule) =>
      unless(hasCounsel, at, rule, { missing: ['AddCounselOpinion'], whoCan: ['legal-adviser'] }),
    ),
    // 第二十八条: the opinion is on the version under review, with its conclusion, reasons and bases.
    ...unless(missing.length === 0, at, 'MD-G09', { missing }),
    ...(outcome === 'exploratory' && !isFilled(riskDisclosed)
      ? [ground(at, 'MD-G02', { missing: ['riskDisclosed'] })]
      : []),
  ]
}
