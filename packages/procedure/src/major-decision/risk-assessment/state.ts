/** 风险评估 · 713: 第二十二条至第二十四条. */
export interface RiskState {
  readonly assessor?: { readonly assessor: string; readonly institution: string }
  readonly reports: readonly {
    readonly draft: number
    readonly controllable: boolean
    readonly level?: string
    readonly position: number
  }[]
  /** 可控性结论 by the decision organ; the newest counts. */
  readonly conclusions: readonly {
    readonly draft: number
    readonly controllable: boolean
    readonly position: number
  }[]
  readonly earlier?: { readonly reference: string; readonly position: number }
}

/** No assessment yet. */
export const noRisk: RiskState = { reports: [], conclusions: [] }
