import { says } from '../says.ts'
import { act, answered, fact, rowsOf, yesNo, type Question } from './answer.ts'
import { digestIn, itemsOf, newest, of, textOf, type Material, type Told } from './material.ts'

/** 合法性审查、集体讨论、公布 · 第二十五条至第三十二条. */
export const meetingQuestions: readonly Question[] = [
  {
    number: 8,
    asks: says(
      '合法性审查是否有七个工作日，审的是哪个文本，结论是什么，据此改了什么？',
      'Did legality review have 7 working days, on which text, what did it find, what changed?',
    ),
    answers: (material) => {
      const { own } = material
      const rounds = roundsOf(own)
      const opinion = newest(own, 'LegalityOpinionIssued')
      const last = rounds.at(-1)
      return answered(
        opinion === undefined
          ? says('没有合法性审查意见', 'there is no legality opinion')
          : says(
              `${String(rounds.length)} 轮；结论 ${textOf(opinion.outcome)}，第 ${textOf(opinion.draft)} 稿；时限至 ${last?.floor ?? '？'}，${last?.wasFull === undefined ? '尚未上会' : last.wasFull ? '届满后上会' : '届满前上会'}`,
              `${String(rounds.length)} rounds; found ${textOf(opinion.outcome)}, on draft ${textOf(opinion.draft)}; the time ran to ${last?.floor ?? '?'}, ${last?.wasFull === undefined ? 'not tabled yet' : last.wasFull ? 'tabled after it' : 'tabled before its end'}`,
            ),
        [
          ...rounds.flatMap(({ accepted, floor, opinion: found, consent }) => [
            act(accepted, `七个工作日至 ${floor}`, `the seven working days run to ${floor}`),
            ...(consent === undefined
              ? []
              : [act(consent, textOf(consent.reasons), textOf(consent.reasons))]),
            ...(found === undefined
              ? []
              : [
                  act(
                    found,
                    `${textOf(found.outcome)}；第 ${textOf(found.draft)} 稿 ${textBehind(own, found.draft)}`,
                    `${textOf(found.outcome)}; draft ${textOf(found.draft)} ${textBehind(own, found.draft)}`,
                  ),
                  ...itemsOf(found.points).map((point) =>
                    fact(
                      `意见 ${textOf(point['no'])}（${textOf(point['kind'])}）：${textOf(point['says'])}`,
                      `point ${textOf(point['no'])} (${textOf(point['kind'])}): ${textOf(point['says'])}`,
                      found,
                    ),
                  ),
                ]),
          ]),
          ...of(own, 'ReviewPointAnswered').map((told) =>
            act(told, textOf(told.explanation), textOf(told.explanation)),
          ),
          ...of(own, 'DraftRegistered')
            .filter(({ position }) => position > (rounds[0]?.accepted.position ?? Infinity))
            .map((told) => act(told, '送审之后的文本', 'a version after submission')),
        ],
        rowsOf(material, /^MD-G/),
      )
    },
  },
  {
    number: 9,
    asks: says(
      '谁出席、按什么次序发言、谁持不同意见，行政首长为何未采纳多数意见？',
      'Who attended, in what order did they speak, who dissented, why did the head leave the majority?',
    ),
    answers: (material) => {
      const { decisions } = material.extract
      const last = decisions.at(-1)
      const closed = newest(material.own, 'DeliberationClosed')
      const departs = closed?.departsFromMajority === true
      return answered(
        last === undefined
          ? says('没有集体讨论决定', 'nothing was decided at a meeting')
          : says(
              `${last.decider} 作出 ${last.decision}；不同意见 ${last.dissenters.join('、') || '无'}；${departs ? `与多数不一致，理由：${last.reasons ?? '未说明'}` : '未偏离多数'}`,
              `${last.decider} decided ${last.decision}; dissent: ${last.dissenters.join(', ') || 'none'}; ${departs ? `against the majority, reasons: ${last.reasons ?? 'none given'}` : 'not against the majority'}`,
            ),
        [
          ...material.all
            .filter(
              ({ type, stream }) => type === 'SittingOpened' && isItsSitting(material, stream),
            )
            .map((told) =>
              fact(
                `出席：${listOf(told.present)}；缺席：${listOf(told.absent) || '无'}`,
                `present: ${listOf(told.present)}; absent: ${listOf(told.absent) || 'none'}`,
                told,
              ),
            ),
          ...decisions.flatMap(({ stances, decider, decision, takenAt, reasons, position }) => [
            ...stances.map(({ member, stance, statement, position: at }, index) => ({
              says: says(
                `${String(index + 1)}. ${member}：${stance}${statement === undefined ? '' : `；${statement}`}`,
                `${String(index + 1)}. ${member}: ${stance}${statement === undefined ? '' : `; ${statement}`}`,
              ),
              positions: [at],
            })),
            {
              says: says(
                `${takenAt} ${decider} 决定 ${decision}${reasons === undefined ? '' : `；理由：${reasons}`}`,
                `${takenAt} ${decider} decided ${decision}${reasons === undefined ? '' : `; reasons: ${reasons}`}`,
              ),
              positions: [position],
            },
          ]),
        ],
        rowsOf(material, /^(MD-H|SoD-0[67]|SoD-19)/),
      )
    },
  },
  {
    number: 10,
    asks: says('公布的文本是否就是决定的文本？', 'Is the published text the decided text?'),
    answers: (material) => {
      const { own } = material
      const published = newest(own, 'DecisionPublished', 'WithheldFromPublication')
      const decided = material.extract.decisions.at(-1)
      const edited = newest(own, 'EditedTextSigned')
      const decidedText =
        edited === undefined ? textBehind(own, decided?.draft) : digestIn(edited.text)
      const publishedText = published?.type === 'DecisionPublished' ? digestIn(published.text) : ''
      const isSame = publishedText !== '' && publishedText === decidedText
      return answered(
        published === undefined
          ? says('尚未公布', 'nothing has been published')
          : published.type === 'WithheldFromPublication'
            ? says(
                `不予公开，理由 ${textOf(published.ground)}`,
                `withheld on the ground ${textOf(published.ground)}`,
              )
            : says(
                `${isSame ? '是' : '否'}：公布 ${publishedText}，决定 ${decidedText}`,
                `${yesNo(isSame).en}: published ${publishedText}, decided ${decidedText}`,
              ),
        [
          ...(decided === undefined
            ? []
            : [
                {
                  says: says(
                    `决定的是第 ${String(decided.draft ?? '？')} 稿 ${decidedText}`,
                    `decided was draft ${String(decided.draft ?? '?')} ${decidedText}`,
                  ),
                  positions: [decided.position],
                },
              ]),
          ...of(own, 'EditedTextSigned', 'OpennessChecked', 'DecisionPublished').map((told) =>
            act(told, digestIn(told.text), digestIn(told.text)),
          ),
          ...of(own, 'WithheldFromPublication', 'ErratumPublished').map((told) => act(told)),
        ],
        rowsOf(material, /^MD-J/),
      )
    },
  },
]

interface Round {
  readonly accepted: Told
  /** The last of the days left to the reviewer. */
  readonly floor: string
  readonly opinion: Told | undefined
  readonly consent: Told | undefined
  /** Whether the item was opened after them; undefined where it was not opened. */
  readonly wasFull: boolean | undefined
}

function roundsOf(own: readonly Told[]): readonly Round[] {
  return of(own, 'AcceptedForReview').map((accepted, index, all) => {
    const until = all[index + 1]?.position ?? Infinity
    const within = own.filter(({ position }) => position >= accepted.position && position < until)
    const floors = within.flatMap(({ limits }) => floorIn(limits))
    const floor = floors.at(-1)
    const opened = newest(within, 'DeliberationOpened', 'TranscriptEntered')
    return {
      accepted,
      floor: floor?.lastDay ?? '？',
      opinion: newest(within, 'LegalityOpinionIssued'),
      consent: newest(within, 'ConsentedToShorterReview'),
      wasFull:
        opened === undefined || floor === undefined
          ? undefined
          : (textOf(opened.opened) || opened.occurred) >= floor.ends,
    }
  })
}

function floorIn(limits: unknown): readonly { readonly lastDay: string; readonly ends: string }[] {
  if (typeof limits !== 'object' || limits === null || !('floor' in limits)) return []
  const { floor } = limits
  if (typeof floor !== 'object' || floor === null) return []
  return 'lastDay' in floor && 'ends' in floor
    ? [{ lastDay: String(floor.lastDay), ends: String(floor.ends) }]
    : []
}

function textBehind(own: readonly Told[], draft: unknown): string {
  return digestIn(of(own, 'DraftRegistered').find(({ version }) => version === draft)?.text)
}

function isItsSitting({ own }: Material, stream: string): boolean {
  return own.some(({ sitting }) => sitting === stream)
}

function listOf(value: unknown): string {
  return Array.isArray(value) ? value.map((one) => textOf(one) || memberIn(one)).join('、') : ''
}

function memberIn(one: unknown): string {
  return typeof one === 'object' && one !== null && 'member' in one ? String(one.member) : ''
}
