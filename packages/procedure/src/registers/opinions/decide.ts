import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { define, type Definition } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { postsOf } from '../../powers.ts'
import type { CommentRound } from '../../shared-steps/comment-window/state.ts'
import { lateFrom, roundOf } from '../../shared-steps/comment-window/window.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled } from '../../texts.ts'
import { disposeOfOpinion, submitPublicOpinion } from './commands.ts'
import type { Opinion } from './state.ts'
import { windowOf } from './window-name.ts'

const whoEnters = ['undertaking-unit-handler', 'government-office'] as const

/** 公众意见: how its two commands are decided (713: 第十五条、第十八条). */
export const definitions: readonly Definition<Opinion>[] = [
  define(submitPublicOpinion, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ window, draft }, opinion: Opinion, at) => [
      ...unknownWindow(window, draft, at),
      ...alreadySubmitted(opinion),
    ],
    checks: (command, _opinion, at, by) => [
      ...notYetOpen(command.window, at),
      ...(isFromPaper(by, command) ? proofOfPaper(command, at) : []),
    ],
    records: ({ window }, _opinion, at) => {
      const round = windowAt(window, at)
      return { event: { late: round !== undefined && lateFrom(round) <= at.time } }
    },
  }),
  define(disposeOfOpinion, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ window }, opinion: Opinion) =>
      opinion.window === window
        ? []
        : [{ path: 'window', message: '该意见不属于这一窗口 · the opinion is not of this window' }],
    gates: [
      // What was entered is corrected, never overwritten.
      ({ disposition }, at) => unless(disposition === undefined, at, 'T50'),
    ],
    checks: ({ reasons }, _opinion, at) =>
      unless(isFilled(reasons), at, 'MD-D13', {
        missing: ['reasons'],
        whoCan: ['undertaking-unit-handler'],
      }),
  }),
]

/** The matter whose unit disposes of the opinion. */
export function matterOf(window: string | undefined, at: Circumstances): Matter | undefined {
  const named = window === undefined ? undefined : windowOf(window)
  return named === undefined ? undefined : at.matter(named.matter)
}

function windowAt(window: string, at: Circumstances): CommentRound | undefined {
  const named = windowOf(window)
  const matter = matterOf(window, at)
  return named === undefined || matter === undefined ? undefined : roundOf(matter, named.round)
}

function unknownWindow(window: string, draft: number, at: Circumstances): readonly Issue[] {
  const round = windowAt(window, at)
  if (round === undefined) {
    return [{ path: 'window', message: '没有这一征求意见窗口 · there is no such window' }]
  }
  if (round.draft === draft) return []
  const message = `该轮征求意见的是第${round.draft}版草案 · this round is about version ${round.draft}`
  return [{ path: 'draft', message }]
}

function alreadySubmitted({ window }: Opinion): readonly Issue[] {
  if (window === undefined) return []
  return [{ path: 'type', message: '该意见已登记 · this opinion is entered already' }]
}

// 第十五条: opinions answer a notice; before it is out there is nothing to comment on.
function notYetOpen(window: string, at: Circumstances): readonly Ground[] {
  const round = windowAt(window, at)
  if (round === undefined || round.publishedAt <= at.time) return []
  return ['MD-D04', 'T05'].map((rule) => ground(at, rule, { until: round.publishedAt }))
}

/** The unit or the office enters what it was handed; anybody else speaks for himself. */
function isFromPaper(by: By, { scan, evidence }: CommandOf<typeof submitPublicOpinion>): boolean {
  if (scan !== undefined || evidence !== undefined) return true
  return 'official' in by && [...postsOf.UU, ...postsOf.GO].includes(by.post)
}

function proofOfPaper(
  { scan, happened, evidence }: CommandOf<typeof submitPublicOpinion>,
  at: Circumstances,
): readonly Ground[] {
  const missing = [
    ...(scan === undefined ? ['scan'] : []),
    ...(happened === undefined ? ['happened'] : []),
    ...(evidence === undefined ? ['evidence'] : []),
  ]
  return unless(missing.length === 0, at, 'MD-D13', { missing, whoCan: whoEnters })
}
