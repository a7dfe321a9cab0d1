import { endOf, type CalendarDate, type Instant } from '@juece/kernel'
import { on, type Evolution } from '../../definition.ts'
import type { Attached } from '../../fields.ts'
import type { Seen } from '../../history/entry.ts'
import { withDeadline, withoutDeadline } from '../../matter/matter.ts'
import type { Matter } from '../../matter/state.ts'
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
import type { CommentRound } from './state.ts'
import { currentRound, type CountedWindow } from './window.ts'

type Dates = CountedWindow['deadline']

/** 公众意见窗口: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(choosePublicComment, (matter, { chosen }) => withComment(matter, { chosen })),
  on(clearCommentNotice, (matter, { draft, cleared }) => {
    const others = matter.comment.clearedDrafts.filter((version) => version !== draft)
    return withComment(matter, { clearedDrafts: cleared ? [...others, draft] : others })
  }),
  on<typeof publishCommentNotice, CountedWindow>(publishCommentNotice, (matter, event, seen) =>
    opened(matter, event, seen, { deviates: false, lacks: [] }),
  ),
  on<typeof enterNotice, CountedWindow & Pick<CommentRound, 'deviates' | 'lacks'>>(
    enterNotice,
    (matter, event, seen) => opened(matter, event, seen, event),
  ),
  on<typeof enterPublicationLog, Partial<CountedWindow>>(
    enterPublicationLog,
    (matter, { unreachable, deadline, floor }, seen) => {
      const round = currentRound(matter)
      if (round === undefined) return matter
      const { closed: _closed, ...reopened } = round
      const known = { unreachable: [...round.unreachable, ...unreachable] }
      const kept = floor === undefined ? {} : { floorEnds: endOf(floor) }
      if (deadline === undefined) return withRound(matter, { ...round, ...known, ...kept })
      const { ends, lastDay } = deadline
      const moved = { ...reopened, ...known, ...kept, ends, lastDay, deviates: true }
      return withWindow(withRound(matter, moved), deadline, seen)
    },
  ),
  on<typeof extendCommentWindow, { readonly deadline: Dates }>(
    extendCommentWindow,
    (matter, { deadline }, seen) => {
      const round = currentRound(matter)
      if (round === undefined) return matter
      const { ends, lastDay } = deadline
      return withWindow(withRound(matter, { ...round, ends, lastDay }), deadline, seen)
    },
  ),
  on(closePublicComment, (matter, { round: closed }, { occurred, position }) => {
    const round = matter.comment.rounds.find((one) => one.round === closed)
    if (round === undefined) return matter
    const after = withRound(matter, { ...round, closed: { at: occurred, position } })
    return closed === currentRound(matter)?.round ? withoutDeadline(after, 'commentWindow') : after
  }),
  on(withdrawCommentNotice, (matter, _event, { occurred, position }) => {
    const round = currentRound(matter)
    if (round === undefined) return matter
    const withdrawn = { at: occurred, position }
    return withoutDeadline(withRound(matter, { ...round, withdrawn }), 'commentWindow')
  }),
  on(enterAnnouncement, (matter) => matter),
]

function opened(
  matter: Matter,
  notice: CountedWindow & {
    readonly draft?: number
    readonly explanation?: Attached
    readonly round: number
    readonly shorteningReasons?: string
  },
  seen: Seen,
  { deviates, lacks }: Pick<CommentRound, 'deviates' | 'lacks'>,
): Matter {
  const { draft = 0, round, deadline, floor, shorteningReasons } = notice
  const publishedAt: Instant = seen.occurred
  const one: CommentRound = {
    round,
    draft,
    publishedAt,
    noticePosition: seen.position,
    lastDay: deadline.lastDay,
    ends: deadline.ends,
    floorEnds: endOf(floor satisfies CalendarDate),
    ...(shorteningReasons !== undefined && isFilled(shorteningReasons)
      ? { shorteningReasons }
      : {}),
    deviates,
    lacks,
    unreachable: [],
  }
  const { rounds } = matter.comment
  return withWindow(withComment(matter, { chosen: true, rounds: [...rounds, one] }), deadline, seen)
}

function withComment(matter: Matter, comment: Partial<Matter['comment']>): Matter {
  return { ...matter, comment: { ...matter.comment, ...comment } }
}

function withRound(matter: Matter, changed: CommentRound): Matter {
  const rounds = matter.comment.rounds.map((one) => (one.round === changed.round ? changed : one))
  return withComment(matter, { rounds })
}

function withWindow(matter: Matter, deadline: Dates, { position }: Seen): Matter {
  return withDeadline(matter, 'commentWindow', {
    ...deadline,
    rule: 'MD-D05',
    bound: 'fixed',
    setAt: position,
    brings: 'ClosePublicComment',
  })
}
