import type { Instant } from '@juece/kernel'

/** 表态 · one member's stance; a dissent is never lost. */
export interface Stance {
  readonly member: string
  readonly stance: 'agree' | 'disagree' | 'amend' | 'defer'
  readonly position: number
}
/** 决定的种类. */
export type DecisionKind = 'agreed' | 'amended' | 'deferred' | 'toBeDiscussedAgain' | 'rejected'
/** What is done again after a substantive amendment. */
export type Redo =
  'drafting' | 'publicParticipation' | 'experts' | 'risk' | 'fairCompetition' | 'legalityReview'
/** 行政首长的决定. */
export interface Decision {
  readonly decision: DecisionKind
  readonly decider: string
  readonly takenAt: Instant
  readonly reasons?: string
  /** 同意，文字修改后签发. */
  readonly withEdits: boolean
  readonly redo: readonly Redo[]
  readonly position: number
}
/** 集体讨论决定 · 713: 第三十条. */
export interface MeetingState {
  /** 上会: the draft tabled, and which papers came with it. */
  readonly tabled?: {
    readonly draft: number
    readonly package: readonly string[]
    readonly exploratory: boolean
    readonly position: number
  }
  readonly agreedToTable: boolean
  readonly admittedTo?: string
  /** The sitting in which the item is or was discussed. */
  readonly sitting?: string
  /** The version discussed; after the decision, the version decided. */
  readonly draft?: number
  readonly recused: readonly string[]
  readonly stances: readonly Stance[]
  readonly decision?: Decision
  /** 不同于多数的理由, given at the sitting. */
  readonly reasonsAgainstMajority: boolean
  readonly closed: boolean
  /** The edits the decision asked for are not signed yet. */
  readonly editsOpen: boolean
  readonly minutesSignedBy: readonly string[]
}

/** Not discussed yet. */
export const noMeeting: MeetingState = {
  agreedToTable: false,
  recused: [],
  stances: [],
  reasonsAgainstMajority: false,
  closed: false,
  editsOpen: false,
  minutesSignedBy: [],
}
