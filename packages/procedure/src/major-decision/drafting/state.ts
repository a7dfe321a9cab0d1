/** 决策草案的形成 · 713: 第十二条、第十三条. */
export interface DraftingState {
  readonly researched: boolean
  /** Draft versions for which a list of legal bases was recorded (第十二条第二款). */
  readonly basisOf: readonly number[]
  readonly costBenefitOf: readonly number[]
  readonly consultations: readonly {
    readonly organ: string
    readonly draft: number
    readonly answer: 'agrees' | 'objects' | 'noAnswer'
  }[]
  /** Organs whose disagreement was stated (第十三条). */
  readonly disagreementStated: boolean
  /** The steps stand on this version since they were opened. */
  readonly stepsOn?: number
  readonly stepsClosed: boolean
  readonly revisedDraft?: number
}

/** Nothing drafted yet. */
export const noDrafting: DraftingState = {
  researched: false,
  basisOf: [],
  costBenefitOf: [],
  consultations: [],
  disagreementStated: false,
  stepsClosed: false,
}
