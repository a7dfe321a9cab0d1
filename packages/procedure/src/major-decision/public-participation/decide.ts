import type { Circumstances, OpinionSet } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import { isWindowOver, roundOf } from '../../shared-steps/comment-window/window.ts'
import type { CommandOf } from '../../specification.ts'
import { isListed } from '../../texts.ts'
import {
  chooseHearing,
  chooseMethods,
  publishFeedback,
  recordGroupConsultation,
  recordParticipation,
  submitAdoptionStatement,
} from './commands.ts'

const unit = ['undertaking-unit-handler'] as const
/** What happened outside is taken until the item is discussed: a truthful record is not refused. */
const untilTheMeeting: readonly Stage[] = [
  'S06',
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

/** 公众参与: how its commands are decided (713: 第十四条、第十六条、第十八条). */
export const definitions: readonly Definition[] = [
  define(chooseMethods, {
    stages: ['S06', 'S07'],
    outOfOrder: ['T05'],
    checks: ({ methods }, _matter, at) =>
      unless(isListed(methods), at, 'MD-D01', { missing: ['methods'], whoCan: unit }),
  }),
  define(recordParticipation, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft, heard }, matter) => [
      ...unknownDraft(matter, draft),
      ...(heard < 0 ? [{ path: 'heard', message: '人数不得为负 · not a number of people' }] : []),
    ],
  }),
  define(recordGroupConsultation, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(chooseHearing, { stages: ['S06', 'S07'], outOfOrder: ['T05'] }),
  define(submitAdoptionStatement, {
    stages: untilTheMeeting,
    outOfOrder: ['T05'],
    issues: ({ draft, round }, matter) => [
      ...unknownDraft(matter, draft),
      ...(round !== undefined && roundOf(matter, round) === undefined
        ? [{ path: 'round', message: '没有这一轮 · there is no such round' }]
        : []),
    ],
    gates: [
      (matter, at) => {
        const { rounds } = matter.comment
        const isAnyOver = rounds.length === 0 || rounds.some((round) => isOver(round, at))
        return isAnyOver ? [] : stillOpen(matter, rounds.at(-1)?.round, at)
      },
    ],
    checks: (command, matter, at) => [
      ...stillOpen(matter, roundMeant(command, matter), at),
      ...everyOpinionCounted(command, at.opinions, at),
    ],
    records: (command, matter, at) => {
      const round = roundMeant(command, matter)
      return {
        event: {
          ...(round === undefined ? {} : { round }),
          ...(at.opinions === undefined ? {} : { opinions: at.opinions }),
        },
      }
    },
  }),
  define(publishFeedback, {
    stages: 'any',
    outOfOrder: ['T05'],
    gates: [
      ({ participation }, at) =>
        unless(participation.adoption !== undefined, at, 'MD-D13', {
          missing: ['SubmitAdoptionStatement'],
          whoCan: unit,
        }),
    ],
  }),
]

/** The round the statement is about: the newest one, unless it names another. */
function roundMeant(
  { round }: CommandOf<typeof submitAdoptionStatement>,
  { comment }: Matter,
): number | undefined {
  return round ?? comment.rounds.at(-1)?.round
}

type Round = Matter['comment']['rounds'][number]
function isOver(round: Round, at: Circumstances): boolean {
  return round.withdrawn !== undefined || isWindowOver(round, at.time)
}

// 第十八条: all opinions are sorted; while the window runs there are more to come.
function stillOpen(
  matter: Matter,
  number: number | undefined,
  at: Circumstances,
): readonly Ground[] {
  const round = number === undefined ? undefined : roundOf(matter, number)
  if (round === undefined) return []
  return unless(isOver(round, at), at, 'MD-D13', { until: round.ends })
}

function everyOpinionCounted(
  { counts }: CommandOf<typeof submitAdoptionStatement>,
  opinions: OpinionSet | undefined,
  at: Circumstances,
): readonly Ground[] {
  const { received, adopted, partly, notAdopted } = counts
  const isWhole =
    opinions === undefined
      ? received === adopted + partly + notAdopted
      : received === opinions.count &&
        adopted === opinions.adopted &&
        partly === opinions.partly &&
        notAdopted === opinions.notAdopted
  return [
    ...unless(opinions === undefined || opinions.undisposed === 0, at, 'MD-D13', {
      missing: ['DisposeOfOpinion'],
      whoCan: unit,
    }),
    ...unless(isWhole, at, 'MD-D13', { missing: ['counts'], whoCan: unit }),
  ]
}
