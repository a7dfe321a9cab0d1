import type { CalendarDate, Digest } from '@juece/kernel'

/** 决策公布 · 713: 第三十二条. */
export interface PublicationState {
  readonly openness?: {
    readonly text: Digest
    readonly outcome: 'public' | 'partly' | 'withheld'
    readonly reviewer: string
  }
  readonly published?: {
    readonly text: Digest
    readonly executingUnits: readonly string[]
    readonly inForce?: CalendarDate
    readonly position: number
  }
  /** 勘误: corrections that are not material, each from one version to the next (T41). */
  readonly errata?: readonly {
    readonly from: number
    readonly to: number
    readonly position: number
  }[]
  readonly withheld?: { readonly ground: string; readonly position: number }
}

/** Neither published nor withheld yet. */
export const noPublication: PublicationState = {}
