import { a, demanded, optional } from '../../fields.ts'
import { signed } from '../../major-decision/initiation/commands.ts'
import { specification } from '../../specification.ts'

const folder = 'matter'
const door = 'matter'

/** 暂停程序: public windows run on. */
export const pauseProcedure = specification({
  type: 'PauseProcedure',
  event: 'ProcedurePaused',
  door,
  folder,
  who: ['DO'],
  reservedBy: 'T45',
  rows: ['T45'],
  says: { 'zh-CN': '暂停决策程序', en: 'Pause the procedure' },
  fields: { reasons: demanded(a('text'), '等待上位规划调整。'), ...signed },
})

/** 恢复程序: it goes on from where it stood. */
export const resumeProcedure = specification({
  type: 'ResumeProcedure',
  event: 'ProcedureResumed',
  door,
  folder,
  who: ['DO'],
  reservedBy: 'T45',
  rows: ['T45'],
  says: { 'zh-CN': '恢复决策程序', en: 'Resume the procedure' },
  fields: { reasons: demanded(a('text'), '暂停的原因已经消除。'), ...signed },
})

/** 撤回事项: by the unit, with the consent of the organ or its office. */
export const withdrawMatter = specification({
  type: 'WithdrawMatter',
  event: 'MatterWithdrawn',
  door,
  folder,
  who: ['UUP'],
  rows: ['T44'],
  says: { 'zh-CN': '撤回事项', en: 'Withdraw the matter' },
  fields: {
    reasons: demanded(a('text'), '条件变化，不再需要决策。'),
    consent: demanded(a('digest')),
  },
})

/** 终止程序 · the procedure ends undecided. */
export const terminateProcedure = specification({
  type: 'TerminateProcedure',
  event: 'ProcedureTerminated',
  door,
  folder,
  who: ['DO'],
  reservedBy: 'T46',
  rows: ['MD-F05', 'T10', 'T23', 'T46'],
  says: { 'zh-CN': '终止决策程序', en: 'Terminate the procedure' },
  fields: {
    reasons: demanded(a('text'), '风险不可控且无法调整方案。'),
    proposal: optional(a('digest')),
    publicNotice: demanded(a('digest')),
    ...signed,
  },
})
