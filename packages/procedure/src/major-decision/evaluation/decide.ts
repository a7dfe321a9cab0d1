import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { deadlineCame } from '../../shared-steps/timed.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import {
  appointEvaluator,
  closeEvaluation,
  declineEvaluation,
  disposeOfReport,
  nameEvaluationTeam,
  openEvaluation,
  proposeEvaluation,
  submitEvaluationReport,
} from './commands.ts'
import {
  disposedBeforeClosing,
  evaluatorAppointed,
  noReportYet,
  reportDelivered,
  teamNamed,
} from './gates.ts'
import { independent, notBarredHimself } from './independence.ts'

const whoCan = ['head', 'executive-deputy']

/** 决策后评估: how its commands are decided (713: 第三十六条). */
export const definitions: readonly Definition[] = [
  define(openEvaluation, {
    stages: ['S24', 'S25'],
    outOfOrder: ['T38'],
    checks: ({ trigger, reasons }, _matter, at) => [
      ...unless(triggersOf(at).includes(trigger), at, 'MD-N01', { missing: ['trigger'] }),
      ...unless(isFilled(reasons), at, 'MD-N01', { missing: ['reasons'], whoCan }),
    ],
  }),
  define(declineEvaluation, {
    stages: ['S24', 'S25'],
    outOfOrder: ['T38'],
    checks: ({ trigger, reasons }, _matter, at) => [
      ...unless(isFilled(reasons), at, 'MD-N01', { missing: ['reasons'], whoCan }),
      // Where the pack makes a trigger compulsory, there is nothing to decline.
      ...unless(!isCompulsory(trigger, at), at, 'MD-N01', { missing: ['OpenEvaluation'], whoCan }),
    ],
  }),
  define(proposeEvaluation, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('evaluationProposal', 'MD-N01')],
    records: (_command, _matter, at) =>
      isCompulsory('yearPassed', at) ? { deviations: [deviation(at, 'MD-N01')] } : {},
  }),
  define(appointEvaluator, {
    stages: ['S26'],
    outOfOrder: ['T38'],
    gates: [noReportYet],
    checks: ({ evaluator, institution, thirdParty, independence }, matter, at) => [
      ...independent([{ id: evaluator, institution }], matter, at, 'evaluator'),
      ...unless(!thirdParty || independence !== undefined, at, 'MD-N02', {
        missing: ['independence'],
        whoCan,
      }),
    ],
  }),
  define(nameEvaluationTeam, {
    stages: ['S26'],
    outOfOrder: ['T38'],
    bars: notBarredHimself,
    gates: [evaluatorAppointed, noReportYet],
    checks: ({ team = [] }, matter, at) => [
      ...unless(team.length > 0, at, 'SoD-05', { missing: ['team'], whoCan: ['evaluator'] }),
      ...independent(team, matter, at, 'team'),
    ],
  }),
  define(submitEvaluationReport, {
    stages: ['S26'],
    outOfOrder: ['T39'],
    bars: notBarredHimself,
    gates: [evaluatorAppointed, teamNamed, noReportYet],
    checks: (report, matter, at) => [
      ...reportGaps(report, at),
      ...independent(
        (report.authors ?? []).map((id) => ({ id })),
        matter,
        at,
        'authors',
      ),
    ],
  }),
  define(disposeOfReport, {
    stages: ['S26'],
    outOfOrder: ['T39'],
    gates: [reportDelivered],
    checks: ({ disposition, reasons }, _matter, at) => [
      ...unless(isFilled(reasons), at, 'MD-N04', { missing: ['reasons'], whoCan }),
      ...unless(isOutcome(disposition, at), at, 'MD-M04', { missing: ['disposition'], whoCan }),
    ],
  }),
  define(closeEvaluation, {
    stages: ['S26'],
    outOfOrder: ['T39'],
    gates: [reportDelivered, disposedBeforeClosing],
  }),
]

// 第三十六条第三款: the public and the representatives were heard, and a paper shows it; somebody signs for the report.
function reportGaps(
  { authors, participation }: CommandOf<typeof submitEvaluationReport>,
  at: Circumstances,
): readonly Ground[] {
  return [
    ...unless(isListed(participation), at, 'MD-N03', {
      missing: ['participation'],
      whoCan: ['evaluator'],
    }),
    ...unless(isListed(authors), at, 'SoD-05', { missing: ['authors'], whoCan: ['evaluator'] }),
  ]
}

/** A trigger that a pack makes compulsory is one of its triggers. */
function triggersOf(at: Circumstances): readonly string[] {
  return [...at.rules.set('md.eval.triggers'), ...at.rules.set('md.eval.mandatory')]
}

function isCompulsory(trigger: string, at: Circumstances): boolean {
  return at.rules.set('md.eval.mandatory').includes(trigger)
}

/** MD-M04 is local: where a pack lists what may follow an evaluation, nothing else does. */
function isOutcome(disposition: string, at: Circumstances): boolean {
  const word = disposition === 'stop' ? 'terminate' : disposition
  return !at.rules.gates('MD-M04') || at.rules.set('md.eval.outcomes').includes(word)
}
