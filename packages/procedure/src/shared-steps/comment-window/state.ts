import type { CalendarDate, Instant } from '@juece/kernel'
import type { Pause } from '@juece/legal-clock'

/** 公开征求意见 · one round. */
export interface CommentRound {
  readonly round: number
  readonly draft: number
  readonly publishedAt: Instant
  readonly noticePosition: number
  readonly lastDay: CalendarDate
  /** From here on the window is shut, whether or not its closing was entered. */
  readonly ends: Instant
  /** 24:00 of the last day of the rule's own length, which no shortening moves. */
  readonly floorEnds: Instant
  readonly shorteningReasons?: string
  /** The notice breaks the floor without a printed reason; it was entered from paper (MD-D05). */
  readonly deviates: boolean
  /** What the notice as published did not carry (MD-D04): a new notice alone cures it. */
  readonly lacks: readonly string[]
  /** Times during which the notice could not be reached. */
  readonly unreachable: readonly Pause[]
  readonly closed?: { readonly at: Instant; readonly position: number }
  readonly withdrawn?: { readonly at: Instant; readonly position: number }
}

/** 公众意见窗口 · 713: 第十五条. */
export interface CommentState {
  readonly chosen?: boolean
  readonly clearedDrafts: readonly number[]
  readonly rounds: readonly CommentRound[]
}

/** No window yet. */
export const noComment: CommentState = { clearedDrafts: [], rounds: [] }
