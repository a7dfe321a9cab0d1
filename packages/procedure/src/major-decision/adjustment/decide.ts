import { dateOf, endOf } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { deadlineCame } from '../../shared-steps/timed.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import { reportDisposed } from '../evaluation/gates.ts'
import { inExecution } from '../execution/stages.ts'
import {
  enterChange,
  markSuspensionReviewOverdue,
  openAdjustment,
  recordAftercare,
  resumeExecution,
  settleAdjustment,
  stopExecution,
  suspendExecution,
} from './commands.ts'
import { adjustedElsewhere, settled, unknownMatter } from './linked.ts'
import { stopDecided } from './stop.ts'
import { headPersonally } from './the-head.ts'

/** 调整、中止、停止: how its commands are decided (713: 第三十七条). */
export const definitions: readonly Definition[] = [
  define(suspendExecution, {
    // 第三十七条 knows no stage: while it is evaluated or adjusted, a decision is still carried out.
    stages: ['S24', 'S26', 'S27'],
    outOfOrder: ['T36'],
    bars: headPersonally,
    gates: [notSuspended],
    checks: suspensionGaps,
    records: ({ reviewBy }) => ({
      event: { review: { ends: endOf(reviewBy), lastDay: reviewBy } },
    }),
  }),
  define(resumeExecution, {
    stages: ['S25', 'S26', 'S27'],
    outOfOrder: ['T37'],
    bars: headPersonally,
    gates: [isSuspended],
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'T37', { missing: ['reasons'], whoCan: ['head'] }),
  }),
  define(markSuspensionReviewOverdue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('suspensionReview', 'MD-M02')],
    records: (_command, _matter, at) => ({ deviations: [deviation(at, 'MD-M02')] }),
  }),
  define(openAdjustment, {
    stages: ['S24', 'S25', 'S26'],
    outOfOrder: ['T40'],
    gates: [reportDisposed],
    issues: ({ newMatter }, matter, at) => unknownMatter(newMatter, matter, at, 'newMatter'),
    checks: (command, matter, at) => [
      ...unless(isFilled(command.reasons), at, 'MD-M03', { missing: ['reasons'] }),
      ...adjustedElsewhere(command, matter, at),
    ],
  }),
  define(settleAdjustment, {
    stages: ['S27'],
    outOfOrder: ['T51'],
    issues: ({ newMatter }, matter, at) => unknownMatter(newMatter, matter, at, 'newMatter'),
    checks: (command, matter, at) => [
      ...settled(command, matter, at),
      ...(command.result === 'replaced' ? caredFor(matter, at) : []),
    ],
  }),
  define(stopExecution, {
    stages: ['S24', 'S25', 'S26'],
    outOfOrder: ['MD-M01', 'T42'],
    gates: [reportDisposed],
    issues: ({ decidedIn }, matter, at) =>
      typeof decidedIn === 'string' ? unknownMatter(decidedIn, matter, at, 'decidedIn') : [],
    checks: (command, matter, at) => [
      ...stopDecided(command.decidedIn, matter, at),
      ...stopPapers(command, at),
    ],
  }),
  define(recordAftercare, {
    stages: ['S25', 'S26', 'S27', 'S28', 'S29'],
    outOfOrder: ['MD-M05'],
  }),
  define(enterChange, {
    stages: inExecution,
    outOfOrder: ['T35'],
    records: (_command, _matter, at) => ({
      deviations: [deviation(at, 'MD-M01', ['CompleteExecution'])],
    }),
  }),
]

// 第三十七条: the circumstance of 第三十五条 and the urgency stand on the record, both of them.
function suspensionGaps(
  command: CommandOf<typeof suspendExecution>,
  { execution }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { situation, circumstance, urgency, measures, reviewBy } = command
  const isReported = execution.circumstances.some(({ position }) => position === circumstance)
  const missing = [
    ...(situation === undefined ? ['situation'] : []),
    ...(isFilled(urgency) ? [] : ['urgency']),
    // A review that lies behind is none.
    ...(reviewBy < dateOf(at.time) ? ['reviewBy'] : []),
  ]
  return [
    ...unless(missing.length === 0, at, 'MD-M02', { missing, whoCan: ['head'] }),
    ...unless(isReported, at, 'MD-M02', {
      missing: ['ReportMajorCircumstance'],
      whoCan: ['executing-unit'],
    }),
    ...unless(!at.rules.gates('MD-M05') || isListed(measures), at, 'MD-M05', {
      missing: ['measures'],
      whoCan: ['head'],
    }),
  ]
}

function notSuspended({ adjustment }: Matter, at: Circumstances): readonly Ground[] {
  return unless(adjustment.suspended === undefined, at, 'T36', {
    missing: ['ResumeExecution'],
    whoCan: ['head'],
  })
}

function isSuspended({ adjustment }: Matter, at: Circumstances): readonly Ground[] {
  return unless(adjustment.suspended !== undefined, at, 'T37', {
    missing: ['SuspendExecution'],
    whoCan: ['head'],
  })
}

function stopPapers(
  { aftercare, compensationCheck, reasons }: CommandOf<typeof stopExecution>,
  at: Circumstances,
): readonly Ground[] {
  const missing = [
    ...(aftercare === undefined ? ['aftercare'] : []),
    ...(compensationCheck === undefined ? ['compensationCheck'] : []),
  ]
  return [
    ...unless(missing.length === 0, at, 'T42', { missing }),
    ...(missing.length > 0 && at.rules.gates('MD-M05') ? [ground(at, 'MD-M05', { missing })] : []),
    ...unless(isFilled(reasons), at, 'T42', { missing: ['reasons'] }),
  ]
}

// Where the pack asks for it: what is replaced is wound up with care for those it touched.
function caredFor({ adjustment }: Matter, at: Circumstances): readonly Ground[] {
  const { open, aftercare } = adjustment
  const isCared = aftercare.some((position) => position > (open?.position ?? 0))
  return unless(!at.rules.gates('MD-M05') || isCared, at, 'MD-M05', {
    missing: ['RecordAftercare'],
    whoCan: ['executing-unit', 'head'],
  })
}
