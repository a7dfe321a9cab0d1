import { on, type Evolution } from '../../definition.ts'
import { withoutPublicationDates } from '../../shared-steps/publication/deadlines.ts'
import { openPriorReport, recordReply } from './commands.ts'
import { noPriorReport } from './state.ts'

/** 请示报告: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(openPriorReport, (matter, { to }) => ({
    ...matter,
    stage: 'S21',
    priorReport: {
      ...matter.priorReport,
      sentTo: [...new Set([...matter.priorReport.sentTo, to])],
    },
  })),
  on(recordReply, (matter, { from, answer, number = '' }) => {
    if (answer === 'disagreed') return { ...withoutPublicationDates(matter), stage: 'S20' }
    if (answer === 'sentBack') {
      return {
        ...withoutPublicationDates(matter),
        stage: 'S15',
        walk: matter.walk + 1,
        // What is decided next is reported anew.
        priorReport: noPriorReport,
      }
    }
    const { priorReport } = matter
    return {
      ...matter,
      priorReport: { ...priorReport, replies: [...priorReport.replies, { from, answer, number }] },
    }
  }),
]
