import type { Stage } from '@juece/procedure'
import type { Says } from '@juece/rulebook'

const named = (zh: string, en: string): Says => ({ 'zh-CN': zh, en })

/** 状态 · What people read where the record has a code. */
export const stageNames: Readonly<Record<Stage, Says>> = {
  S00: named('未提出', 'not proposed'),
  S01: named('建议提出', 'proposed'),
  S02: named('研究论证', 'preliminary study'),
  S03: named('启动审批', 'start to be decided'),
  S04: named('不予启动', 'not started'),
  S06: named('拟订草案', 'drafting'),
  S07: named('各环节进行中', 'steps running'),
  S08: named('研究采纳、修改完善', 'revising'),
  S09: named('承办单位集体讨论、自审', 'discussion in the unit'),
  S10: named('政府办形式审核', 'check by the office'),
  S11: named('合法性审查', 'legality review'),
  S12: named('补正中', 'supplement asked for'),
  S13: named('退回', 'returned'),
  S14: named('审查意见出具', 'review done'),
  S15: named('按审查意见修改', 'revision after review'),
  S16: named('议题审定', 'agenda'),
  S17: named('集体讨论', 'deliberation'),
  S18: named('作出决定', 'decided'),
  S19: named('暂缓', 'deferred'),
  S20: named('不同意', 'rejected'),
  S21: named('请示报告', 'prior report'),
  S22: named('公布', 'published'),
  S23: named('依法不公开', 'withheld'),
  S24: named('执行', 'executing'),
  S25: named('中止执行', 'suspended'),
  S26: named('决策后评估', 'being evaluated'),
  S27: named('调整', 'being adjusted'),
  S28: named('停止、终止执行', 'stopped'),
  S29: named('执行完毕、失效', 'completed'),
  S30: named('撤回', 'withdrawn'),
  S31: named('终止决策程序', 'procedure terminated'),
  S32: named('程序暂停', 'paused'),
  S33: named('归档完成', 'archived'),
}

const notBegun: ReadonlySet<Stage> = new Set(['S00', 'S01', 'S02', 'S03'])
const ended: ReadonlySet<Stage> = new Set(['S04', 'S20', 'S28', 'S30', 'S31'])
const supplementing: ReadonlySet<Stage> = new Set(['S12', 'S13'])

/** The coarse word for lists: 未开始, 进行中, 待补正, 已完成, 已终止. */
export function coarseState(stage: Stage): Says {
  if (notBegun.has(stage)) return named('未开始', 'not started')
  if (supplementing.has(stage)) return named('待补正', 'waiting for papers')
  if (stage === 'S29' || stage === 'S33') return named('已完成', 'completed')
  return ended.has(stage) ? named('已终止', 'ended') : named('进行中', 'in progress')
}
