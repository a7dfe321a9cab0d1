import { on, type Evolution } from '../../definition.ts'
import { startExecution, submitExecutionReport } from './commands.ts'

/** 决策执行: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(startExecution, (matter, { executingUnits = [] }) => ({
    ...matter,
    stage: 'S24',
    execution: { ...matter.execution, units: executingUnits },
  })),
  on(submitExecutionReport, (matter, _event, { position }) => ({
    ...matter,
    execution: { ...matter.execution, reports: [...matter.execution.reports, position] },
  })),
]
