import type { CalendarDate } from '@juece/kernel'

/** 调整 · Another matter, opened to adjust this decision (第三十七条). */
export interface Adjustment {
  readonly newMatter: string
  readonly position: number
}

/** 调整、中止、停止 · 713: 第三十七条. */
export interface AdjustmentState {
  /** The decision that this matter itself adjusts. */
  readonly adjusts?: string
  /** 中止: running, whatever the stage. */
  readonly suspended?: { readonly circumstance: number; readonly position: number }
  /** 调整: opened and not settled yet. */
  readonly open?: Adjustment
  /** The decision is replaced by that of another matter, from a day. */
  readonly replaced?: { readonly newMatter: string; readonly from?: CalendarDate }
  /** 善后: positions of what was recorded. */
  readonly aftercare: readonly number[]
  /** 擅自调整、停止 that came to light and is not mended by the statutory procedure. */
  readonly outside: readonly { readonly what: 'amended' | 'stopped'; readonly position: number }[]
}

/** In force as it was decided. */
export const noAdjustment: AdjustmentState = { aftercare: [], outside: [] }
