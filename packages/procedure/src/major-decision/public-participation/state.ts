import type { Digest } from '@juece/kernel'

/** 公众参与 · 713: 第十四条、第十六条至第十八条. */
export interface ParticipationState {
  readonly methods: readonly string[]
  readonly hearingChosen?: boolean
  /** 听证组织单位, where it was named. */
  readonly organiser?: string
  readonly records: readonly {
    readonly method: string
    readonly draft: number
    readonly position: number
  }[]
  readonly groups: readonly string[]
  /** 意见采纳情况说明: the newest, with the position below which it speaks and the set it speaks of. */
  readonly adoption?: {
    readonly draft: number
    readonly below: number
    readonly position: number
    /** The round of public comment; absent where there was none. */
    readonly round?: number
    readonly root?: Digest
  }
  /** 意见反馈: published by this entry. */
  readonly feedback?: number
}

/** Nobody heard yet. */
export const noParticipation: ParticipationState = { methods: [], records: [], groups: [] }
