/** 各流末条 · Up to where the heads were recorded last. */
export interface Heads {
  readonly headsBelow: number
}

/** They never were. */
export const noHeads: Heads = { headsBelow: 0 }
