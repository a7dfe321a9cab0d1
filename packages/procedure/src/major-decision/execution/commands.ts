import { a, demanded, list, object, optional, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { signed } from '../initiation/commands.ts'

const folder = 'execution'
const door = 'matter'

/** 明确执行单位、开始执行 · 第三十四条. */
export const startExecution = specification({
  type: 'StartExecution',
  event: 'ExecutionStarted',
  door,
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
  door,
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

/** 报告逾期: says only that time has passed. */
export const markReportOverdue = specification({
  type: 'MarkReportOverdue',
  event: 'ReportOverdueMarked',
  door,
  folder,
  who: ['clock'],
  rows: ['MD-L02'],
  says: { 'zh-CN': '标记执行情况报告逾期', en: 'Mark an execution report overdue' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 重大情况报告 · 第三十五条第一款: what gravely affects the goal is reported at once. */
export const reportMajorCircumstance = specification({
  type: 'ReportMajorCircumstance',
  event: 'MajorCircumstanceReported',
  door,
  folder,
  who: ['EU'],
  rows: ['MD-L03', 'CAL-11'],
  says: { 'zh-CN': '报告重大情况', en: 'Report a major circumstance' },
  fields: {
    kind: required(word('problem', 'change', 'forceMajeure')),
    knownSince: required(a('instant'), '$happened'),
    effect: required(a('text'), '决策目标全部或者部分不能实现。'),
    advice: optional(a('text')),
    ...proof,
  },
})

/** 登记公众对执行的意见 · 第三十五条第二款. */
export const recordExecutionOpinion = specification({
  type: 'RecordExecutionOpinion',
  event: 'ExecutionOpinionRecorded',
  door,
  folder,
  who: ['EU', 'GO'],
  rows: ['MD-L04', 'CAL-11'],
  says: { 'zh-CN': '登记公众对执行的意见', en: 'Record an opinion on the execution' },
  fields: {
    channel: required(word('web', 'letter', 'telephone', 'email', 'counter', 'meeting', 'survey')),
    text: required(a('digest')),
    answer: optional(a('digest')),
    ...proof,
  },
})

/** 办结执行. */
export const completeExecution = specification({
  type: 'CompleteExecution',
  event: 'ExecutionCompleted',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-L01', 'MD-M01', 'T43'],
  says: { 'zh-CN': '办结执行', en: 'Complete the execution' },
  fields: { report: required(a('digest')), ...signed },
})
