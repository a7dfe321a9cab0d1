import { refusalWords } from '@juece/procedure'
import type { Cite, DeadlineView, Deviation, Ground } from './answers.ts'
import { citeText } from './expectation.ts'
import { shanghai, shanghaiEnd } from './report.ts'
import { wordOfRole } from './roles.ts'
import type { Happening } from './story.ts'

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** 时间表 · The story as lines: dates, who did what, rules and articles, Chinese first. */
export function storyLines(story: readonly Happening[]): readonly string[] {
  let day = ''
  return story.flatMap((happening) => {
    const [date = '', time = ''] = shanghai(happening.at).split(' ')
    const heading = date === day ? [] : ['', `${date}（星期${weekdayOf(date)}）`]
    day = date
    return [...heading, ...linesOf(happening, time)]
  })
}

function linesOf(happening: Happening, time: string): readonly string[] {
  const { says, by, outcome, grounds, deviations, deadlines, position } = happening
  const who = by === 'clerk' ? '书记（期限到来）· clerk' : `${wordOfRole(by)} ${by}`
  const mark = outcome === 'refused' ? '✗' : '✓'
  const told = outcome === 'refused' ? '  —— 依法不予办理 · refused' : ''
  return [
    `  ${time}  ${mark} ${says}  〔${who}〕  #${position}${told}`,
    ...grounds.flatMap(groundLines),
    ...deviations.map((deviation) => `           偏离 ${ruleText(deviation)} ${bothOf(deviation)}`),
    ...deadlines.map((deadline) => `           ${deadlineText(deadline)}`),
  ]
}

function groundLines(ground: Ground): readonly string[] {
  const { missing, whoCan, until } = ground
  const lacks = [
    ...(missing.length > 0 ? [`缺 missing: ${missing.map(wordOf).join('、')}`] : []),
    ...(whoCan.length > 0 ? [`可由 who can: ${whoCan.map(wordOf).join('、')}`] : []),
    ...(until === undefined ? [] : [`满 until: ${shanghaiEnd(until)}`]),
  ]
  return [
    `           ${ruleText(ground)} ${bothOf(ground)}`,
    ...(lacks.length > 0 ? [`             ${lacks.join('；')}`] : []),
  ]
}

/** A word of the catalogue of refusals in Chinese; one that is not there speaks for itself. */
function wordOf(word: string): string {
  return refusalWords[word]?.['zh-CN'] ?? wordOfRole(word)
}

function ruleText({ rule, cites }: { readonly rule: string; readonly cites: readonly Cite[] }) {
  return cites.length === 0 ? rule : `${rule}（${cites.map(citeText).join('，')}）`
}

function bothOf({ says }: Pick<Ground | Deviation, 'says'>): string {
  return says === undefined ? '' : `${says['zh-CN']} · ${says.en}`
}

/** Names of deadlines in Chinese. */
const names: Readonly<Record<string, string>> = {
  commentWindow: '征求意见截止',
  reviewFloor: '合法性审查时间',
  reviewCeiling: '合法性审查期限',
  supplement: '补正期限',
  publication: '公布期限',
  publicationReminder: '公布提醒',
  hearing: '听证时间',
  hearingMaterials: '听证材料送达',
  reply: '答复建议人',
  report: '执行情况报告',
  suspensionReview: '中止执行复查',
  evaluationProposal: '提议后评估',
  transfer: '移交档案馆',
  decideBy: '作出决定的期限',
  archive: '归档期限',
}

/** A deadline with its rule and how it was counted. */
export function deadlineText(deadline: DeadlineView): string {
  const { name, rule = '', cites, lastDay, standsStill, bound } = deadline
  const named = `期限 ${names[name] ?? name} ${name}`
  if (standsStill === true) return `${named}：停止计算 · the clock stands still（${rule}）`
  if (lastDay === undefined) return `${named}：待定 · no date yet（${rule}）`
  const how =
    bound === 'floor' ? '不早于 not before' : bound === 'ceiling' ? '不晚于 not after' : '至 until'
  const from = cites.length === 0 ? rule : `${rule}，${cites.map(citeText).join('，')}`
  return `${named}：${how} ${lastDay} 24:00（${from}）${countText(deadline)}`
}

function countText({ workingOut }: DeadlineView): string {
  if (workingOut === undefined) return ''
  const { day0, unit, length, skipped, madeUp } = workingOut
  const days = unit === 'calendar-day' ? `${length} 日 days` : `${length} 个工作日 working days`
  const parts = [
    `自 ${day0} 起第 ${days}`,
    ...skipped
      .filter(({ why }) => why !== 'weekend')
      .map(({ from, to, why }) => `${from}—${to} ${whyWords[why] ?? why}`),
    ...(madeUp.length > 0 ? [`调休上班 worked: ${madeUp.join('、')}`] : []),
  ]
  return ` ${parts.join('；')}`
}

const whyWords: Readonly<Record<string, string>> = {
  holiday: '放假不计 holiday',
  stopped: '停钟不计 stopped',
}

function weekdayOf(date: string): string {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''
}
