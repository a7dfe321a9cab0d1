import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import { riskControllable } from '../../major-decision/risk-assessment/gates.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import { opinionOf } from '../legality-review/rounds.ts'
import { isUnchanged } from '../legality-review/gates.ts'
import { publicationDates } from '../publication/dates.ts'
import { departsFromMajority, isHead, presentFor, silent, sittingOf } from './attendance.ts'
import { sentBackTo } from './back.ts'
import { closeDeliberation, giveReasons, signEditedText, takeDecision } from './commands-item.ts'
import { spokenLast } from './decide-item.ts'

/** 决定与结束讨论 (第三十条). */
export const closingDefinitions: readonly Definition[] = [
  define(takeDecision, {
    stages: ['S17'],
    // 第三十条第一款: what no meeting has in hand nobody decides, the head no more than others.
    outOfOrder: ['MD-H02', 'T27'],
    bars: didNotSignOpinion,
    gates: [sittingGoesOn, othersSpoke],
    checks: decisionGaps,
  }),
  define(giveReasons, {
    stages: 'any',
    outOfOrder: [],
    gates: [atTheMeeting],
    checks: ({ reasons }, _matter, at) =>
      unless(isFilled(reasons), at, 'MD-H05', { missing: ['reasons'] }),
  }),
  define(closeDeliberation, {
    stages: ['S17'],
    outOfOrder: ['MD-H02', 'T27'],
    gates: [everybodySpoke, majorityAnswered],
    records: (_command, matter, at) => {
      const { decision } = matter.meeting
      if (decision === undefined) return {}
      return {
        event: {
          decision: decision.decision,
          departsFromMajority: departs(matter),
          ...(decision.decision === 'amended' ? { back: sentBackTo(decision.redo) } : {}),
          ...(decision.decision === 'agreed'
            ? { dates: publicationDates(decision.takenAt, at) }
            : {}),
        },
      }
    },
  }),
  define(signEditedText, {
    stages: ['S18', 'S21'],
    outOfOrder: ['T33'],
    gates: [({ meeting }, at) => unless(meeting.editsOpen, at, 'T50', { missing: ['edits'] })],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
    checks: ({ draft, edits, text }, matter, at) => [
      ...unless(isListed(edits), at, 'MD-J04', { missing: ['edits'] }),
      ...unless(isUnchanged(matter, matter.meeting.draft ?? 0, draft), at, 'MD-G11', {
        missing: ['AF-12'],
        whoCan: ['legality-reviewer'],
      }),
      ...unless(
        matter.drafts.find(({ version }) => version === draft)?.text.digest === text.digest,
        at,
        'MD-J04',
        { missing: ['text'] },
      ),
    ],
  }),
]

// Whoever signed for the review comes to the decision with that role; another reviewer must speak first.
function didNotSignOpinion(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  const signed = 'official' in by && opinionOf(matter)?.signatory === by.official
  return unless(!signed, at, 'SoD-23', { missing: [anotherPerson], whoCan: ['legality-head'] })
}

// 第三十条第二款: the head decides after everybody else in the room has taken a stance.
function othersSpoke(matter: Matter, at: Circumstances, by: By): readonly Ground[] {
  if (matter.stage !== 'S17') return []
  const decider = 'official' in by ? by.official : ''
  const waits = silent(matter, at, decider).some((who) => !isHead(who, matter.organ, at))
  return waits ? spokenLast(at) : []
}

function sittingGoesOn(matter: Matter, at: Circumstances): readonly Ground[] {
  if (matter.stage !== 'S17') return []
  return unless(sittingOf(matter, at)?.status === 'open', at, 'T27', { missing: ['sitting'] })
}

function decisionGaps(
  { decision, reasons, redo }: CommandOf<typeof takeDecision>,
  matter: Matter,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  if (matter.stage !== 'S17') return []
  const inRoom = 'official' in by && presentFor(matter, at).includes(by.official)
  return [
    // 第三十条第一款: on the basis of the discussion, so whoever decides took part in it.
    ...unless(inRoom, at, 'MD-H03', { missing: ['present'], whoCan: ['head'] }),
    ...(matter.meeting.decision === undefined ? [] : [ground(at, 'T50')]),
    ...(decision === 'agreed' ? riskControllable(matter, at) : []),
    ...(decision === 'rejected'
      ? unless(isFilled(reasons), at, 'T32', { missing: ['reasons'] })
      : []),
    ...(decision === 'amended' ? unless(isListed(redo), at, 'T29', { missing: ['redo'] }) : []),
  ]
}

// 第三十条第二款: reasons are given at the meeting; a record of it grows no reasons afterwards.
function atTheMeeting(matter: Matter, at: Circumstances): readonly Ground[] {
  const { decision, closed } = matter.meeting
  const isOver = closed || (matter.stage === 'S17' && sittingOf(matter, at)?.status !== 'open')
  if (isOver) return [ground(at, 'SoD-07'), ground(at, 'CAL-11')]
  return unless(matter.stage === 'S17' && decision !== undefined, at, 'T27', {
    missing: ['TakeDecision'],
    whoCan: ['head'],
  })
}

function everybodySpoke(matter: Matter, at: Circumstances): readonly Ground[] {
  if (matter.stage !== 'S17') return []
  const { decision } = matter.meeting
  // The head's own stance is his decision.
  const waits = silent(matter, at, decision?.decider ?? '').length > 0
  return [
    ...unless(!waits, at, 'MD-H06', { missing: ['stances'], whoCan: ['recorder'] }),
    ...unless(decision !== undefined, at, 'T27', { missing: ['TakeDecision'], whoCan: ['head'] }),
  ]
}

function majorityAnswered(matter: Matter, at: Circumstances): readonly Ground[] {
  if (matter.stage !== 'S17') return []
  if (!departs(matter) || matter.meeting.reasonsAgainstMajority) return []
  const lack = { missing: ['reasons'], whoCan: ['head'] }
  return [ground(at, 'MD-H05', lack), ground(at, 'SoD-07', lack)]
}

function departs({ meeting }: Matter): boolean {
  const { decision, stances, recused } = meeting
  return decision !== undefined && departsFromMajority(decision, stances, recused)
}
