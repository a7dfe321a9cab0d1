import { dateOf, type Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, deviation, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import { reported } from '../../major-decision/prior-report/gates.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import { notSentBack } from '../meeting/gates.ts'
import { deadlineCame } from '../timed.ts'
import {
  checkOpenness,
  markPublicationOverdue,
  publishDecision,
  remindOfPublication,
  withholdFromPublication,
} from './commands.ts'
import { publicationDates } from './dates.ts'

/** 决策公布: how its commands are decided (713: 第三十二条). */
export const definitions: readonly Definition[] = [
  define(checkOpenness, {
    stages: ['S18', 'S21'],
    outOfOrder: ['T33'],
    checks: ({ outcome, ground: why }, _matter, at) =>
      unless(outcome !== 'withheld' || isFilled(why), at, 'MD-J03', { missing: ['ground'] }),
  }),
  define(publishDecision, {
    stages: ['S18', 'S21'],
    outOfOrder: ['T33'],
    bars: didNotCheck,
    gates: [notSentBack, reported, editsSigned],
    checks: (command, matter, at) => [
      ...textGaps(command, matter, at),
      ...noticeGaps(command, matter, at),
    ],
    records: (_command, matter, at) => {
      const ends = matter.deadlines.publication?.ends ?? countedNow(matter, at)
      const isLate = ends !== undefined && at.time >= ends
      return isLate ? { deviations: [deviation(at, 'MD-J01')] } : {}
    },
  }),
  define(withholdFromPublication, {
    stages: ['S18', 'S21'],
    outOfOrder: ['T33'],
    // 第三十二条: only what the openness reviewer found lawfully undisclosed stays unpublished.
    gates: [notSentBack, reported, foundUndisclosed],
  }),
  define(markPublicationOverdue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('publication', 'MD-J01')],
    records: (_command, _matter, at) => ({ deviations: [deviation(at, 'MD-J01')] }),
  }),
  define(remindOfPublication, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('publicationReminder', 'MD-J01')],
  }),
]

// 待日历: lateness is counted here and never waits for the clerk to fix the date.
function countedNow({ meeting }: Matter, at: Circumstances): Instant | undefined {
  const takenAt = meeting.decision?.takenAt
  return takenAt === undefined ? undefined : publicationDates(takenAt, at).publication?.ends
}

function foundUndisclosed(matter: Matter, at: Circumstances): readonly Ground[] {
  return unless(answerOf(matter, 'AF-02') === 'yes', at, 'MD-J03', {
    missing: ['AF-02'],
    whoCan: ['openness-reviewer'],
  })
}

// Whoever checked the openness of the text is not the one who publishes it.
function didNotCheck(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  const checked = 'official' in by && matter.publication.openness?.reviewer === by.official
  return unless(!checked, at, 'SoD-16', {
    missing: [anotherPerson],
    whoCan: ['government-office', 'office-director'],
  })
}

function editsSigned({ meeting }: Matter, at: Circumstances): readonly Ground[] {
  return unless(!meeting.editsOpen, at, 'MD-J04', {
    missing: ['SignEditedText'],
    whoCan: ['head'],
  })
}

function textGaps(
  { text }: CommandOf<typeof publishDecision>,
  { publication, drafts, meeting }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { openness } = publication
  const isChecked = openness?.text === text.digest && openness.outcome !== 'withheld'
  const decided = drafts.find(({ version }) => version === meeting.draft)?.text.digest
  // Where parts may not be shown, the text that was cleared stands for the one decided.
  const isRedacted = isChecked && openness.outcome === 'partly'
  return [
    ...unless(isChecked, at, 'MD-J03', {
      missing: ['CheckOpenness'],
      whoCan: ['openness-reviewer'],
    }),
    ...unless(decided === text.digest || isRedacted, at, 'MD-J04', { missing: ['text'] }),
  ]
}

function noticeGaps(
  { channels, adoptionExplanation, decidedOn }: CommandOf<typeof publishDecision>,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const wide = answerOf(matter, 'AF-13')
  const isToBeExplained = wide === 'yes' || answerOf(matter, 'AF-05') === 'yes'
  return [
    ...unless(isListed(channels), at, 'MD-J01', { missing: ['channels'] }),
    ...(wide === undefined
      ? [ground(at, 'MD-J02', { missing: ['AF-13'], whoCan: ['government-office'] })]
      : []),
    ...(isToBeExplained && adoptionExplanation === undefined
      ? [ground(at, 'MD-J02', { missing: ['adoptionExplanation'] })]
      : []),
    // CAL-11: the notice speaks of a day that has been.
    ...unless(decidedOn <= dateOf(at.time), at, 'CAL-11', { missing: ['decidedOn'] }),
  ]
}
