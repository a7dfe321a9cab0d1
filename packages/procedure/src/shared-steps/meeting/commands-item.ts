import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'meeting'
const edits = list(
  object({ clause: required(a('text'), '第三条'), what: required(a('text'), '文字修改') }),
)

/** 开始讨论 · 第三十条第一款. */
export const openDeliberation = specification({
  type: 'OpenDeliberation',
  event: 'DeliberationOpened',
  door: 'matter',
  folder,
  who: ['GO', 'HEAD'],
  rows: ['MD-G02', 'MD-G05', 'MD-G11', 'MD-H02', 'MD-H07', 'MD-H09', 'T26'],
  says: { 'zh-CN': '开始讨论议题', en: 'Open the deliberation of the item' },
  fields: {
    sitting: required(a('sitting')),
    draft: required(a('draft')),
    riskNoteRead: optional(a('bool')),
    reviewExplained: optional(a('bool'), true),
  },
})

/** 回避. */
export const declareRecusal = specification({
  type: 'DeclareRecusal',
  event: 'RecusalDeclared',
  door: 'matter',
  folder,
  who: ['RC', 'member'],
  rows: ['MD-H10', 'SoD-19'],
  says: { 'zh-CN': '申明回避', en: 'Declare an interest and step out' },
  fields: {
    member: required(a('official'), '$member-5'),
    ground: required(a('text'), '与本议题有利害关系。'),
  },
})

/** 表态 · 第三十条第二款、第三款. */
export const recordStance = specification({
  type: 'RecordStance',
  event: 'StanceRecorded',
  door: 'matter',
  folder,
  who: ['RC', 'member'],
  rows: ['MD-H04', 'MD-H06', 'MD-H10', 'SoD-06', 'SoD-08', 'SoD-19', 'T50'],
  says: { 'zh-CN': '记录成员表态', en: 'Record the stance of a member' },
  fields: {
    member: required(a('official'), '$member-1'),
    stance: required(word('agree', 'disagree', 'amend', 'defer')),
    statement: required(a('text'), '同意，建议做好减免政策的宣传。'),
  },
})

/** 宣读书面意见 · never a stance, not counted. */
export const readWrittenView = specification({
  type: 'ReadWrittenView',
  event: 'WrittenViewRead',
  door: 'matter',
  folder,
  who: ['RC'],
  rows: ['MD-H06'],
  says: { 'zh-CN': '宣读缺席成员书面意见', en: 'Read the written view of an absent member' },
  fields: {
    member: required(a('official'), '$member-5'),
    view: required(a('text'), '赞成方案的方向。'),
    letter: required(a('digest')),
  },
})

/** 作出决定 · 第三十条第一款、第二款: the head, after the others. */
export const takeDecision = specification({
  type: 'TakeDecision',
  event: 'DecisionTaken',
  door: 'matter',
  folder,
  who: ['HEAD'],
  reservedBy: 'MD-H03 SoD-23',
  rows: ['MD-H02', 'MD-H03', 'MD-H04', 'MD-F05', 'SoD-06', 'SoD-23', 'T27', 'T29', 'T32'],
  says: { 'zh-CN': '作出决定', en: 'Take the decision' },
  fields: {
    decision: required(word('agreed', 'amended', 'deferred', 'toBeDiscussedAgain', 'rejected')),
    // Demanded of a rejection (T32), and of a decision against the majority before the item is closed (MD-H05).
    reasons: optional(a('text')),
    edits: optional(edits),
    // Demanded of an amendment (T29).
    redo: optional(
      list(
        word(
          'drafting',
          'publicParticipation',
          'experts',
          'risk',
          'fairCompetition',
          'legalityReview',
        ),
      ),
    ),
    statement: optional(a('text'), '同意大家的意见，按方案执行。'),
  },
})

/** 说明理由 · 第三十条第二款: at the meeting, where the decision departs from the majority. */
export const giveReasons = specification({
  type: 'GiveReasons',
  event: 'ReasonsGiven',
  door: 'matter',
  folder,
  who: ['HEAD'],
  reservedBy: 'MD-H05',
  rows: ['MD-H05', 'SoD-07', 'CAL-11'],
  says: { 'zh-CN': '说明不同于多数意见的理由', en: 'Give reasons against the majority' },
  fields: { reasons: required(a('text'), '设施运行已不可持续，减免措施可以覆盖困难群体。') },
})

/** 结束讨论 · 第三十条. */
export const closeDeliberation = specification({
  type: 'CloseDeliberation',
  event: 'DeliberationClosed',
  door: 'matter',
  folder,
  who: ['RC', 'GO'],
  rows: ['MD-H02', 'MD-H05', 'MD-H06', 'MD-J01', 'SoD-07', 'T27'],
  says: { 'zh-CN': '结束议题讨论', en: 'Close the deliberation of the item' },
  fields: {},
})

/** 签发修改稿: the decision agreed with edits, none of them substantive. */
export const signEditedText = specification({
  type: 'SignEditedText',
  event: 'EditedTextSigned',
  door: 'matter',
  folder,
  who: ['HEAD'],
  reservedBy: 'MD-H03',
  rows: ['MD-G11', 'MD-J04'],
  says: { 'zh-CN': '签发修改后的文本', en: 'Sign the edited text' },
  fields: { draft: required(a('draft')), edits: demanded(edits), text: required(a('digest')) },
})
