import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'expert-argumentation'
const door = 'matter'
const conclusion = word('support', 'supportWithChanges', 'doNotSupport')
const panel = ['$expert-1', '$expert-2', '$expert-3']

/** 利害关系声明 · 第二十条: before the panel, or found later. */
export const declareInterest = specification({
  type: 'DeclareInterest',
  event: 'InterestDeclared',
  door,
  folder,
  who: ['EX', 'UU'],
  rows: ['MD-E04', 'SoD-03'],
  says: { 'zh-CN': '声明利害关系', en: 'Declare the interests of an expert' },
  fields: {
    expert: required(a('expert')),
    directInterest: required(a('bool'), false),
    what: optional(a('text')),
    found: required(word('declared', 'detected')),
    declaration: demanded(a('digest')),
  },
})

/** 遴选专家 · 第二十条. */
export const selectPanel = specification({
  type: 'SelectPanel',
  event: 'PanelSelected',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-E01', 'MD-E03', 'MD-E04', 'MD-E05', 'MD-E06', 'SoD-03', 'SoD-04'],
  says: { 'zh-CN': '遴选论证专家', en: 'Select the panel of experts' },
  fields: {
    form: required(word('meeting', 'written', 'commissioned')),
    experts: required(
      list(
        object({
          id: required(a('expert')),
          institution: required(a('text')),
          field: required(a('text')),
          title: optional(a('text')),
          industryAuthority: required(a('bool')),
          fromLibrary: required(a('bool')),
          whyOutside: demanded(a('text')),
          dissenting: required(a('bool')),
        }),
      ),
      panel.map((id, index) => ({
        id,
        institution: `${id}.organ`,
        field: '公用事业价格',
        industryAuthority: false,
        fromLibrary: true,
        dissenting: index === 2,
      })),
    ),
    draw: optional(object({ seed: required(a('text')), eligible: required(a('digest')) })),
    questions: required(list(a('text')), ['收费分档是否科学、可行？']),
  },
})

/** 送交论证材料 · 第十九条第一款. */
export const sendMaterials = specification({
  type: 'SendMaterials',
  event: 'MaterialsSent',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-E01', 'SoD-03'],
  says: { 'zh-CN': '送交论证材料', en: 'Send the materials to the experts' },
  fields: {
    to: required(list(a('text')), panel),
    draft: required(a('draft')),
    items: required(list(a('digest'))),
  },
})

/** 专家论证意见书 · 第十九条第二款. */
export const signExpertOpinion = specification({
  type: 'SignExpertOpinion',
  event: 'ExpertOpinionSigned',
  door,
  folder,
  who: ['EX', 'UU'],
  rows: ['MD-E02'],
  says: { 'zh-CN': '出具专家论证意见', en: 'Sign an expert opinion' },
  fields: {
    expert: required(a('expert')),
    draft: required(a('draft')),
    necessity: required(a('text'), '有必要。'),
    feasibility: required(a('text'), '可行。'),
    soundness: required(a('text'), '测算方法科学。'),
    conclusion: required(conclusion),
    conditions: optional(list(a('text'))),
    signed: demanded(a('bool'), true),
    stamped: demanded(a('bool'), true),
    opinion: required(a('digest')),
  },
})

/** 剔除专家意见: it keeps its place in the record and loses its weight. */
export const strikeExpertOpinion = specification({
  type: 'StrikeExpertOpinion',
  event: 'ExpertOpinionStruck',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-E04', 'SoD-03'],
  says: { 'zh-CN': '剔除专家意见', en: 'Strike an expert opinion' },
  fields: {
    expert: required(a('expert')),
    ground: demanded(a('text'), '存在直接利害关系。'),
  },
})

/** 专家论证报告 · 第十九条. */
export const concludeArgumentation = specification({
  type: 'ConcludeArgumentation',
  event: 'ArgumentationConcluded',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-E01', 'MD-E04', 'SoD-03'],
  says: { 'zh-CN': '形成专家论证结论', en: 'Conclude the argumentation' },
  fields: {
    draft: required(a('draft')),
    conclusion: required(conclusion),
    dissent: optional(list(a('text'))),
    report: required(a('digest')),
  },
})

/** 专家意见采纳情况 · 第二十九条第三项. */
export const disposeOfExpertOpinion = specification({
  type: 'DisposeOfExpertOpinion',
  event: 'ExpertOpinionDisposedOf',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-E07'],
  says: { 'zh-CN': '处理专家意见', en: 'Dispose of an expert opinion' },
  fields: {
    expert: required(a('expert')),
    disposition: required(word('adopted', 'partly', 'notAdopted')),
    reasons: demanded(a('text'), '采纳，已在草案中体现。'),
  },
})
