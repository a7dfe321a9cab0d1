import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { signed } from '../initiation/commands.ts'

const folder = 'risk-assessment'
const door = 'matter'

/** 制定风险评估方案 · 第二十二条、第二十三条第三款. */
export const planAssessment = specification({
  type: 'PlanAssessment',
  event: 'AssessmentPlanned',
  door,
  folder,
  who: ['UU', 'RA'],
  rows: ['MD-F01', 'MD-F02', 'MD-F04'],
  says: { 'zh-CN': '制定风险评估方案', en: 'Plan the risk assessment' },
  fields: {
    assessor: required(a('text'), '$risk-assessor'),
    institution: required(a('text'), '$risk-assessor.organ'),
    thirdParty: required(a('bool'), true),
    independence: optional(a('digest'), '$attachment'),
    scope: required(a('text'), '社会稳定、公共安全。'),
    methods: required(list(a('text')), ['舆情跟踪', '重点走访', '会商分析']),
  },
})

/** 风险评估报告 · 第二十三条第二款. */
export const submitRiskReport = specification({
  type: 'SubmitRiskReport',
  event: 'RiskReportSubmitted',
  door,
  folder,
  who: ['RA', 'UU'],
  rows: ['MD-F03', 'MD-F06', 'MD-F07'],
  says: { 'zh-CN': '提交风险评估报告', en: 'Submit the risk report' },
  fields: {
    draft: required(a('draft')),
    departmentsHeard: demanded(list(a('organ')), ['$consulted-unit.organ']),
    points: demanded(
      list(
        object({
          cause: required(a('text')),
          probability: required(a('text')),
          effect: required(a('text')),
        }),
      ),
      [{ cause: '收费标准提高', probability: '较低', effect: '个别群体不满' }],
    ),
    measures: demanded(list(a('text')), ['设置减免', '分步实施']),
    handlingPlan: demanded(a('digest')),
    controllable: required(a('bool'), true),
    level: optional(word('high', 'medium', 'low')),
    kinds: optional(list(word('stability', 'environment', 'economicFiscal', 'other'))),
    tests: optional(list(word('legality', 'reasonableness', 'feasibility', 'controllability'))),
    report: required(a('digest')),
  },
})

/** 风险可控性结论 · 第二十四条: the decision organ's own. */
export const concludeRisk = specification({
  type: 'ConcludeRisk',
  event: 'RiskConcluded',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-F01', 'MD-F05'],
  reservedBy: 'MD-F05',
  says: { 'zh-CN': '作出风险是否可控的结论', en: 'Conclude whether the risk is controllable' },
  fields: {
    draft: required(a('draft')),
    controllable: required(a('bool'), true),
    reasons: required(a('text'), '风险点均有防范措施和处置预案。'),
    measures: optional(list(a('text'))),
    ...signed,
  },
})

/** 引用已有的风险评估 · 第二十二条第二款. */
export const referToEarlierAssessment = specification({
  type: 'ReferToEarlierAssessment',
  event: 'EarlierAssessmentReferred',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-F01'],
  says: { 'zh-CN': '引用已有的风险评估', en: 'Refer to an earlier assessment' },
  fields: {
    reference: demanded(a('text'), '风险评估报告第1号'),
    date: demanded(a('date'), '$today'),
    document: demanded(a('digest')),
  },
})
