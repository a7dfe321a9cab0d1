import { a, demanded, list, optional, paper, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'meeting'

const kinds = [
  'draft',
  'explanation',
  'adoptionStatement',
  'expertStatement',
  'riskReport',
  'hearingReport',
  'legalityOpinion',
  'answerTable',
  'fairCompetition',
  'disagreement',
  'ownReview',
  'other',
] as const

/** 提请集体讨论 · 第二十九条. */
export const submitForDeliberation = specification({
  type: 'SubmitForDeliberation',
  event: 'SubmittedForDeliberation',
  door: 'matter',
  folder,
  who: ['UUP', 'GO'],
  rows: [
    'MD-G01',
    'MD-G02',
    'MD-G10',
    'MD-G11',
    'MD-H01',
    'MD-C05',
    'MD-D13',
    'MD-E07',
    'T21',
    'T22',
    'T24',
  ],
  says: { 'zh-CN': '提请集体讨论', en: 'Submit the draft for deliberation' },
  fields: {
    draft: required(a('draft')),
    package: demanded(
      list(paper(...kinds)),
      kinds.map((kind) => ({ kind, digest: '$attachment' })),
    ),
    // Demanded only where a pack asks why the majority of the experts was not followed (MD-E07).
    majorityReasons: optional(a('text')),
    exploratory: optional(a('bool')),
    coordination: optional(a('digest')),
    responsibleLeader: optional(a('official')),
  },
})

/** 同意探索性改革上会 · 第二十五条第二款. */
export const agreeToTable = specification({
  type: 'AgreeToTable',
  event: 'AgreedToTable',
  door: 'matter',
  folder,
  who: ['HEAD'],
  reservedBy: 'T24',
  rows: ['MD-G02', 'T24'],
  says: { 'zh-CN': '同意探索性改革事项上会', en: 'Agree to table an exploratory reform' },
  fields: { riskNote: demanded(a('digest')) },
})

/** 列入议题 · 地方组织法第七十八条. */
export const admitToAgenda = specification({
  type: 'AdmitToAgenda',
  event: 'AdmittedToAgenda',
  door: 'matter',
  folder,
  who: ['GO', 'HEAD'],
  rows: ['MT-05', 'MD-A01', 'MD-C06', 'MD-E01', 'MD-F01', 'MD-G02', 'T25'],
  says: { 'zh-CN': '列入会议议题', en: 'Admit the item to an agenda' },
  fields: { sitting: required(a('sitting')), headAgreed: demanded(a('bool'), true) },
})

/** 不列入议题. */
export const refuseAgenda = specification({
  type: 'RefuseAgenda',
  event: 'AgendaRefused',
  door: 'matter',
  folder,
  who: ['GO', 'leader', 'HEAD'],
  rows: ['T25'],
  says: { 'zh-CN': '不列入会议议题', en: 'Refuse the item a place on the agenda' },
  fields: {
    code: required(
      word(
        'settledBelow',
        'notCoordinated',
        'adHoc',
        'wrongChannel',
        'unlawful',
        'notReviewed',
        'leaderAbsent',
        'principalAbsent',
      ),
    ),
    reasons: optional(a('text')),
  },
})

/** 暂缓后再次提请. */
export const tableAgain = specification({
  type: 'TableAgain',
  event: 'TabledAgain',
  door: 'matter',
  folder,
  who: ['UUP', 'HEAD'],
  rows: ['MD-G02', 'MD-G10', 'MD-G11', 'T22'],
  says: { 'zh-CN': '再次提请讨论', en: 'Table a deferred item again' },
  fields: { draft: required(a('draft')), reasons: optional(a('text')) },
})
