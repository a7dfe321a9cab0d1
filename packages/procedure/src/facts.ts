// The door for statute pages: names and arithmetic, neither schemas nor rules, for all of it is bundled.
export {
  commandId,
  isPast,
  isSame,
  nextDateMs,
  nextDueMs,
  nudges,
  streamOfClerk,
  withDates,
  type Due,
  type Progress,
} from './progress.ts'

/** A clause about the matter, with its article: yes, no, or open. */
export interface Fact {
  readonly name: string
  readonly zh: string
  readonly article: string
}

/** The end of a period, with its article. */
export interface Deadline {
  readonly name: string
  readonly zh: string
  readonly article: string
}

const fact = <const N extends string>(name: N, zh: string, article: string) =>
  ({ name, zh, article }) as const

/** 事实 · What the pages wait for and ask. The articles are those of Decree No. 713 unless they say otherwise. */
export const facts = {
  studied: fact('studied', '研究论证意见已提交', '第十条'),
  procedureStarted: fact('procedureStarted', '决策程序已启动', '第十条、第十一条'),
  startDeclined: fact('startDeclined', '决定不予启动', '第十条'),
  drafted: fact('drafted', '决策草案已拟出', '第十二条、第十三条'),
  stepsOpened: fact('stepsOpened', '各环节已展开', '第十四条至第二十四条'),

  lawfullyUndisclosed: fact('lawfullyUndisclosed', '依法不予公开', '第十四条第一款'),
  publicCommentChosen: fact('publicCommentChosen', '采取公开征求意见方式', '第十四条第二款'),
  publicCommentOpened: fact('publicCommentOpened', '公开征求意见公告已发布', '第十五条第一款'),
  hearingChosen: fact('hearingChosen', '召开听证会', '第十四条第二款、第十六条'),
  hearingConcluded: fact('hearingConcluded', '听证会已结束', '第十六条、第十七条'),
  specificGroupsAffected: fact('specificGroupsAffected', '涉及特定群体利益', '第十四条第三款'),
  groupsConsulted: fact('groupsConsulted', '已与特定群体沟通协商', '第十四条第三款'),
  opinionsAnswered: fact('opinionsAnswered', '意见已归纳、研究采纳', '第十八条'),

  technical: fact('technical', '专业性、技术性较强', '第十九条第一款'),
  argumentationConcluded: fact(
    'argumentationConcluded',
    '专家论证已有结论',
    '第十九条至第二十一条',
  ),

  mayHarmStabilityOrSafety: fact(
    'mayHarmStabilityOrSafety',
    '可能对社会稳定、公共安全等造成不利影响',
    '第二十二条第一款',
  ),
  riskConcluded: fact('riskConcluded', '风险可控性已有结论', '第二十三条、第二十四条'),

  touchesOperators: fact('touchesOperators', '涉及经营者经济活动', '第二十九条第一项'),
  fairCompetitionConcluded: fact(
    'fairCompetitionConcluded',
    '公平竞争审查已有结论',
    '第二十九条第一项；公平竞争审查条例',
  ),

  stepsClosed: fact('stepsClosed', '各环节已结束', '第十四条至第二十四条'),
  submittedForReview: fact('submittedForReview', '已送请合法性审查', '第二十五条第一款'),
  acceptedForReview: fact('acceptedForReview', '合法性审查已受理', '第二十六条第一款'),
  opinionIssued: fact('opinionIssued', '合法性审查意见已出具', '第二十七条、第二十八条'),

  tabled: fact('tabled', '已提请集体讨论', '第二十九条'),
  admitted: fact('admitted', '已列入会议议题', '第三十条第一款'),
  deliberationOpened: fact('deliberationOpened', '集体讨论已开始', '第三十条第一款'),
  rejected: fact('rejected', '决定不予通过', '第三十条'),
  decided: fact('decided', '已作出决定', '第三十条'),
  minutesSigned: fact('minutesSigned', '会议纪要已签发', '第三十条第三款'),

  reported: fact('reported', '出台前已请示报告', '第八条、第三十一条'),
  withheld: fact('withheld', '决定依法不予公布', '第三十二条'),
  published: fact('published', '决策已公布', '第三十二条'),

  executionStarted: fact('executionStarted', '决策执行单位已明确、开始执行', '第三十四条'),
  executionDatesMet: fact(
    'executionDatesMet',
    '执行中没有待办的期限',
    '第三十四条、第三十六条、第三十七条',
  ),
  dossierClosed: fact('dossierClosed', '已归档', '第三十三条'),
} as const satisfies Readonly<Record<string, Fact>>

/** What the page of a catalogue waits for. */
export const catalogueFacts = {
  everyYearOver: fact('everyYearOver', '各目录年度均已届满', '第三条第三款'),
} as const satisfies Readonly<Record<string, Fact>>

/** The name of a fact. */
export type FactName = keyof typeof facts

/** 期限 · The periods at whose end a page lodges something. */
export const deadlines = {
  commentWindow: fact('commentWindow', '公开征求意见期限', '第十五条第二款'),
} as const satisfies Readonly<Record<string, Deadline>>
