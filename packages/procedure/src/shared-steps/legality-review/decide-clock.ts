import { dateOf, endOf } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { isFilled } from '../../texts.ts'
import { deadlineCame } from '../timed.ts'
import { reviewLimits } from './clock.ts'
import { extensionBars, extensionGates } from './extension.ts'
import {
  extendReview,
  markReviewOverdue,
  markSupplementOverdue,
  requestSupplement,
  restartReviewClock,
  stopReviewClock,
  supplyPapers,
} from './commands.ts'
import { currentRound } from './rounds.ts'
import { begun, ended } from './pauses.ts'
import type { StopGround } from './state.ts'

/** 停钟与恢复: what stops the review time and what lets it run (第二十六条第一款; CAL-6, CAL-10). */
export const clockDefinitions: readonly Definition[] = [
  define(requestSupplement, {
    stages: ['S11'],
    outOfOrder: ['T14'],
    issues: ({ due }, _matter, at) =>
      due >= dateOf(at.time)
        ? []
        : [{ path: 'due', message: '补正期限已过 · the due date lies before the request' }],
    records: ({ due }, matter, at) => ({
      event: { dueEnds: endOf(due), limits: limitsAfter(begun, 'supplement', matter, at) },
    }),
  }),
  define(supplyPapers, {
    stages: ['S12'],
    outOfOrder: ['T15'],
    records: (_command, matter, at) => ({
      event: { limits: limitsAfter(ended, 'supplement', matter, at) },
    }),
  }),
  define(stopReviewClock, {
    stages: ['S11'],
    outOfOrder: ['T14'],
    gates: [isAccepted],
    checks: ({ ground: why }, matter, at) => [
      ...unless(at.rules.set('md.review.clockStops').includes(why), at, 'CAL-6', {
        missing: ['ground'],
      }),
      ...unless(!isStoppedFor(matter, why), at, 'CAL-10', { missing: ['RestartReviewClock'] }),
    ],
    records: ({ ground: why }, matter, at) => ({
      event: { limits: limitsAfter(begun, why, matter, at) },
    }),
  }),
  define(restartReviewClock, {
    stages: ['S11', 'S12'],
    outOfOrder: ['T14'],
    checks: ({ ground: why }, matter, at) =>
      unless(isStoppedFor(matter, why), at, 'CAL-10', { missing: ['StopReviewClock'] }),
    records: ({ ground: why }, matter, at) => ({
      event: { limits: limitsAfter(ended, why, matter, at) },
    }),
  }),
  define(extendReview, {
    stages: ['S11', 'S12'],
    outOfOrder: ['T13'],
    bars: (_matter, at, by) => extensionBars(at, by),
    gates: [isAccepted, extensionGates],
    issues: ({ days }) =>
      days > 0 ? [] : [{ path: 'days', message: '延长日数须为正数 · days to add are above zero' }],
    checks: ({ days, reasons }, _matter, at) => [
      ...unless(days <= (at.rules.number('md.review.extensionWorkdays') ?? 0), at, 'MD-G06', {
        missing: ['days'],
      }),
      ...unless(isFilled(reasons), at, 'CAL-10', { missing: ['reasons'] }),
    ],
    records: ({ days }, matter, at) => {
      const round = currentRound(matter)
      const limits = reviewLimits(round?.acceptedAt, round?.pauses ?? [], at, days)
      return { event: { limits } }
    },
  }),
  define(markSupplementOverdue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('supplement', 'MD-G04')],
  }),
  define(markReviewOverdue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('reviewCeiling', 'MD-G06')],
    records: (_command, _matter, at) => ({ deviations: [deviation(at, 'MD-G06')] }),
  }),
]

function isAccepted(matter: Matter, at: Circumstances): readonly Ground[] {
  return unless(currentRound(matter)?.acceptedAt !== undefined, at, 'T13')
}

function isStoppedFor(matter: Matter, why: StopGround): boolean {
  return (
    currentRound(matter)?.pauses.some(
      ({ ground, until }) => ground === why && until === undefined,
    ) === true
  )
}

function limitsAfter(
  change: typeof begun,
  why: StopGround,
  matter: Matter,
  at: Circumstances,
): object {
  const round = currentRound(matter)
  return reviewLimits(
    round?.acceptedAt,
    change(round?.pauses ?? [], why, at.time),
    at,
    round?.extraDays,
  )
}
