/** 专家 · one member of the panel. */
export interface PanelExpert {
  readonly id: string
  readonly institution: string
}
/** 专家论证意见 · bound to the version it saw. */
export interface ExpertOpinion {
  readonly expert: string
  readonly draft: number
  readonly conclusion: string
  readonly position: number
  readonly struck: boolean
  readonly disposed: boolean
}
/** 专家论证 · 713: 第十九条至第二十一条. */
export interface ExpertsState {
  readonly interests: readonly { readonly expert: string; readonly direct: boolean }[]
  readonly panel: readonly PanelExpert[]
  readonly materialsSentTo: readonly string[]
  readonly opinions: readonly ExpertOpinion[]
  readonly concluded?: { readonly draft: number; readonly conclusion: string; readonly position: number }
}

/** No argumentation yet. */
export const noExperts: ExpertsState = { interests: [], panel: [], materialsSentTo: [], opinions: [] }
