import type { Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import { answerOf, type Matter } from '../../matter/state.ts'
import { isFilled } from '../../texts.ts'
import {
  choosePublicComment,
  clearCommentNotice,
  closePublicComment,
  enterAnnouncement,
  enterNotice,
  enterPublicationLog,
  extendCommentWindow,
  publishCommentNotice,
  withdrawCommentNotice,
} from './commands.ts'
import { enteredNotice, incomplete, tooShort, withoutUnreachableDays } from './notice.ts'
import type { CommentRound } from './state.ts'
import { countedWindow, currentRound, isWindowOpen, isWindowOver, roundOf } from './window.ts'

const unit = ['undertaking-unit-handler'] as const

/** 公众意见窗口: how its commands are decided (713: 第十五条). */
export const definitions: readonly Definition[] = [
  define(choosePublicComment, { stages: ['S06', 'S07'], outOfOrder: ['T05'] }),
  define(clearCommentNotice, {
    stages: ['S06', 'S07'],
    outOfOrder: ['T05'],
    issues: ({ draft }, matter) => unknownDraft(matter, draft),
  }),
  define(publishCommentNotice, {
    stages: ['S07'],
    outOfOrder: ['T05'],
    issues: (command, matter) => [
      ...unknownDraft(matter, command.draft),
      ...wrongRound(matter, command.round),
      ...(command.workdays === undefined
        ? []
        : [{ path: 'workdays', message: '本类事项按自然日计 · this kind counts calendar days' }]),
    ],
    checks: (command, _matter, at) => [...incomplete(command, at), ...tooShort(command, at)],
    records: (command, _matter, at) => ({ event: { ...countedWindow(at.time, command, at) } }),
  }),
  define(enterNotice, {
    stages: ['S06', 'S07', 'S08', 'S09', 'S10'],
    outOfOrder: ['T05'],
    issues: ({ of, draft, round, closes }, matter, at) => [
      ...(of === 'comment'
        ? []
        : [
            {
              path: 'of',
              message: '此处只登记征求意见公告 · only a comment notice is entered here',
            },
          ]),
      ...(draft === undefined
        ? [
            {
              path: 'draft',
              message: '须写明草案版本 · a notice is entered for a version of the draft',
            },
          ]
        : unknownDraft(matter, draft)),
      ...wrongRound(matter, round),
      ...(closes !== undefined && countedWindow(at.time, { closes }, at) === undefined
        ? [{ path: 'closes', message: '截止早于发布 · the end lies before the publication' }]
        : []),
    ],
    records: (command, _matter, at) => enteredNotice(command, at),
  }),
  define(enterPublicationLog, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ of, unreachable }, matter) => [
      ...(of === 'comment' && currentRound(matter) !== undefined
        ? []
        : [{ path: 'of', message: '没有这样的公告 · there is no such notice' }]),
      ...unreachable.flatMap(({ from, until }, index) =>
        from < until
          ? []
          : [{ path: `unreachable.${index}`, message: '起止颠倒 · it ends before it begins' }],
      ),
    ],
    records: ({ unreachable }, matter, at) => withoutUnreachableDays(matter, unreachable, at),
  }),
  define(extendCommentWindow, {
    stages: 'any',
    outOfOrder: [],
    // An extension is granted while the window is open; afterwards a new notice opens a new round.
    gates: [
      (matter, at) =>
        unless(hasOpenWindow(matter, at.time), at, 'MD-D05', { missing: ['openWindow'] }),
    ],
    checks: ({ closes, reasons }, matter, at) => {
      const round = currentRound(matter)
      return [
        ...unless(isFilled(reasons), at, 'MD-D05', { missing: ['reasons'], whoCan: unit }),
        // Shortening is printed in the notice before it is published, never added later.
        ...unless(round === undefined || round.lastDay < closes, at, 'MD-D05', {
          missing: ['closes'],
          whoCan: unit,
        }),
      ]
    },
    records: ({ closes }, matter, at) => {
      const publishedAt = currentRound(matter)?.publishedAt ?? at.time
      const counted = countedWindow(publishedAt, { closes }, at)
      return { event: { deadline: counted?.deadline } }
    },
  }),
  define(closePublicComment, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ round }, matter) =>
      roundOf(matter, round) === undefined
        ? [{ path: 'round', message: '没有这一轮 · there is no such round' }]
        : [],
    gates: [
      (matter, at) => {
        const { rounds } = matter.comment
        if (rounds.some((round) => closingGrounds(round, at).length === 0)) return []
        return closingGrounds(rounds.at(-1), at)
      },
    ],
    checks: ({ round }, matter, at) => closingGrounds(roundOf(matter, round), at),
    records: (_command, _matter, at) => {
      if (at.opinions === undefined) return {}
      const { below, count, undisposed, root } = at.opinions
      return { event: { opinions: { below, count, undisposed, root } } }
    },
  }),
  define(withdrawCommentNotice, {
    stages: 'any',
    outOfOrder: [],
    gates: [
      (matter, at) =>
        unless(currentRound(matter) !== undefined, at, 'MD-D04', {
          missing: ['PublishCommentNotice'],
        }),
    ],
    checks: ({ reasons, undisclosed }, matter, at) => [
      ...unless(isFilled(reasons), at, 'MD-D04', { missing: ['reasons'], whoCan: unit }),
      // A matter becomes non-public by the finding of the openness reviewer, not by a withdrawal.
      ...unless(undisclosed !== true || answerOf(matter, 'AF-02') === 'yes', at, 'MD-D01', {
        missing: ['AF-02'],
        whoCan: ['openness-reviewer'],
      }),
    ],
  }),
  define(enterAnnouncement, { stages: 'any', outOfOrder: [] }),
]

function wrongRound(matter: Matter, round: number): readonly Issue[] {
  const next = matter.comment.rounds.length + 1
  if (round === next) return []
  return [{ path: 'round', message: `下一轮应为第${next}轮 · the next round is ${next}` }]
}

function hasOpenWindow(matter: Matter, time: Instant): boolean {
  const round = currentRound(matter)
  return round !== undefined && isWindowOpen(round, time)
}

// Nobody closes early: neither the unit nor a clerk that woke too soon.
function closingGrounds(round: CommentRound | undefined, at: Circumstances): readonly Ground[] {
  if (round === undefined) return [ground(at, 'T07', { missing: ['PublishCommentNotice'] })]
  if (round.closed !== undefined || round.withdrawn !== undefined) return [ground(at, 'T07')]
  return unless(isWindowOver(round, at.time), at, 'MD-D05', { until: round.ends })
}
