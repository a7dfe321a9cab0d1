/** 表态 · one member's stance; a dissent is never lost. */
export interface Stance {
  readonly member: string
  readonly stance: 'agree' | 'disagree' | 'amend' | 'defer'
  readonly position: number
}
/** 集体讨论决定 · 713: 第三十条. */
export interface MeetingState {
  /** 上会: the draft tabled, and which papers came with it. */
  readonly tabled?: { readonly draft: number; readonly package: readonly string[]; readonly exploratory: boolean; readonly position: number }
  readonly agreedToTable: boolean
  readonly admittedTo?: string
  /** The sitting in which the item is or was discussed. */
  readonly sitting?: string
  readonly draft?: number
  readonly recused: readonly string[]
  readonly stances: readonly Stance[]
  readonly decision?: {
    readonly decision: 'agreed' | 'amended' | 'deferred' | 'toBeDiscussedAgain' | 'rejected'
    readonly decider: string
    readonly reasons?: string
    readonly position: number
  }
  /** 不同于多数的理由, given at the sitting. */
  readonly reasonsAgainstMajority: boolean
  readonly closed: boolean
  readonly minutesSignedBy: readonly string[]
}

/** Not discussed yet. */
export const noMeeting: MeetingState = {
  agreedToTable: false,
  recused: [],
  stances: [],
  reasonsAgainstMajority: false,
  closed: false,
  minutesSignedBy: [],
}
