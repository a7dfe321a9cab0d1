import { a, demanded, list, object, optional, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { signed } from '../initiation/commands.ts'

const folder = 'evaluation'
const door = 'matter'
const trigger = word(
  'belowExpectation',
  'manyOpinions',
  'organThinksNecessary',
  'basisChanged',
  'yearPassed',
)

/** 决定开展后评估 · 第三十六条第一款. */
export const openEvaluation = specification({
  type: 'OpenEvaluation',
  event: 'EvaluationOpened',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-N01', 'T38'],
  says: { 'zh-CN': '决定开展决策后评估', en: 'Open a post-decision evaluation' },
  fields: {
    trigger: required(trigger),
    reasons: demanded(a('text'), '实施效果明显低于预期。'),
    ...signed,
  },
})

/** 决定不开展后评估. */
export const declineEvaluation = specification({
  type: 'DeclineEvaluation',
  event: 'EvaluationDeclined',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-N01', 'T38'],
  says: { 'zh-CN': '决定不开展决策后评估', en: 'Decline a post-decision evaluation' },
  fields: {
    trigger: required(trigger),
    reasons: demanded(a('text'), '执行时间尚短，效果不能判断。'),
    ...signed,
  },
})

/** 建议开展后评估: the clock says that a date has come; persons decide. */
export const proposeEvaluation = specification({
  type: 'ProposeEvaluation',
  event: 'EvaluationProposed',
  door,
  folder,
  who: ['clock'],
  rows: ['MD-N01'],
  says: { 'zh-CN': '建议开展决策后评估', en: 'Propose an evaluation' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 确定评估单位 · 第三十六条第二款. */
export const appointEvaluator = specification({
  type: 'AppointEvaluator',
  event: 'EvaluatorAppointed',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-N02', 'SoD-05', 'SoD-22', 'T38'],
  says: { 'zh-CN': '确定评估单位', en: 'Appoint the evaluator' },
  fields: {
    evaluator: required(a('text'), '$evaluator'),
    institution: required(a('text'), '$evaluator.organ'),
    thirdParty: required(a('bool'), true),
    independence: demanded(a('digest'), '$attachment'),
    ...signed,
  },
})

/** 评估组成员: each falls under the rule like the body that sends him (SoD-22). */
export const nameEvaluationTeam = specification({
  type: 'NameEvaluationTeam',
  event: 'EvaluationTeamNamed',
  door,
  folder,
  who: ['EV', 'GO'],
  rows: ['MD-N02', 'SoD-05', 'SoD-22'],
  says: { 'zh-CN': '确定评估组成员', en: 'Name the evaluation team' },
  fields: {
    team: demanded(
      list(
        object({
          id: required(a('person')),
          institution: optional(a('text')),
          part: required(word('leader', 'member')),
        }),
      ),
      [{ id: '$evaluator', institution: '$evaluator.organ', part: 'leader' }],
    ),
  },
})

/** 评估报告 · 第三十六条第三款. */
export const submitEvaluationReport = specification({
  type: 'SubmitEvaluationReport',
  event: 'EvaluationReportSubmitted',
  door,
  folder,
  who: ['EV', 'GO'],
  rows: ['MD-N02', 'MD-N03', 'SoD-05', 'SoD-22', 'T39'],
  says: { 'zh-CN': '提交评估报告', en: 'Submit the evaluation report' },
  fields: {
    authors: demanded(list(a('person')), ['$evaluator']),
    participation: demanded(
      list(object({ who: required(a('text')), record: required(a('digest')) })),
      [
        { who: '社会公众', record: '$attachment' },
        { who: '人大代表、政协委员、人民团体、基层组织', record: '$attachment' },
      ],
    ),
    results: required(a('text'), '目标基本实现，个别指标低于预期。'),
    advice: required(word('continue', 'adjust', 'suspend', 'stop')),
    report: required(a('digest')),
  },
})

/** 评估报告的处理 · 第三十六条第四款. */
export const disposeOfReport = specification({
  type: 'DisposeOfReport',
  event: 'ReportDisposedOf',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-N04', 'MD-M04', 'T39'],
  says: { 'zh-CN': '对评估报告作出处理', en: 'Dispose of the evaluation report' },
  fields: {
    disposition: required(word('continue', 'adjust', 'suspend', 'stop')),
    reasons: demanded(a('text'), '采用评估报告的建议。'),
    ...signed,
  },
})

/** 结束评估. */
export const closeEvaluation = specification({
  type: 'CloseEvaluation',
  event: 'EvaluationClosed',
  door,
  folder,
  who: ['DO'],
  rows: ['MD-N04', 'T39'],
  says: { 'zh-CN': '结束决策后评估', en: 'Close the evaluation' },
  fields: { ...signed },
})
