import { a, demanded, list, optional, required, word } from '../../fields.ts'
import { signed } from '../../major-decision/initiation/commands.ts'
import { specification } from '../../specification.ts'

const folder = 'publication'

/** 公开审查 · 政府信息公开条例第十七条. */
export const checkOpenness = specification({
  type: 'CheckOpenness',
  event: 'OpennessChecked',
  door: 'matter',
  folder,
  who: ['OR'],
  reservedBy: 'MD-J03',
  rows: ['MD-J03', 'T33'],
  says: { 'zh-CN': '公开审查', en: 'Check the openness of the text' },
  fields: {
    text: required(a('digest'), '$decided-text'),
    outcome: required(word('public', 'partly', 'withheld')),
    ground: optional(a('text')),
    removed: optional(list(a('text'))),
    asked: optional(a('digest')),
  },
})

/** 公布决策 · 第三十二条. */
export const publishDecision = specification({
  type: 'PublishDecision',
  event: 'DecisionPublished',
  door: 'matter',
  folder,
  who: ['GO'],
  rows: [
    'MD-H08',
    'MD-I01',
    'MD-I02',
    'MD-I03',
    'MD-J01',
    'MD-J02',
    'MD-J03',
    'MD-J04',
    'SoD-16',
    'T29',
    'T33',
  ],
  says: { 'zh-CN': '公布决策', en: 'Publish the decision' },
  fields: {
    text: required(a('digest'), '$decided-text'),
    number: required(a('text'), '政发〔2025〕1号'),
    decidedOn: required(a('date')),
    inForce: required(a('date')),
    channels: demanded(list(word('gazette', 'governmentSite', 'newspaper', 'other')), [
      'gazette',
      'governmentSite',
      'newspaper',
    ]),
    addresses: optional(list(a('text'))),
    executingUnits: optional(list(a('organ')), ['$executing-unit.organ']),
    adoptionExplanation: demanded(a('digest')),
    interpretation: optional(a('digest')),
    // Publication outside the system: then its log proves the time (CAL-11).
    happened: optional(a('instant')),
    evidence: optional(a('digest')),
  },
})

/** 依法不予公开 · 第三十二条. */
export const withholdFromPublication = specification({
  type: 'WithholdFromPublication',
  event: 'WithheldFromPublication',
  door: 'matter',
  folder,
  who: ['DO'],
  rows: ['MD-H08', 'MD-I01', 'MD-I02', 'MD-I03', 'MD-J03', 'T29', 'T33'],
  says: { 'zh-CN': '决定依法不予公开', en: 'Withhold the decision from publication' },
  fields: {
    ground: required(word('stateSecret', 'tradeSecret', 'privacy', 'other')),
    paper: required(a('digest')),
    ...signed,
  },
})

const timed = { round: optional(a('int')), of: optional(a('text')) }

/** 公布逾期. */
export const markPublicationOverdue = specification({
  type: 'MarkPublicationOverdue',
  event: 'PublicationOverdueMarked',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-J01'],
  says: { 'zh-CN': '标记公布逾期', en: 'Mark the publication overdue' },
  fields: timed,
})

/** 提醒公布 · our own reminder; it moves nothing. */
export const remindOfPublication = specification({
  type: 'RemindOfPublication',
  event: 'PublicationReminded',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-J01'],
  says: { 'zh-CN': '提醒公布', en: 'Remind of the publication' },
  fields: timed,
})
