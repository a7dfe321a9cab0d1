import type { Certainty, Cite, Force, Says } from '@juece/rulebook'

/** 自检结论 · How a row stands in one matter; `open`: its time has not come, or persons judge it and nobody has. */
export type SelfCheckStatus = 'satisfied' | 'not-applicable' | 'excused' | 'violated' | 'open'

/** Somebody in the post he held at the time. */
export interface Responsible {
  readonly official: string
  readonly organ: string
  readonly post: string
}

/** What the entries say of a row. */
export interface Judged {
  readonly status: SelfCheckStatus
  /** Positions of the entries it rests on. */
  readonly positions: readonly number[]
  /** Whose finding, choice or consent it is. */
  readonly by?: Responsible
  /** The answer it rests on, by its code. */
  readonly finding?: string
  readonly why?: Says
  /** What the person wrote as the reason. */
  readonly reasons?: string
}

/** 自检表的一行 · One row of the law in one matter (MD-O08). */
export interface SelfCheckLine extends Judged {
  readonly row: string
  readonly cites: readonly Cite[]
  readonly says: Says
  readonly force: Force
  readonly certainty: Certainty
  readonly productRule: boolean
  /** 偏离: entries with which the row was flagged; they never go away. */
  readonly flagged: readonly number[]
  /** Who lodged the entries that break it. */
  readonly persons: readonly Responsible[]
}
