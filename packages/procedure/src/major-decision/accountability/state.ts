/** 追责案 · 713: 第三十八条至第四十一条. */
export interface AccountabilityCase {
  readonly rule: string
  readonly persons: readonly string[]
  readonly position: number
  /** Position of the closing. */
  readonly closed?: number
}

/** 责任追究: cases beside the main line; none of them changes anything else. */
export interface AccountabilityState {
  readonly cases: readonly AccountabilityCase[]
}

/** Nobody is held to account. */
export const noAccountability: AccountabilityState = { cases: [] }
