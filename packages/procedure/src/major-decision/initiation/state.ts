import type { Attached } from '../../fields.ts'

/** 决策启动 · 713: 第十条、第十一条. */
export interface InitiationState {
  readonly source?: string
  readonly proposer?: unknown
  /** 研究论证: the unit it was given to. */
  readonly studyUnit?: string
  readonly study?: {
    readonly advice: string
    readonly opinion: Attached
    readonly position: number
  }
  /** 答复: what the proposer was told, and by which entry. */
  readonly reply?: { readonly outcome: string; readonly position: number }
  /** The ended matter this one takes up again (T47). */
  readonly supersedes?: string
  readonly units: readonly string[]
  readonly lead?: string
}

/** Nothing proposed yet. */
export const noInitiation: InitiationState = { units: [] }
