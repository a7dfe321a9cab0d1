import { a, cite, demanded, list, object, optional, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'drafting'
const change = object({ clause: required(a('text'), '第三条'), what: required(a('text'), '改') })

/** 调查研究 · 第十二条第一款. */
export const recordResearch = specification({
  type: 'RecordResearch',
  event: 'ResearchRecorded',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C01'],
  says: { 'zh-CN': '登记调查研究', en: 'Record the research' },
  fields: {
    methods: required(list(a('text')), ['实地走访', '成本调查']),
    report: required(a('digest')),
  },
})

/** 依据清单 · 第十二条第二款. */
export const recordBasis = specification({
  type: 'RecordBasis',
  event: 'BasisRecorded',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C02'],
  says: { 'zh-CN': '登记依据清单', en: 'Record the list of legal bases' },
  fields: {
    draft: required(a('draft')),
    instruments: demanded(
      list(
        object({
          cite: required(cite),
          relation: required(a('text'), '程序依据'),
          howUsed: optional(a('text')),
        }),
      ),
    ),
  },
})

/** 成本效益分析 · 第十二条第三款. */
export const recordCostBenefit = specification({
  type: 'RecordCostBenefit',
  event: 'CostBenefitRecorded',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C03'],
  says: { 'zh-CN': '登记成本效益分析', en: 'Record the cost-benefit analysis' },
  fields: {
    draft: required(a('draft')),
    costs: required(list(a('text')), ['征收与减免成本']),
    benefits: required(list(a('text')), ['处理设施稳定运行']),
    analysis: required(a('digest')),
  },
})

/** 征求有关单位意见 · 第十三条. */
export const recordConsultation = specification({
  type: 'RecordConsultation',
  event: 'ConsultationRecorded',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C05'],
  says: { 'zh-CN': '登记征求单位意见的结果', en: 'Record the consultation of a unit' },
  fields: {
    draft: required(a('draft')),
    organ: required(a('organ'), '$consulted-unit.organ'),
    letter: required(a('digest')),
    answer: required(word('agrees', 'objects', 'noAnswer')),
    reply: optional(a('digest')),
    ...proof,
  },
})

/** 分歧情况说明 · 第十三条. */
export const recordDisagreement = specification({
  type: 'RecordDisagreement',
  event: 'DisagreementRecorded',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C05'],
  says: { 'zh-CN': '登记单位间的分歧', en: 'Record the disagreement of units' },
  fields: {
    draft: required(a('draft')),
    issues: required(
      list(
        object({
          issue: required(a('text'), '减免范围'),
          views: required(
            list(
              object({
                organ: required(a('organ'), '$consulted-unit.organ'),
                view: required(a('text'), '应当缩小'),
              }),
            ),
          ),
          ownView: required(a('text'), '保持原范围'),
          reasons: required(a('text'), '低收入家庭负担较重'),
          basis: required(a('text'), '减免的政策依据'),
        }),
      ),
    ),
    rungsTried: optional(list(a('text'))),
    statement: required(a('digest')),
  },
})

/** 展开各环节 · 第十二条至第二十四条. */
export const openSteps = specification({
  type: 'OpenSteps',
  event: 'StepsOpened',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-C01', 'MD-C02', 'T05'],
  says: { 'zh-CN': '展开公众参与等环节', en: 'Open the steps' },
  fields: { draft: required(a('draft')) },
})

/** 结束各环节 · 第十四条至第二十四条. */
export const closeSteps = specification({
  type: 'CloseSteps',
  event: 'StepsClosed',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-D01', 'MD-D03', 'MD-D05', 'MD-D07', 'MD-E01', 'MD-F01', 'MD-C06', 'T07'],
  says: { 'zh-CN': '结束各环节', en: 'Close the steps' },
  fields: { draft: required(a('draft')) },
})

/** 重新拟订草案. */
export const reopenDrafting = specification({
  type: 'ReopenDrafting',
  event: 'DraftingReopened',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['T06', 'T09', 'T23'],
  says: { 'zh-CN': '重新拟订草案', en: 'Reopen drafting' },
  fields: { reasons: demanded(a('text'), '需要修改方案。') },
})

/** 确定修改稿. */
export const fixRevisedDraft = specification({
  type: 'FixRevisedDraft',
  event: 'RevisedDraftFixed',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['T11'],
  says: { 'zh-CN': '确定修改稿', en: 'Fix the revised draft' },
  fields: { draft: required(a('draft')), changes: optional(list(change)) },
})
