import type { CalendarDate, Instant } from '@juece/kernel'
import type { Pause } from '@juece/legal-clock'

/** 审查意见要点. */
export interface ReviewPoint {
  readonly no: number
  readonly kind: 'mustChange' | 'advised' | 'risk'
}
/** 合法性审查意见书 · signed by the head of the reviewing department. */
export interface LegalityOpinion {
  readonly draft: number
  readonly outcome: 'lawful' | 'toBeAmended' | 'unlawful' | 'exploratory'
  readonly points: readonly ReviewPoint[]
  readonly signatory: string
  readonly position: number
}
/** What a stop of the review clock is for. */
export type StopGround = 'supplement' | 'consultation' | 'expertStudy'
/** 轮次 · one round of the review; each has its own floor (CAL-10). */
export interface ReviewRound {
  readonly round: number
  readonly draft: number
  readonly papers: readonly string[]
  readonly submittedAt: Instant
  readonly acceptedAt?: Instant
  /** 延长 · Working days added to the ceiling of this round. */
  readonly extraDays?: number
  readonly pauses: readonly (Pause & { readonly ground: StopGround })[]
  readonly supplement?: {
    readonly due: CalendarDate
    readonly dueEnds: Instant
    readonly supplied: boolean
  }
  readonly counsel: readonly number[]
  readonly shorterConsent: boolean
  readonly returned: boolean
  /** The meeting amended the draft: what was reviewed is no longer what is proposed (T29). */
  readonly superseded?: boolean
  readonly opinion?: LegalityOpinion
}
/** 合法性审查 · 713: 第二十五条至第二十八条. */
export interface ReviewState {
  readonly rounds: readonly ReviewRound[]
  readonly reviewer?: string
  /** Answers to points of the newest opinion, by number. */
  readonly answered: readonly number[]
}

/** Not submitted yet. */
export const noReview: ReviewState = { rounds: [], answered: [] }
