import { a, demanded, list, optional, required, word } from '../../../fields.ts'
import { specification } from '../../../specification.ts'

const folder = 'registers/custody'
const door = 'custody'

/** 提出销毁 · The list of papers that are to be destroyed, its ground, and who reviews it. */
export const proposeDestruction = specification({
  type: 'ProposeDestruction',
  event: 'DestructionProposed',
  door,
  folder,
  who: ['AR'],
  rows: ['CU-02', 'CU-04'],
  says: { 'zh-CN': '提出销毁材料', en: 'Propose the destruction of papers' },
  fields: {
    items: required(list(a('digest'))),
    matters: required(list(a('matter')), ['$matter']),
    ground: required(a('text'), '保管期限届满，经鉴定已无保存价值。'),
    reviewers: required(list(a('official')), ['$government-office']),
  },
})

/** 鉴定意见 · Each named reviewer answers: destroy, keep until a day, or transfer. */
export const reviewDestruction = specification({
  type: 'ReviewDestruction',
  event: 'DestructionReviewed',
  door,
  folder,
  who: ['anyOrgan'],
  rows: ['SoD-22', 'CU-02', 'CU-04'],
  says: { 'zh-CN': '提出鉴定意见', en: 'Review a destruction' },
  fields: {
    /** The entry that proposed it. */
    destruction: required(a('entry')),
    answer: required(word('destroy', 'keep', 'transfer')),
    keepUntil: optional(a('date')),
    reasons: demanded(a('text'), '已逐件核对，无继续保存的必要。'),
  },
})

/** 签发销毁证明 · From here the papers may be destroyed; what it lists is never missing without a reason. */
export const certifyDestruction = specification({
  type: 'CertifyDestruction',
  event: 'DestructionCertified',
  door,
  folder,
  who: ['AR'],
  rows: ['CU-02', 'CU-04'],
  says: { 'zh-CN': '签发销毁证明', en: 'Certify a destruction' },
  fields: { destruction: required(a('entry')), certificate: required(a('digest')) },
})
