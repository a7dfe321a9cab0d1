import { a, demanded, list, object, optional, required } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'execution'

/** 明确执行单位、开始执行 · 第三十四条. */
export const startExecution = specification({
  type: 'StartExecution',
  event: 'ExecutionStarted',
  door: 'matter',
  folder,
  who: ['GO', 'DO'],
  rows: ['MD-L01', 'MD-I01', 'T35'],
  says: { 'zh-CN': '明确执行单位并开始执行', en: 'Name the executing units and start execution' },
  fields: {
    executingUnits: demanded(list(a('organ')), ['$executing-unit.organ']),
    tasks: optional(
      list(
        object({
          task: required(a('text'), '按新标准收费'),
          owner: required(a('organ'), '$executing-unit.organ'),
          due: required(a('date')),
        }),
      ),
    ),
    supervisionPlan: optional(a('digest')),
  },
})

/** 执行情况报告 · 第三十四条. */
export const submitExecutionReport = specification({
  type: 'SubmitExecutionReport',
  event: 'ExecutionReportSubmitted',
  door: 'matter',
  folder,
  who: ['EU'],
  rows: ['MD-L02'],
  says: { 'zh-CN': '报告执行情况', en: 'Report on the execution' },
  fields: {
    period: required(a('text'), '第一季度'),
    progress: required(a('text'), '收费系统已经切换。'),
    indicators: optional(list(a('text'))),
    problems: optional(list(a('text'))),
    report: required(a('digest')),
  },
})
