import { dateOf, endOf, plusDays } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition, type Worked } from '../../definition.ts'
import { deviation, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { deadlineCame } from '../../shared-steps/timed.ts'
import { isListed } from '../../texts.ts'
import { proposalDate } from '../evaluation/proposal.ts'
import { reported } from '../prior-report/gates.ts'
import {
  completeExecution,
  markReportOverdue,
  recordExecutionOpinion,
  reportMajorCircumstance,
  startExecution,
  submitExecutionReport,
} from './commands.ts'
import { inspectionDefinitions } from './decide-inspection.ts'
import { periodOf, reportDate, reportOpens } from './report-dates.ts'
import { inExecution } from './stages.ts'
import type { Reporting } from './state.ts'

/** Our own reading of "at once" (第三十五条第一款): the third day after it was known is the last. */
const promptDays = 3

/** 决策执行: how its commands are decided (713: 第三十四条、第三十五条). */
export const definitions: readonly Definition[] = [
  define(startExecution, {
    stages: ['S22', 'S23'],
    outOfOrder: ['T35'],
    gates: [reported],
    checks: ({ executingUnits }, _matter, at) =>
      unless(isListed(executingUnits), at, 'MD-L01', {
        missing: ['executingUnits'],
        whoCan: ['government-office', 'head'],
      }),
    records: (_command, _matter, at) => ({ event: firstDates(at) }),
  }),
  define(submitExecutionReport, {
    stages: inExecution,
    outOfOrder: ['T35'],
    records: (_command, matter, at) => answered(matter, at),
  }),
  define(markReportOverdue, {
    stages: 'any',
    outOfOrder: [],
    gates: [deadlineCame('report', 'MD-L02')],
    records: (_command, { execution: { reporting } }, at) => ({
      ...(reporting === undefined
        ? {}
        : {
            event: {
              missed: reporting.next,
              date: reportDate(reporting, reporting.next + 1, at),
            },
          }),
      deviations: [deviation(at, 'MD-L02')],
    }),
  }),
  define(reportMajorCircumstance, {
    stages: inExecution,
    outOfOrder: ['T35'],
    // CAL-11: nobody reports what he came to know later.
    checks: ({ knownSince }, _matter, at) =>
      unless(knownSince <= at.time, at, 'CAL-11', { missing: ['knownSince'] }),
    records: ({ knownSince }, _matter, at) => {
      const lastDay = plusDays(dateOf(knownSince), promptDays)
      return at.time < endOf(lastDay) ? {} : { deviations: [deviation(at, 'MD-L03')] }
    },
  }),
  define(recordExecutionOpinion, {
    stages: ['S22', 'S23', ...inExecution, 'S28', 'S29'],
    outOfOrder: ['T33'],
  }),
  define(completeExecution, {
    stages: ['S24'],
    outOfOrder: ['T43'],
    gates: [changedByProcedureOnly],
  }),
  ...inspectionDefinitions,
]

/** What a pack asks for from the day on which execution begins. */
function firstDates(at: Circumstances): object {
  const from = dateOf(at.time)
  const period = periodOf(at.rules.word('md.execution.reportPeriod'))
  const proposal = proposalDate(from, at)
  const reporting: Reporting | undefined =
    period === undefined ? undefined : { period, from, next: 1, missed: [] }
  return {
    ...(reporting === undefined ? {} : { reporting, date: reportDate(reporting, 1, at) }),
    ...(proposal === undefined ? {} : { proposal }),
  }
}

// A late report answers for the oldest one that is missing; what comes before its period is a report more.
function answered({ execution, deadlines }: Matter, at: Circumstances): Worked {
  const { reporting } = execution
  const [missed] = reporting?.missed ?? []
  if (reporting === undefined) return {}
  if (missed !== undefined) return { event: { answers: missed } }
  const { next } = reporting
  if (next > 1 && at.time < reportOpens(reporting, next)) return {}
  const ends = deadlines.report?.ends
  const isLate = ends !== undefined && at.time >= ends
  return {
    event: { answers: next, date: reportDate(reporting, next + 1, at) },
    // 逾期由登记时计算: lateness never waits for the clerk's mark.
    deviations: isLate ? [deviation(at, 'MD-L02')] : [],
  }
}

// 第三十七条: what was changed or stopped outside the procedure is not passed off as completed.
function changedByProcedureOnly({ adjustment }: Matter, at: Circumstances): readonly Ground[] {
  return unless(adjustment.outside.length === 0, at, 'MD-M01', {
    missing: ['OpenAdjustment', 'StopExecution'],
    whoCan: ['head'],
  })
}
