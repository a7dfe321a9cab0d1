import { withDeadline } from '../../matter/matter.ts'
import { on, type Evolution } from '../../definition.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'
import {
  completeExecution,
  markReportOverdue,
  recordExecutionOpinion,
  reportMajorCircumstance,
  startExecution,
  submitExecutionReport,
} from './commands.ts'
import { withoutExecutionDates } from './dates-over.ts'
import { inspectionEvolutions } from './evolve-inspection.ts'
import { withReportDate } from './report-dates.ts'
import type { ExecutionState, Reporting } from './state.ts'

interface FirstDates {
  readonly reporting?: Reporting
  readonly date?: WorkedOutDate
  readonly proposal?: WorkedOutDate
}

/** 决策执行: what its events change. */
export const evolutions: readonly Evolution[] = [
  on<typeof startExecution, FirstDates>(
    startExecution,
    (matter, { executingUnits = [], reporting, date, proposal }, { occurred, position }) => {
      const started = withExecution(
        { ...matter, stage: 'S24' },
        {
          units: executingUnits,
          startedAt: occurred,
          ...(reporting === undefined ? {} : { reporting }),
        },
      )
      const followed = date === undefined ? started : withReportDate(started, date, position)
      return proposal === undefined
        ? followed
        : withDeadline(followed, 'evaluationProposal', {
            ...proposal,
            rule: 'MD-N01',
            bound: 'fixed',
            setAt: position,
            brings: 'ProposeEvaluation',
          })
    },
  ),
  on<typeof submitExecutionReport, { readonly answers?: number; readonly date?: WorkedOutDate }>(
    submitExecutionReport,
    (matter, { answers, date }, { position }) => {
      const { reports, reporting } = matter.execution
      const filed = withExecution(matter, { reports: [...reports, position] })
      if (reporting === undefined || answers === undefined) return filed
      const missed = reporting.missed.filter((number) => number !== answers)
      if (date === undefined) return withExecution(filed, { reporting: { ...reporting, missed } })
      const next = { ...reporting, missed, next: answers + 1 }
      return withReportDate(withExecution(filed, { reporting: next }), date, position)
    },
  ),
  on<typeof markReportOverdue, { readonly missed?: number; readonly date?: WorkedOutDate }>(
    markReportOverdue,
    (matter, { missed, date }, { position }) => {
      const { reporting } = matter.execution
      if (reporting === undefined || missed === undefined || date === undefined) return matter
      const next = { ...reporting, next: missed + 1, missed: [...reporting.missed, missed] }
      return withReportDate(withExecution(matter, { reporting: next }), date, position)
    },
  ),
  on(reportMajorCircumstance, (matter, { kind }, { position }) =>
    withExecution(matter, {
      circumstances: [...matter.execution.circumstances, { kind, position }],
    }),
  ),
  on(recordExecutionOpinion, (matter) =>
    withExecution(matter, { opinions: matter.execution.opinions + 1 }),
  ),
  on(completeExecution, (matter) => ({ ...withoutExecutionDates(matter), stage: 'S29' })),
  ...inspectionEvolutions,
]

function withExecution(matter: Matter, changes: Partial<ExecutionState>): Matter {
  return { ...matter, execution: { ...matter.execution, ...changes } }
}
