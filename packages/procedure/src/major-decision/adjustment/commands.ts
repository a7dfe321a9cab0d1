import { a, demanded, list, optional, proof, required, word } from '../../fields.ts'
import { specification } from '../../specification.ts'
import { signed } from '../initiation/commands.ts'

const folder = 'adjustment'
const door = 'matter'
const who = ['DO'] as const

/** 中止执行 · 第三十七条: the head personally, on a reported circumstance and in urgency. */
export const suspendExecution = specification({
  type: 'SuspendExecution',
  event: 'ExecutionSuspended',
  door,
  folder,
  who: ['HEAD'],
  reservedBy: 'MD-M02 SoD-10',
  rows: ['MD-M02', 'MD-M05', 'SoD-10', 'T36'],
  says: { 'zh-CN': '中止执行', en: 'Suspend the execution' },
  fields: {
    situation: demanded(word('problem', 'change', 'forceMajeure')),
    circumstance: demanded(a('entry'), '$entry'),
    urgency: demanded(a('text'), '继续执行将危及公众安全，来不及召开会议。'),
    scope: required(a('text'), '全部执行工作。'),
    measures: optional(list(a('text')), ['疏散受影响的群众', '妥善保管在建工程']),
    reviewBy: required(a('date'), '$inDays-30'),
  },
})

/** 恢复执行: by the head, ratified by the organ where it asks for that. */
export const resumeExecution = specification({
  type: 'ResumeExecution',
  event: 'ExecutionResumed',
  door,
  folder,
  who: ['HEAD'],
  reservedBy: 'MD-M02 SoD-10',
  rows: ['MD-M02', 'SoD-10', 'T37'],
  says: { 'zh-CN': '恢复执行', en: 'Resume the execution' },
  fields: {
    reasons: demanded(a('text'), '中止的事由已经消除。'),
    ratification: optional(a('digest')),
  },
})

/** 中止后的复查逾期: only a mark; nothing resumes by itself. */
export const markSuspensionReviewOverdue = specification({
  type: 'MarkSuspensionReviewOverdue',
  event: 'SuspensionReviewOverdueMarked',
  door,
  folder,
  who: ['clock'],
  rows: ['MD-M02'],
  says: { 'zh-CN': '标记中止复查逾期', en: 'Mark the review of a suspension overdue' },
  fields: { round: optional(a('int')), of: optional(a('text')) },
})

/** 重大调整 · 第三十七条: another matter goes through the statutory procedure again. */
export const openAdjustment = specification({
  type: 'OpenAdjustment',
  event: 'AdjustmentOpened',
  door,
  folder,
  who,
  reservedBy: 'MD-M01',
  rows: ['MD-M01', 'MD-M03', 'MD-N04', 'T40'],
  says: { 'zh-CN': '决定作重大调整', en: 'Open a material adjustment' },
  fields: {
    newMatter: required(a('matter'), '$linked-matter'),
    from: required(a('draft')),
    to: optional(a('draft')),
    reasons: demanded(a('text'), '执行条件发生重大变化，须作重大调整。'),
    ...signed,
  },
})

/** 调整了结 · 第三十七条: by the result of the other matter. */
export const settleAdjustment = specification({
  type: 'SettleAdjustment',
  event: 'AdjustmentSettled',
  door,
  folder,
  who,
  reservedBy: 'MD-M01',
  rows: ['MD-M01', 'MD-M03', 'MD-M05', 'T51'],
  says: { 'zh-CN': '了结调整', en: 'Settle an adjustment' },
  fields: {
    result: required(word('replaced', 'notDecided')),
    newMatter: required(a('matter'), '$linked-matter'),
    from: optional(a('date')),
    ...signed,
  },
})

/** 停止执行 · 第三十七条: decided by legality review and meeting. */
export const stopExecution = specification({
  type: 'StopExecution',
  event: 'ExecutionStopped',
  door,
  folder,
  who,
  reservedBy: 'MD-M01',
  rows: ['MD-M01', 'MD-M05', 'MD-N04', 'T42'],
  says: { 'zh-CN': '停止执行', en: 'Stop the execution' },
  fields: {
    decidedIn: demanded(a('matterOrEntry')),
    aftercare: demanded(a('digest'), '$attachment'),
    compensationCheck: demanded(a('digest'), '$attachment'),
    reasons: demanded(a('text'), '会议已经决定停止执行。'),
    ...signed,
  },
})

/** 善后与补偿 · local: where a decision is adjusted, suspended or stopped. */
export const recordAftercare = specification({
  type: 'RecordAftercare',
  event: 'AftercareRecorded',
  door,
  folder,
  who: ['EU', 'DO'],
  rows: ['MD-M05'],
  says: { 'zh-CN': '登记善后方案和补偿', en: 'Record after-care and compensation' },
  fields: { plan: required(a('digest')), compensation: optional(a('digest')), ...signed },
})

/** 登记程序之外的调整、停止: a truthful record is not refused, and it is flagged. */
export const enterChange = specification({
  type: 'EnterChange',
  event: 'ChangeEntered',
  door,
  folder,
  who: ['GO', 'SV'],
  rows: ['MD-M01', 'CAL-11'],
  says: {
    'zh-CN': '登记程序之外的调整、停止',
    en: 'Enter a change or stop outside the procedure',
  },
  fields: {
    what: required(word('amended', 'stopped')),
    by: required(a('organ'), '$executing-unit.organ'),
    ...proof,
  },
})
