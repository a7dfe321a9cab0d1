/** 公众参与 · 713: 第十四条、第十六条至第十八条. */
export interface ParticipationState {
  readonly methods: readonly string[]
  readonly hearingChosen?: boolean
  readonly records: readonly { readonly method: string; readonly draft: number }[]
  readonly groups: readonly string[]
  /** 意见采纳情况说明: the newest, with the position below which it speaks. */
  readonly adoption?: { readonly draft: number; readonly below: number; readonly position: number }
}

/** Nobody heard yet. */
export const noParticipation: ParticipationState = { methods: [], records: [], groups: [] }
