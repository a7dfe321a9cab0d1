import { dateOf } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { draftReady, throughTheOffice } from '../../major-decision/drafting/more/gates.ts'
import {
  forwardedByTheOffice,
  forwardedLate,
  notWhatTheOfficeHas,
} from '../../major-decision/drafting/more/office.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import { isListed } from '../../texts.ts'
import { reviewLimits } from './clock.ts'
import { acceptForReview, assignReviewer, returnFromReview, submitForReview } from './commands.ts'
import { currentRound } from './rounds.ts'

/** Without these papers a submission cannot be accepted (第二十六条第一款). */
const demandedPapers = ['draft', 'explanation', 'basisList', 'stepsStatement']

/** 送审、受理、退回 (第二十六条). */
export const submissionDefinitions: readonly Definition[] = [
  define(submitForReview, {
    stages: ['S08', 'S09', 'S10', 'S13', 'S14', 'S15', 'S16'],
    outOfOrder: ['T11'],
    bars: forwardedByTheOffice,
    gates: [throughTheOffice],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ draft, papers, truthStatement }, matter, at) => {
      const lacksBasis =
        papers?.some(({ kind }) => kind === 'basisList') !== true ||
        matter.drafting.basisOf.length === 0
      const basis = { missing: ['basisList'], whoCan: ['undertaking-unit-handler'] }
      return [
        ...(lacksBasis ? [ground(at, 'MD-C02', basis), ground(at, 'MD-G03', basis)] : []),
        ...unless(truthStatement === true, at, 'MD-G03', { missing: ['truthStatement'] }),
        ...(isFirstSubmission(matter) ? draftReady(matter, draft, at) : []),
        ...notWhatTheOfficeHas(matter, draft, at),
      ]
    },
    records: (_command, matter, at) => ({ deviations: forwardedLate(matter, at) }),
  }),
  define(acceptForReview, {
    stages: ['S11'],
    outOfOrder: ['T13'],
    gates: [isNotAccepted, papersComplete],
    // CAL-11: no act rests on a day that has not come.
    checks: ({ completeOn }, _matter, at) =>
      unless(completeOn <= dateOf(at.time), at, 'CAL-11', { missing: ['completeOn'] }),
    records: (_command, matter, at) => ({
      event: { limits: reviewLimits(at.time, currentRound(matter)?.pauses ?? [], at) },
    }),
  }),
  define(assignReviewer, {
    stages: ['S11', 'S12'],
    outOfOrder: ['T13'],
    checks: ({ reviewer }, matter, at) => {
      // Whoever handled any version of the draft does not review it, whatever post he holds now.
      if (!matter.handlers.includes(reviewer)) return []
      const lack = { missing: ['reviewer'], whoCan: ['legality-head'] }
      return [ground(at, 'SoD-01', lack), ground(at, 'SoD-22', lack)]
    },
  }),
  define(returnFromReview, {
    stages: ['S11', 'S12'],
    outOfOrder: ['T17'],
    checks: ({ ground: why, items }, matter, at) => [
      ...returnTooSoon(why, matter, at),
      ...unless(isListed(items), at, why === 'notSupplied' ? 'T16' : 'T17', {
        missing: ['items'],
      }),
    ],
  }),
]

/** A further round after an opinion goes straight to the reviewer (T20). */
function isFirstSubmission({ stage }: Matter): boolean {
  return !['S14', 'S15', 'S16'].includes(stage)
}

function isNotAccepted(matter: Matter, at: Circumstances): readonly Ground[] {
  return unless(currentRound(matter)?.acceptedAt === undefined, at, 'T13')
}

function papersComplete(matter: Matter, at: Circumstances): readonly Ground[] {
  const round = currentRound(matter)
  if (round === undefined) return []
  const missing = demandedPapers.filter((kind) => !round.papers.includes(kind))
  return unless(missing.length === 0, at, 'MD-G03', {
    missing,
    whoCan: ['undertaking-unit-principal'],
  })
}

// A pause that waits for papers ends by papers, or after its due date by a person; never by the clock alone.
function returnTooSoon(why: string, matter: Matter, at: Circumstances): readonly Ground[] {
  const isWaiting = matter.stage === 'S12'
  if (why !== 'notSupplied') return unless(!isWaiting, at, 'T17')
  const supplement = currentRound(matter)?.supplement
  if (!isWaiting || supplement === undefined) return [ground(at, 'T16')]
  return unless(at.time >= supplement.dueEnds, at, 'T16', { until: supplement.dueEnds })
}
