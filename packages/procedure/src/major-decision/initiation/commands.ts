import { a, demanded, list, optional, privatePerson, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'initiation'
/** The paper a decision of the organ rests on where its office lodges it (DO). */
export const signed = { signed: optional(a('digest')) } as const

/** 提出决策事项建议 · 第十条: creates the matter. */
export const submitProposal = specification({
  type: 'SubmitProposal',
  event: 'ProposalSubmitted',
  door: 'matter',
  folder,
  who: ['anyOrgan'],
  rows: ['MD-B01', 'MD-B02', 'MD-B03'],
  says: { 'zh-CN': '提出决策事项建议', en: 'Submit a matter proposal' },
  fields: {
    kind: required(
      word(
        'major-decision',
        'normative-document',
        'enforcement-decision',
        'administrative-agreement',
      ),
    ),
    organ: required(a('organ'), '$government'),
    title: required(a('text'), '调整城乡生活垃圾处理收费标准'),
    source: required(
      word(
        'department',
        'leader',
        'lowerGovernment',
        'deputy',
        'cppccMember',
        'citizen',
        'organisation',
      ),
    ),
    proposer: required(a('proposer'), '$proposer.organ'),
    problem: demanded(a('text'), '现行标准多年未调整，处理成本与收费差距大。'),
    reasons: demanded(a('text'), '保障处理设施正常运行。'),
    basis: demanded(a('text'), '价格管理与环境卫生管理的有关规定。'),
    plan: demanded(a('text'), '分类、分档调整，设置减免。'),
    necessity: demanded(a('text'), '不调整则运行难以为继。'),
    feasibility: demanded(a('text'), '测算表明居民负担可承受。'),
    linkedTo: optional(a('matter')),
    urgency: optional(a('text')),
    affectedGroups: optional(list(a('text'))),
    contact: optional(privatePerson),
    paper: optional(a('personalPaper')),
    catalogueItem: optional(a('text')),
    supersedes: optional(a('matter')),
    adjusts: optional(a('matter')),
  },
})

/** 交付研究论证 · 第十条. */
export const assignStudy = specification({
  type: 'AssignStudy',
  event: 'StudyAssigned',
  door: 'matter',
  folder,
  who: ['DO'],
  rows: ['MD-B01', 'MD-B03', 'T01'],
  says: { 'zh-CN': '交付研究论证', en: 'Assign the preliminary study' },
  fields: {
    unit: required(a('organ'), '$consulted-unit.organ'),
    due: optional(a('date')),
    question: optional(a('text'), '是否启动决策程序？'),
    ...signed,
  },
})

/** 提交研究论证意见 · 第十条. */
export const submitStudyOpinion = specification({
  type: 'SubmitStudyOpinion',
  event: 'StudyOpinionSubmitted',
  door: 'matter',
  folder,
  who: ['studyUnit'],
  rows: ['MD-B01', 'T02'],
  says: { 'zh-CN': '提交研究论证意见', en: 'Submit the study opinion' },
  fields: {
    advice: required(word('start', 'doNotStart', 'catalogue')),
    isMajor: required(a('bool'), true),
    head: optional(word('publicPolicy', 'plan', 'resources', 'construction', 'other')),
    suggestedUnits: optional(list(a('organ'))),
    expectedSteps: optional(list(a('text'))),
    reasons: demanded(a('text'), '属于涉及公众切身利益的公共政策。'),
    opinion: required(a('digest')),
  },
})

/** 决定启动 · 第十条、第十一条. */
export const startProcedure = specification({
  type: 'StartProcedure',
  event: 'ProcedureStarted',
  door: 'matter',
  folder,
  who: ['DO'],
  rows: ['MD-B04', 'MD-B05', 'T03'],
  reservedBy: 'MD-B04',
  says: { 'zh-CN': '决定启动并明确承办单位', en: 'Decide to start and name the undertaking unit' },
  fields: {
    reasons: demanded(a('text'), '研究论证意见建议启动，理由成立。'),
    units: demanded(list(a('organ')), ['$undertaking-unit-handler.organ']),
    lead: demanded(a('organ'), '$undertaking-unit-handler.organ'),
    plan: optional(a('digest')),
    startsOn: optional(a('date')),
    ...signed,
  },
})

/** 决定不予启动 · 第十条. */
export const declineToStart = specification({
  type: 'DeclineToStart',
  event: 'StartDeclined',
  door: 'matter',
  folder,
  who: ['DO'],
  rows: ['MD-B04', 'T03'],
  reservedBy: 'MD-B04',
  says: { 'zh-CN': '决定不予启动', en: 'Decide not to start' },
  fields: { reasons: demanded(a('text'), '现阶段条件不具备。'), ...signed },
})
