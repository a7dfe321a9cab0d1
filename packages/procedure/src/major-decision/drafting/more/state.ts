import type { Instant } from '@juece/kernel'

/** 环节 · What can be opened again after a material change. */
export type Step = 'publicParticipation' | 'experts' | 'risk' | 'fairCompetition'

/** 重新展开 · One step that was opened again, or for which that was waived with reasons (MD-D15). */
export interface Reopening {
  readonly step: Step
  readonly from: number
  readonly to: number
  readonly waived: boolean
  readonly position: number
}

/** 起草阶段按规则册要求的其他工作 · what packs ask of a draft before it is submitted. */
export interface DraftingMoreState {
  /** 承办单位法制机构审核: by draft version (MD-C08). */
  readonly ownReviews: readonly { readonly draft: number; readonly reviewer: string }[]
  /** 承办单位集体讨论 (MD-C09). */
  readonly discussions: readonly number[]
  /** 廉洁性审查 (MD-C07). */
  readonly integrityReviews: readonly number[]
  /** 投资审批 (MD-C10). */
  readonly investmentApproved: readonly number[]
  readonly reopenings: readonly Reopening[]
  /** 政府办形式审核: what was handed to the office. */
  readonly toOffice?: { readonly draft: number; readonly at: Instant }
}

/** Nothing of the kind yet. */
export const nothingMore: DraftingMoreState = {
  ownReviews: [],
  discussions: [],
  integrityReviews: [],
  investmentApproved: [],
  reopenings: [],
}
