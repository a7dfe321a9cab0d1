import { a, demanded, list, optional, proof, required, word } from '../../../fields.ts'
import { specification } from '../../../specification.ts'
import { submitForReview } from '../../../shared-steps/legality-review/commands.ts'

const folder = 'drafting'
const door = 'matter'

/** 廉洁性审查 · where the pack asks for it. */
export const recordIntegrityReview = specification({
  type: 'RecordIntegrityReview',
  event: 'IntegrityReviewRecorded',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-C07'],
  says: { 'zh-CN': '登记廉洁性审查', en: 'Record the integrity review' },
  fields: {
    draft: required(a('draft')),
    outcome: required(word('passed', 'problems')),
    opinion: required(a('digest')),
  },
})

/** 承办单位合法性审核意见 · the unit's own legal staff. */
export const signOwnReview = specification({
  type: 'SignOwnReview',
  event: 'OwnReviewSigned',
  door,
  folder,
  who: ['UL'],
  rows: ['MD-C08', 'SoD-01'],
  says: { 'zh-CN': '出具承办单位审核意见', en: "Sign the unit's own review" },
  fields: {
    draft: required(a('draft')),
    outcome: required(word('lawful', 'toBeAmended', 'unlawful')),
    points: optional(list(a('text'))),
    opinion: required(a('digest')),
  },
})

/** 承办单位集体讨论 · signed by its principal. */
export const recordUnitDiscussion = specification({
  type: 'RecordUnitDiscussion',
  event: 'UnitDiscussionRecorded',
  door,
  folder,
  who: ['UU'],
  rows: ['MD-C09', 'T11'],
  says: { 'zh-CN': '登记承办单位集体讨论', en: 'Record the discussion in the unit' },
  fields: {
    draft: required(a('draft')),
    present: required(list(a('official')), [
      '$undertaking-unit-principal',
      '$undertaking-unit-handler',
    ]),
    minutes: required(a('digest')),
    signedBy: demanded(a('official'), '$undertaking-unit-principal'),
    ...proof,
  },
})

/** 政府投资项目审批 · 政府投资条例第十一条. */
export const approveInvestment = specification({
  type: 'ApproveInvestment',
  event: 'InvestmentApproved',
  door,
  folder,
  who: ['IA'],
  reservedBy: 'MD-C10',
  rows: ['MD-C10'],
  says: { 'zh-CN': '审批政府投资项目', en: 'Approve a government investment' },
  fields: {
    draft: required(a('draft')),
    appraisal: demanded(a('digest')),
    participation: demanded(a('digest')),
    expertEvaluation: demanded(a('digest')),
    riskAssessment: demanded(a('digest')),
    approval: required(a('digest')),
  },
})

/** 重新展开有关环节: after a material change. */
export const reopenStep = specification({
  type: 'ReopenStep',
  event: 'StepReopened',
  door,
  folder,
  who: ['UU', 'LR', 'GO'],
  rows: ['MD-D15', 'T08'],
  says: { 'zh-CN': '因实质性修改重新展开环节', en: 'Open a step again after a material change' },
  fields: {
    step: required(word('publicParticipation', 'experts', 'risk', 'fairCompetition')),
    from: required(a('draft')),
    to: required(a('draft')),
    reasons: demanded(a('text'), '收费表作了实质性修改。'),
    waiver: optional(a('bool')),
  },
})

/** 报送办公机构 · the office's check of form, where the pack has it. */
export const submitToOffice = specification({
  type: 'SubmitToOffice',
  event: 'SubmittedToOffice',
  door,
  folder,
  who: ['UUP'],
  rows: ['MD-D13', 'MD-G03', 'T11'],
  says: { 'zh-CN': '报送政府办公机构', en: 'Submit the draft to the office' },
  fields: { draft: required(a('draft')), papers: submitForReview.fields.papers },
})

/** 办公机构退回. */
export const returnFromOffice = specification({
  type: 'ReturnFromOffice',
  event: 'ReturnedFromOffice',
  door,
  folder: 'legality-review',
  who: ['GO'],
  rows: ['MD-G04', 'T12'],
  says: { 'zh-CN': '办公机构退回', en: 'Return the draft from the office' },
  fields: {
    missing: demanded(list(a('text')), ['未附征求意见汇总']),
    reasons: optional(a('text')),
  },
})
