import { define, type Definition } from '../../definition.ts'
import { unless } from '../../grounds.ts'
import { isListed } from '../../texts.ts'
import { reported } from '../prior-report/gates.ts'
import { startExecution, submitExecutionReport } from './commands.ts'

/** 决策执行: how its commands are decided (713: 第三十四条). */
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
  }),
  define(submitExecutionReport, { stages: ['S24'], outOfOrder: ['T35'] }),
]
