import { a, cite, demanded, list, object, optional, paper, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'legality-review'

const kinds = [
  'draft',
  'explanation',
  'basisList',
  'stepsStatement',
  'consultationSummary',
  'adoptionStatement',
  'expertReport',
  'riskReport',
  'hearingReport',
  'fairCompetition',
  'ownReview',
  'unitMinutes',
  'disagreement',
  'other',
] as const
const reviewPaper = paper(...kinds)

/** 送请合法性审查 · 第二十六条第一款; a later round opens the same way. */
export const submitForReview = specification({
  type: 'SubmitForReview',
  event: 'SubmittedForReview',
  door: 'matter',
  folder,
  who: ['UUP', 'GO'],
  rows: ['MD-G03', 'MD-C02', 'T11', 'T20'],
  says: { 'zh-CN': '送请合法性审查', en: 'Submit the draft for legality review' },
  fields: {
    draft: required(a('draft')),
    papers: demanded(
      list(reviewPaper),
      kinds.map((kind) => ({ kind, digest: '$attachment' })),
    ),
    truthStatement: demanded(a('bool'), true),
  },
})

/** 受理 · 第二十六条: the review time runs from here. */
export const acceptForReview = specification({
  type: 'AcceptForReview',
  event: 'AcceptedForReview',
  door: 'matter',
  folder,
  who: ['LR'],
  rows: ['MD-G03', 'MD-G05', 'MD-G06', 'CAL-6', 'T13'],
  says: { 'zh-CN': '受理送审', en: 'Accept the submission for review' },
  fields: { completeOn: required(a('date')) },
})

/** 指定审查人员. */
export const assignReviewer = specification({
  type: 'AssignReviewer',
  event: 'ReviewerAssigned',
  door: 'matter',
  folder,
  who: ['LRH'],
  rows: ['SoD-01', 'SoD-22'],
  says: { 'zh-CN': '指定审查人员', en: 'Assign the reviewer' },
  fields: {
    reviewer: required(a('official'), '$legality-reviewer'),
    level: optional(word('ownUnit', 'governmentLegal', 'justice')),
  },
})

/** 要求补充材料 · 第二十六条第一款: the clock stops. */
export const requestSupplement = specification({
  type: 'RequestSupplement',
  event: 'SupplementRequested',
  door: 'matter',
  folder,
  who: ['LR'],
  rows: ['MD-G04', 'CAL-10', 'T14'],
  says: { 'zh-CN': '要求补充材料', en: 'Ask for missing papers' },
  fields: {
    items: required(list(a('text')), ['成本测算的原始数据']),
    due: required(a('date')),
    ground: required(a('text'), '依据清单与测算说明不齐。'),
  },
})

/** 补充材料 · the clock resumes. */
export const supplyPapers = specification({
  type: 'SupplyPapers',
  event: 'PapersSupplied',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-G04', 'CAL-10', 'T15'],
  says: { 'zh-CN': '补交材料', en: 'Supply the missing papers' },
  fields: { papers: required(list(reviewPaper), [{ kind: 'other', digest: '$attachment' }]) },
})

/** 退回 · 第二十六条第一款. */
export const returnFromReview = specification({
  type: 'ReturnFromReview',
  event: 'ReturnedFromReview',
  door: 'matter',
  folder,
  who: ['LR'],
  rows: ['MD-G04', 'T16', 'T17'],
  says: { 'zh-CN': '退回送审', en: 'Return the submission' },
  fields: {
    ground: required(word('procedureMissing', 'competence', 'materials', 'notSupplied')),
    items: demanded(list(a('text')), ['未附履行程序的说明']),
  },
})

/** 法律顾问、公职律师意见 · 第二十八条. */
export const addCounselOpinion = specification({
  type: 'AddCounselOpinion',
  event: 'CounselOpinionAdded',
  door: 'matter',
  folder,
  who: ['LA', 'LR'],
  rows: ['MD-G08'],
  says: { 'zh-CN': '提出法律顾问意见', en: 'Add the opinion of a legal adviser' },
  fields: {
    counsel: required(a('official'), '$legal-adviser'),
    capacity: required(word('legalCounsel', 'governmentLawyer')),
    question: required(a('text'), '收费调整的权限与程序是否合法？'),
    opinion: required(a('digest')),
  },
})

const stop = { ground: required(word('consultation', 'expertStudy')), reasons: optional(a('text')) }

/** 停止计时, where the rules name the ground. */
export const stopReviewClock = specification({
  type: 'StopReviewClock',
  event: 'ReviewClockStopped',
  door: 'matter',
  folder,
  who: ['LR'],
  rows: ['CAL-6', 'CAL-10'],
  says: { 'zh-CN': '审查期限停止计算', en: 'Stop the review clock' },
  fields: stop,
})

/** 恢复计时. */
export const restartReviewClock = specification({
  type: 'RestartReviewClock',
  event: 'ReviewClockRestarted',
  door: 'matter',
  folder,
  who: ['LR'],
  rows: ['CAL-6', 'CAL-10'],
  says: { 'zh-CN': '审查期限恢复计算', en: 'Restart the review clock' },
  fields: stop,
})

/** 延长审查期限: once a round, by the approver the pack names, before the ceiling has passed (CAL-10). */
export const extendReview = specification({
  type: 'ExtendReview',
  event: 'ReviewExtended',
  door: 'matter',
  folder,
  who: ['GO', 'HEAD', 'LR', 'leader'],
  rows: ['MD-G06', 'CAL-5', 'CAL-10'],
  says: { 'zh-CN': '延长审查期限', en: 'Extend the time of the review' },
  fields: {
    days: required(a('int'), 5),
    reasons: demanded(a('text'), '事项涉及多部法规，需要进一步研究。'),
  },
})

/** 同意缩短审查时间 · 第二十六条第二款. */
export const consentToShorterReview = specification({
  type: 'ConsentToShorterReview',
  event: 'ConsentedToShorterReview',
  door: 'matter',
  folder,
  who: ['LRH'],
  reservedBy: 'MD-G05',
  rows: ['MD-G05', 'SoD-01'],
  says: { 'zh-CN': '同意缩短审查时间', en: 'Consent to a shorter review' },
  fields: {
    reasonOf: demanded(a('text'), '汛期临近，承办单位请求提前上会。'),
    reasons: demanded(a('text'), '审查工作已经完成，不影响质量。'),
  },
})

const examined = object({
  finding: required(word('lawful', 'defect', 'unlawful')),
  basis: required(list(cite)),
})

/** 出具合法性审查意见 · 第二十七条、第二十八条. */
export const issueLegalityOpinion = specification({
  type: 'IssueLegalityOpinion',
  event: 'LegalityOpinionIssued',
  door: 'matter',
  folder,
  who: ['LRH'],
  reservedBy: 'MD-G01',
  rows: ['MD-G07', 'MD-G08', 'MD-G09', 'MD-G02', 'OT-02', 'SoD-01', 'T18'],
  says: { 'zh-CN': '出具合法性审查意见', en: 'Issue the legality opinion' },
  fields: {
    draft: required(a('draft')),
    competence: demanded(examined),
    procedure: demanded(examined),
    content: demanded(examined),
    outcome: demanded(word('lawful', 'toBeAmended', 'unlawful', 'exploratory'), 'lawful'),
    riskDisclosed: demanded(a('text')),
    points: optional(
      list(
        object({
          no: required(a('int'), 1),
          kind: required(word('mustChange', 'advised', 'risk')),
          says: required(a('text'), '减免对象应当写明。'),
        }),
      ),
    ),
    reasons: demanded(a('text'), '主体、程序、内容均符合规定。'),
    counsel: demanded(list(a('entry'))),
    disagreement: optional(a('text')),
    number: required(a('text'), '合审〔2025〕1号'),
    opinion: required(a('digest')),
  },
})

/** 按审查意见修改 · 第二十八条. */
export const openRevision = specification({
  type: 'OpenRevision',
  event: 'RevisionOpened',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-G10', 'T19'],
  says: { 'zh-CN': '按审查意见修改', en: 'Open the revision after review' },
  fields: {},
})

/** 逐条答复审查意见 · 第二十八条. */
export const answerReviewPoint = specification({
  type: 'AnswerReviewPoint',
  event: 'ReviewPointAnswered',
  door: 'matter',
  folder,
  who: ['UU'],
  rows: ['MD-G10'],
  says: { 'zh-CN': '答复一条审查意见', en: 'Answer a point of the opinion' },
  fields: {
    no: required(a('int'), 1),
    draft: required(a('draft')),
    followed: required(word('yes', 'partly', 'no')),
    explanation: demanded(a('text'), '已按意见修改。'),
  },
})

const timed = { round: optional(a('int')), of: optional(a('text')) }

/** 补充材料逾期. */
export const markSupplementOverdue = specification({
  type: 'MarkSupplementOverdue',
  event: 'SupplementOverdueMarked',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-G04'],
  says: { 'zh-CN': '标记补充材料逾期', en: 'Mark the supplement overdue' },
  fields: timed,
})

/** 审查逾期 · a mark, never an approval. */
export const markReviewOverdue = specification({
  type: 'MarkReviewOverdue',
  event: 'ReviewOverdueMarked',
  door: 'matter',
  folder,
  who: ['clock'],
  rows: ['MD-G06'],
  says: { 'zh-CN': '标记审查逾期', en: 'Mark the review overdue' },
  fields: timed,
})
