import { a, demanded, required } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'matter'
const door = 'matter'

/** 提出更正: by whoever lodged the entry; the entry itself is never touched. */
export const proposeCorrection = specification({
  type: 'ProposeCorrection',
  event: 'CorrectionProposed',
  door,
  folder,
  who: ['anyOrgan'],
  rows: ['SoD-08', 'T50'],
  says: { 'zh-CN': '提出更正', en: 'Propose a correction' },
  fields: {
    entry: required(a('entry')),
    field: required(a('text'), 'statement'),
    corrected: required(a('text'), '应为“同意”。'),
    reasons: demanded(a('text'), '录入时笔误。'),
  },
})

/** 批准更正: another person; of a stance or dissent, only with the member. */
export const approveCorrection = specification({
  type: 'ApproveCorrection',
  event: 'CorrectionApproved',
  door,
  folder,
  who: ['anyOrgan'],
  rows: ['SoD-08', 'SoD-22', 'T50'],
  says: { 'zh-CN': '批准更正', en: 'Approve a correction' },
  fields: { correction: required(a('entry')), agrees: required(a('bool'), true) },
})
