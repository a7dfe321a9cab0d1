import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { reviewTimePassed, reviewed, textReviewed } from '../legality-review/gates.ts'
import { isHead, presentFor, silent, sittingOf } from './attendance.ts'
import { declareRecusal, openDeliberation, readWrittenView, recordStance } from './commands-item.ts'
import { unknownSitting } from './sitting.ts'
import { agreedIfExploratory } from './gates.ts'
import { hasQuorum } from './quorum.ts'

/** 开议与发表意见 (第三十条). */
export const itemDefinitions: readonly Definition[] = [
  define(openDeliberation, {
    stages: ['S16'],
    outOfOrder: ['T26'],
    gates: [reviewed, (matter, at) => reviewTimePassed(matter, at), agreedIfExploratory],
    issues: ({ sitting }, matter, at) => unknownSitting(sitting, matter, at),
    checks: openingGaps,
  }),
  define(declareRecusal, {
    stages: ['S17'],
    outOfOrder: ['T26'],
    checks: ({ member }, matter, at, by) => [
      ...forHimself(member, at, by),
      ...unless(isPresent(matter, member, at), at, 'MD-H10', { missing: ['present'] }),
    ],
  }),
  define(recordStance, { stages: ['S17'], outOfOrder: ['T26'], checks: stanceGaps }),
  define(readWrittenView, {
    stages: ['S17'],
    outOfOrder: ['T26'],
    // Whoever is in the room speaks for himself.
    checks: ({ member }, matter, at) =>
      unless(!isPresent(matter, member, at), at, 'MD-H06', { missing: ['RecordStance'] }),
  }),
]

function openingGaps(
  command: CommandOf<typeof openDeliberation>,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const { sitting: stream, draft, riskNoteRead, reviewExplained } = command
  const { tabled, admittedTo } = matter.meeting
  const sitting = at.sitting(stream)
  const office = ['government-office', 'office-director']
  const isTabled = draft === tabled?.draft
  const isOfKind = sitting !== undefined && at.rules.set('md.meeting.types').includes(sitting.kind)
  return [
    ...unless(admittedTo === stream, at, 'T26', { missing: ['AdmitToAgenda'], whoCan: office }),
    // 第三十条第一款: an executive or plenary meeting, and one that is sitting.
    ...unless(isOfKind, at, 'MD-H02', { missing: ['sitting'], whoCan: office }),
    ...unless(sitting?.status === 'open', at, 'T26', { missing: ['OpenSitting'], whoCan: office }),
    ...(isTabled ? [] : [ground(at, 'MD-G02', { missing: ['draft'] })]),
    ...(isTabled ? textReviewed(matter, at, draft) : [ground(at, 'MD-G11')]),
    ...(tabled?.exploratory === true && riskNoteRead !== true
      ? [ground(at, 'MD-G02', { missing: ['riskNoteRead'] })]
      : []),
    ...(at.rules.gates('MD-H07') && sitting !== undefined
      ? unless(hasQuorum(sitting, at), at, 'MD-H07', { missing: ['present'] })
      : []),
    ...(at.rules.gates('MD-H09')
      ? unless(reviewExplained === true, at, 'MD-H09', { missing: ['reviewExplained'] })
      : []),
  ]
}

function stanceGaps(
  { member }: CommandOf<typeof recordStance>,
  matter: Matter,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const { recused, stances, decision } = matter.meeting
  const isAgain = stances.some((stance) => stance.member === member)
  if (matter.stage !== 'S17') {
    return isAgain ? [ground(at, 'SoD-08'), ground(at, 'T50')] : []
  }
  const isRecused = recused.includes(member)
  const inRoom = sittingOf(matter, at)?.present.includes(member) === true
  const head = isHead(member, matter.organ, at)
  const isTooEarly = head && silent(matter, at, member).length > 0
  // Once the head has decided nobody speaks after him.
  const isTooLate = !head && decision !== undefined
  return [
    ...forHimself(member, at, by),
    ...(isRecused ? steppedOut(member, at, by) : []),
    ...unless(inRoom, at, 'MD-H06', { missing: ['present'], whoCan: ['recorder'] }),
    // What stands recorded is never overwritten, a member's stance least of all.
    ...(isAgain ? [ground(at, 'SoD-08'), ground(at, 'T50')] : []),
    ...(isTooEarly ? spokenLast(at) : []),
    ...(isTooLate ? spokenLast(at) : []),
  ]
}

/** 第三十条第二款: the head speaks last. */
export function spokenLast(at: Circumstances): readonly Ground[] {
  const lack = { missing: ['stances'], whoCan: ['recorder'] }
  return [ground(at, 'MD-H04', lack), ground(at, 'SoD-06', lack)]
}

// SoD-19: whoever stepped out is barred himself; of the recorder the record is refused.
function steppedOut(member: string, at: Circumstances, by: By): readonly Ground[] {
  const isHimself = 'official' in by && by.official === member
  return isHimself
    ? [ground(at, 'SoD-19', { missing: [anotherPerson] }), ground(at, 'MD-H10')]
    : [ground(at, 'MD-H10'), ground(at, 'SoD-19')]
}

// A member speaks for himself; only the recorder writes down what another has said.
function forHimself(member: string, at: Circumstances, by: By): readonly Ground[] {
  const mayEnter = 'official' in by && (by.post === 'recorder' || by.official === member)
  return unless(mayEnter, at, 'PW-01', {
    missing: [anotherPerson],
    whoCan: ['recorder', 'member'],
  })
}

function isPresent(matter: Matter, member: string, at: Circumstances): boolean {
  return presentFor(matter, at).includes(member)
}
