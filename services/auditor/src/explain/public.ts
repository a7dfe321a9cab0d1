import { calendarDate, dateOf, dayNumber } from '@juece/kernel'
import { says } from '../says.ts'
import { act, answered, fact, rowsOf, type Question } from './answer.ts'
import { itemsOf, newest, of, textOf, type Material, type Told } from './material.ts'

/** 公众参与、专家论证、风险评估 · 第十四条至第二十四条. */
export const publicQuestions: readonly Question[] = [
  {
    number: 4,
    asks: says(
      '公开征求意见期限多长；不足三十日的，公布的理由在哪里？',
      'How long was the public window and, if under 30 days, where is the published reason?',
    ),
    answers: (material) => {
      const windows = windowsOf(material)
      return answered(
        windows.length === 0
          ? says('没有公开征求意见', 'no draft was put to the public')
          : says(
              windows.map(({ days }) => `${String(days)} 日`).join('、'),
              windows.map(({ days }) => `${String(days)} days`).join(', '),
            ),
        windows.map(({ notice, closed, days, ends, reason }) =>
          fact(
            `自 ${notice.occurred} 至 ${ends} 24:00，${String(days)} 日${reason === '' ? '' : `；公告所载缩短理由：${reason}`}${days < 30 && reason === '' ? '；未公布缩短理由' : ''}`,
            `from ${notice.occurred} to 24:00 of ${ends}, ${String(days)} days${reason === '' ? '' : `; reason for shortening in the notice: ${reason}`}${days < 30 && reason === '' ? '; no reason for shortening was published' : ''}`,
            notice,
            closed,
          ),
        ),
        rowsOf(material, /^MD-D(0[1-9]|1[0-2])/),
      )
    },
  },
  {
    number: 5,
    asks: says('每条意见如何处理？', 'What happened to each opinion?'),
    answers: (material) => {
      const given = opinionsOf(material)
      const open = given.filter(({ fate, told }) => fate === undefined && told.late !== true)
      return answered(
        says(
          `收到 ${String(given.length)} 条，未处理 ${String(open.length)} 条，逾期收到 ${String(given.filter(({ told }) => told.late === true).length)} 条`,
          `${String(given.length)} received, ${String(open.length)} without an answer, ${String(given.filter(({ told }) => told.late === true).length)} late`,
        ),
        [
          ...given.map(({ told, fate }) =>
            fact(
              `${told.stream}：${fate === undefined ? '未处理' : `${textOf(fate.disposition)}；${textOf(fate.reasons)}`}`,
              `${told.stream}: ${fate === undefined ? 'no answer' : `${textOf(fate.disposition)}; ${textOf(fate.reasons)}`}`,
              told,
              fate,
            ),
          ),
          ...of(material.own, 'AdoptionStatementSubmitted').map((told) => act(told)),
        ],
        rowsOf(material, /^MD-D1[2-9]/),
      )
    },
  },
  {
    number: 6,
    asks: says(
      '专家是谁、如何选定、有无利害关系和不同意见、意见如何处理？',
      'Who were the experts, how were they chosen, was there a conflict, a dissent, and what became of it?',
    ),
    answers: (material) => {
      const { own } = material
      const panel = newest(own, 'PanelSelected')
      const experts = itemsOf(panel?.experts)
      const conflicts = of(own, 'InterestDeclared').filter((one) => one.directInterest === true)
      const opinions = of(own, 'ExpertOpinionSigned')
      const dissents = opinions.filter(({ conclusion }) => conclusion !== 'support')
      return answered(
        panel === undefined
          ? says('没有组成专家组', 'no panel was formed')
          : says(
              `${String(experts.length)} 名专家；直接利害关系 ${String(conflicts.length)} 人；不赞成 ${String(dissents.length)} 份`,
              `${String(experts.length)} experts; ${String(conflicts.length)} with a direct interest; ${String(dissents.length)} opinions not in support`,
            ),
        [
          ...experts.map((one) => {
            const id = textOf(one['id'])
            const opinion = opinions.find(({ expert }) => expert === id)
            const fate = of(own, 'ExpertOpinionDisposedOf').findLast(({ expert }) => expert === id)
            const from =
              one['fromLibrary'] === true
                ? says('专家库', 'roster')
                : says('库外', 'not from the roster')
            return fact(
              `${id}（${textOf(one['institution'])}，${textOf(one['field'])}，${from.zh}）：${textOf(opinion?.conclusion) || '未出具意见'}；处理：${textOf(fate?.disposition) || '无'}`,
              `${id} (${textOf(one['institution'])}, ${textOf(one['field'])}, ${from.en}): ${textOf(opinion?.conclusion) || 'no opinion'}; disposition: ${textOf(fate?.disposition) || 'none'}`,
              panel,
              opinion,
              fate,
            )
          }),
          ...of(own, 'InterestDeclared', 'ArgumentationConcluded').map((told) => act(told)),
        ],
        rowsOf(material, /^(MD-E|SoD-03)/),
      )
    },
  },
  {
    number: 7,
    asks: says(
      '指出了哪些风险，是否判定可控，方案因此改了什么？',
      'Which risks were named, was the matter judged controllable, what changed?',
    ),
    answers: (material) => {
      const { own } = material
      const reports = of(own, 'RiskReportSubmitted')
      const concluded = newest(own, 'RiskConcluded')
      const first = reports[0]
      const drafts = of(own, 'DraftRegistered').filter(
        ({ position }) => first !== undefined && position > first.position,
      )
      return answered(
        concluded === undefined
          ? says('没有风险评估结论', 'there is no conclusion on the risk')
          : says(
              concluded.controllable === true ? '判定风险可控' : '判定风险不可控',
              concluded.controllable === true ? 'judged controllable' : 'judged not controllable',
            ),
        [
          ...reports.flatMap((report) =>
            itemsOf(report.points).map((point) =>
              fact(
                `风险：${textOf(point['cause'])}；可能性：${textOf(point['probability'])}；影响：${textOf(point['effect'])}`,
                `risk: ${textOf(point['cause'])}; probability: ${textOf(point['probability'])}; effect: ${textOf(point['effect'])}`,
                report,
              ),
            ),
          ),
          ...of(own, 'AssessmentPlanned', 'RiskConcluded').map((told) =>
            act(told, textOf(told.reasons), textOf(told.reasons)),
          ),
          ...drafts.map((told) => act(told, '评估之后的文本', 'a version after the report')),
        ],
        rowsOf(material, /^MD-F/),
      )
    },
  },
]

interface Window {
  readonly notice: Told
  readonly closed: Told | undefined
  readonly days: number
  readonly ends: string
  readonly reason: string
}

function windowsOf({ own }: Material): readonly Window[] {
  return of(own, 'CommentNoticePublished', 'NoticeEntered').flatMap((notice) => {
    if (notice.type === 'NoticeEntered' && notice.of !== 'comment') return []
    const next = own.find(
      (one) =>
        one.position > notice.position &&
        ['CommentNoticePublished', 'NoticeEntered'].includes(one.type),
    )
    const within = own.filter(
      (one) => one.position > notice.position && one.position < (next?.position ?? Infinity),
    )
    const longer = newest(within, 'CommentWindowExtended')
    const ends = textOf(longer?.closes) || textOf(notice.closes) || lastDayIn(notice.deadline)
    return [
      {
        notice,
        closed: newest(within, 'PublicCommentClosed'),
        ends,
        days: daysTo(notice, ends),
        reason: textOf(notice.shorteningReasons),
      },
    ]
  })
}

/** Day 0 is not counted (CAL-4). */
function daysTo({ occurred }: Told, ends: string): number {
  return ends === '' ? 0 : dayNumber(calendarDate(ends)) - dayNumber(dateOf(occurred))
}

function lastDayIn(deadline: unknown): string {
  return typeof deadline === 'object' && deadline !== null && 'lastDay' in deadline
    ? String(deadline.lastDay)
    : ''
}

function opinionsOf({ all, stream }: Material) {
  return all
    .filter((one) => one.type === 'PublicOpinionSubmitted' && ofMatter(one.window, stream))
    .map((told) => ({
      told,
      fate: all.find((one) => one.type === 'OpinionDisposedOf' && one.stream === told.stream),
    }))
}

function ofMatter(window: unknown, stream: string): boolean {
  return typeof window === 'string' && window.startsWith(`${stream}#`)
}
