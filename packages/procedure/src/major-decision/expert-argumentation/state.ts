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
  /** It has no weight: struck, or its author turned out to have a direct interest. */
  readonly struck: boolean
  readonly disposed: boolean
}
/** 专家论证 · 713: 第十九条至第二十一条. */
export interface ExpertsState {
  readonly interests: readonly { readonly expert: string; readonly direct: boolean }[]
  readonly panel: readonly PanelExpert[]
  readonly materialsSentTo: readonly string[]
  readonly opinions: readonly ExpertOpinion[]
  readonly concluded?: {
    readonly draft: number
    readonly conclusion: string
    readonly position: number
  }
}

/** No argumentation yet. */
export const noExperts: ExpertsState = {
  interests: [],
  panel: [],
  materialsSentTo: [],
  opinions: [],
}

/** Whether the expert ever declared, or was found to have, a direct interest: a later denial does not undo it. */
export function hasDirectInterest({ interests }: ExpertsState, expert: string): boolean {
  return interests.some((one) => one.expert === expert && one.direct)
}

/** The opinions that have weight: each member's newest one, unless it was struck. */
export function weightyOpinions({ opinions, panel }: ExpertsState): readonly ExpertOpinion[] {
  return panel.flatMap(({ id }) => {
    const newest = opinions.findLast(({ expert }) => expert === id)
    return newest === undefined || newest.struck ? [] : [newest]
  })
}
