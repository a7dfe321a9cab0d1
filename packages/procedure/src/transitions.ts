import type { Cite } from '@juece/rulebook'

/** 状态转换 · One row of the state table: where it stands in the law, and in our words what it asks. */
export interface Transition {
  readonly cites: readonly Cite[]
  /** Our own reading, shown as a product rule. */
  readonly own: boolean
  readonly says: { readonly 'zh-CN': string; readonly en: string }
}

const r713 = (article: number, paragraph?: number): Cite => ({
  instrument: 'R713',
  article,
  ...(paragraph === undefined ? {} : { paragraph }),
})
const row = (cites: readonly Cite[], zh: string, en: string): Transition => ({
  cites,
  own: cites.length === 0,
  says: { 'zh-CN': zh, en },
})

/** The transitions whose order is a ground of its own when an act comes at the wrong time. */
export const transitions = {
  T01: row(
    [r713(10)],
    '建议提出之后才交付研究论证。',
    'A study is assigned once a proposal has been made.',
  ),
  T02: row(
    [r713(10)],
    '交付研究论证之后才提交研究论证意见。',
    'A study opinion follows the assignment of the study.',
  ),
  T03: row(
    [r713(10), r713(11)],
    '研究论证意见提交之后才决定是否启动。',
    'Whether to start is decided after the study opinion.',
  ),
  T04: row(
    [r713(3, 3)],
    '目录经同级党委同意之后才公布。',
    'The catalogue is published with the consent of the party committee.',
  ),
  T05: row(
    [r713(12)],
    '决定启动、拟出草案之后才展开公众参与、专家论证、风险评估等环节。',
    'The steps are opened once the procedure has started and a draft exists.',
  ),
  T07: row(
    [r713(14), r713(19), r713(22)],
    '各环节展开之后才能结束；未完成的环节不得结束。',
    'Steps are closed after they were opened, and not before they are done.',
  ),
  T08: row(
    [],
    '认定有实质性修改的，受影响的环节重新展开，完成后再往下走。',
    'After a material change the step it touches is opened again and done again.',
  ),
  T11: row(
    [r713(25, 1)],
    '各环节结束之后才送请合法性审查。',
    'The draft goes to legality review after the steps are closed.',
  ),
  T12: row(
    [],
    '办公机构退回的，应当写明缺什么。',
    'The office returns a draft it has in hand, and says what is missing.',
  ),
  T13: row(
    [r713(26, 1)],
    '送审之后才受理；规则册要求形式审核的，经办公机构送审。',
    'A submission is accepted after it was made; where the office checks the form, through the office.',
  ),
  T14: row(
    [r713(26, 1)],
    '审查进行中才可要求补正。',
    'A supplement is asked for while the review is running.',
  ),
  T15: row(
    [r713(26, 1)],
    '要求补正之后才补交材料。',
    'Papers are supplied after they were asked for.',
  ),
  T16: row(
    [],
    '补正期限届满仍未补交的，才可因未补交而退回。',
    'A return for papers not supplied comes after their due date.',
  ),
  T17: row([r713(26, 1)], '审查进行中才可退回。', 'A return comes while the review is running.'),
  T18: row(
    [r713(27), r713(28)],
    '受理之后、未在补正中，才出具合法性审查意见。',
    'The legality opinion is issued while the review is running.',
  ),
  T19: row(
    [r713(28)],
    '审查意见为应予修改的，才进入按审查意见修改。',
    'Revision after review follows an opinion that asks for amendment.',
  ),
  T20: row([], '审查意见出具之后才可再次送审。', 'A second review follows the first opinion.'),
  T21: row(
    [r713(28), r713(29)],
    '按审查意见修改并逐条答复之后才提请集体讨论。',
    'After amendment, every point answered, the draft is tabled.',
  ),
  T22: row(
    [r713(29)],
    '审查意见出具之后才提请集体讨论。',
    'The draft is tabled after the legality opinion.',
  ),
  T24: row(
    [r713(25, 2)],
    '探索性改革须由行政首长同意上会。',
    'An exploratory reform is tabled with the consent of the head.',
  ),
  T25: row(
    [],
    '提请集体讨论之后才审定议题。',
    'An item is admitted or refused after it was tabled.',
  ),
  T26: row(
    [r713(26), r713(29), r713(30)],
    '议题审定、会议召开之后才开始讨论。',
    'An item is opened once it is on the agenda and the sitting is open.',
  ),
  T27: row(
    [r713(24), r713(30)],
    '讨论进行中、其他人员发表意见之后才作出决定。',
    'The decision is taken while the item is open, after the others have spoken.',
  ),
  T29: row(
    [r713(25, 1), r713(30, 1)],
    '作实质性修改的，应当写明须重做的环节，退回后重新审查、重新讨论。',
    'A substantive amendment names what is done again; then follow a new review and a new meeting.',
  ),
  T32: row([], '不同意的，应当说明理由。', 'A rejection states its reasons.'),
  T33: row(
    [r713(31), r713(32)],
    '作出决定之后才请示报告，其后才公布或者不予公开。',
    'The decision is reported first, then published or withheld.',
  ),
  T35: row(
    [r713(34)],
    '公布或者依法不予公开之后才开始执行。',
    'Execution begins after publication or withholding.',
  ),
  T36: row([r713(37)], '执行中才中止。', 'Execution is suspended while it is running.'),
  T37: row(
    [],
    '中止之后、事由消失，写明理由才恢复执行。',
    'Execution resumes after a suspension, when its cause is gone, with reasons.',
  ),
  T38: row(
    [r713(36)],
    '执行中或者中止期间才开始决策后评估。',
    'An evaluation is opened while the decision is executed or suspended.',
  ),
  T39: row(
    [r713(36)],
    '评估报告提交并有处理结论之后才结束评估。',
    'An evaluation is closed after its report was delivered and disposed of.',
  ),
  T40: row(
    [r713(37)],
    '作重大调整的，另立事项重新履行法定程序。',
    'A material adjustment is another matter, through the statutory procedure again.',
  ),
  T41: row(
    [],
    '不属重大调整的更正，须有“非实质”的认定、写明理由并公布勘误。',
    'A correction that is not material has a finding that says so, its reasons and a published erratum.',
  ),
  T42: row(
    [r713(37)],
    '停止执行须经合法性审查和集体讨论决定，并附善后方案和补偿核查。',
    'A stop is decided by legality review and meeting, with an after-care plan and a check of compensation.',
  ),
  T43: row([], '执行中才办结执行。', 'Execution is completed while it is running.'),
  T44: row(
    [],
    '讨论开始之前、经决策机关或者其办公机构同意，承办单位才可撤回。',
    'The unit withdraws with consent and reasons, and never while the meeting sits over the item.',
  ),
  T45: row(
    [],
    '作出决定之前，决策机关可以暂停程序；恢复之后才往下走。',
    'Before a decision the organ may pause the procedure; it goes on after it was resumed.',
  ),
  T46: row(
    [],
    '作出决定之前，决策机关可以终止程序，说明理由；公开征求过意见的，应当公告。',
    'Before a decision the organ may terminate the procedure with reasons, in public where the public was asked.',
  ),
  T47: row(
    [],
    '只有已经结束、没有作出决策的事项才能重新提出。',
    'What is taken up again has ended without a decision in force.',
  ),
  T48: row(
    [r713(38), r713(39), r713(40), r713(41)],
    '先有立案，才有结案。',
    'A case of accountability is closed after it was opened.',
  ),
  T49: row(
    [r713(33)],
    '事项办结、终止或者公布之后才归档。',
    'The dossier is closed once the matter has been published or has ended.',
  ),
  T50: row(
    [],
    '已登记的内容不能覆盖，只能更正。',
    'What was entered is corrected by a further entry, never overwritten.',
  ),
  T51: row(
    [r713(37)],
    '调整事项有了结果之后才作了结。',
    'An adjustment is settled once the matter opened for it has a result.',
  ),
} as const satisfies Record<string, Transition>

/** A transition by its row. */
export type TransitionId = keyof typeof transitions

/** Whether the row is one of the state table. */
export function isTransition(rule: string): rule is TransitionId {
  return Object.hasOwn(transitions, rule)
}
