/** 请示报告 · 713: 第八条、第三十一条. */
export type ReportAddressee = 'partyCommittee' | 'peoplesCongress' | 'superior'
/** Reports sent and answered before the decision is issued. */
export interface PriorReportState {
  readonly sentTo: readonly ReportAddressee[]
  readonly replies: readonly {
    readonly from: ReportAddressee
    readonly answer: 'consented' | 'noted' | 'approved' | 'sentBack' | 'disagreed'
    readonly number: string
  }[]
}

/** Nothing reported yet. */
export const noPriorReport: PriorReportState = { sentTo: [], replies: [] }
