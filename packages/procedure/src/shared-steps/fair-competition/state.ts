/** 公平竞争审查 · 713: 第二十九条第一项; 公平竞争审查条例. */
export interface FairCompetitionState {
  readonly submitted?: { readonly draft: number; readonly position: number }
  readonly concluded?: {
    readonly draft: number
    readonly outcome: 'meets' | 'exception' | 'restricts'
    readonly position: number
  }
}

/** Not reviewed yet. */
export const noFairCompetition: FairCompetitionState = {}
