import { a, demanded, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'prior-report'
const addressees = ['partyCommittee', 'peoplesCongress', 'superior'] as const

/** 出台前请示报告 · 第八条、第三十一条. */
export const openPriorReport = specification({
  type: 'OpenPriorReport',
  event: 'PriorReportOpened',
  door: 'matter',
  folder,
  who: ['GO', 'DO'],
  rows: ['MD-I01', 'MD-I02', 'MD-I03', 'CAL-11', 'T33'],
  says: { 'zh-CN': '出台前请示报告', en: 'Report before the decision is issued' },
  fields: {
    to: required(word(...addressees)),
    number: required(a('text'), '政请〔2025〕1号'),
    sent: required(a('date')),
    content: required(a('digest')),
  },
})

/** 登记答复 · 第三十一条. */
export const recordReply = specification({
  type: 'RecordReply',
  event: 'ReplyRecorded',
  door: 'matter',
  folder,
  who: ['GO', 'PC', 'NPC'],
  rows: ['MD-I01', 'MD-I02', 'MD-I03', 'CAL-11', 'T33'],
  says: { 'zh-CN': '登记请示报告的答复', en: 'Record the reply to a report' },
  fields: {
    from: required(word(...addressees)),
    answer: required(word('consented', 'noted', 'approved', 'sentBack', 'disagreed')),
    number: demanded(a('text'), '委复〔2025〕1号'),
    date: required(a('date')),
    received: optional(a('date')),
    paper: required(a('digest')),
  },
})
