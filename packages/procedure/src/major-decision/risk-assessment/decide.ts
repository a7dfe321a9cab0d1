import { dateOf } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Stage } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import {
  concludeRisk,
  planAssessment,
  referToEarlierAssessment,
  submitRiskReport,
} from './commands.ts'

// Measures and a new assessment may make a risk controllable until the item is discussed (第二十四条).
const untilTheMeeting: readonly Stage[] = [
  'S07',
  'S08',
  'S09',
  'S10',
  'S11',
  'S12',
  'S13',
  'S14',
  'S15',
  'S16',
]

/** 风险评估: how its commands are decided (713: 第二十二条至第二十四条). */
export const definitions: readonly Definition[] = [
  define(planAssessment, { stages: ['S06', ...untilTheMeeting], outOfOrder: ['T05'] }),
  define(submitRiskReport, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: (command, _matter, at) => [
      ...wholeReport(command, at),
      ...levelStated(command, at),
      ...kindsCovered(command, at),
    ],
  }),
  define(concludeRisk, {
    // The organ may change its mind while the item is discussed; what counts is the latest conclusion (第二十四条).
    stages: [...untilTheMeeting, 'S17'],
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    gates: [
      ({ risk }, at) =>
        unless(risk.reports.length > 0, at, 'MD-F01', {
          missing: ['SubmitRiskReport'],
          whoCan: ['risk-assessor', 'undertaking-unit-handler'],
        }),
    ],
  }),
  define(referToEarlierAssessment, {
    stages: ['S06', ...untilTheMeeting],
    outOfOrder: ['T05'],
    checks: ({ reference, date, document }, _matter, at) => {
      const missing = [
        ...(isFilled(reference) ? [] : ['reference']),
        ...(date === undefined ? ['date'] : []),
        ...(document === undefined ? ['document'] : []),
      ]
      return [
        ...unless(missing.length === 0, at, 'MD-F01', {
          missing,
          whoCan: ['undertaking-unit-handler'],
        }),
        // CAL-11: no act rests on a paper dated later than the act.
        ...unless(date === undefined || date <= dateOf(at.time), at, 'CAL-11', {
          missing: ['date'],
        }),
      ]
    },
  }),
]

type Report = CommandOf<typeof submitRiskReport>

// 第二十三条第二款: the departments are heard; points, measures and a handling plan stand in the report.
function wholeReport(report: Report, at: Circumstances): readonly Ground[] {
  const { departmentsHeard, points, measures, handlingPlan } = report
  const missing = [
    ...(isListed(departmentsHeard) ? [] : ['departmentsHeard']),
    ...(isListed(points) ? [] : ['points']),
    ...(isListed(measures) ? [] : ['measures']),
    ...(handlingPlan === undefined ? ['handlingPlan'] : []),
  ]
  return unless(missing.length === 0, at, 'MD-F03', { missing, whoCan: ['risk-assessor'] })
}

function levelStated({ level }: Report, at: Circumstances): readonly Ground[] {
  return unless(!at.rules.gates('MD-F06') || level !== undefined, at, 'MD-F06', {
    missing: ['level'],
    whoCan: ['risk-assessor'],
  })
}

function kindsCovered({ kinds = [] }: Report, at: Circumstances): readonly Ground[] {
  const covered: readonly string[] = kinds
  const missing = at.rules.set('md.risk.kinds').filter((kind) => !covered.includes(kind))
  return unless(missing.length === 0, at, 'MD-F07', {
    missing: missing.map((kind) => `kinds.${kind}`),
    whoCan: ['risk-assessor'],
  })
}
