import { says } from '../says.ts'
import { act, answered, fact, rowsOf, yesNo, type Question } from './answer.ts'
import { actorOf, itemsOf, newest, of, textOf, type Material, type Told } from './material.ts'

/** 启动 · 第三条、第十条、第十一条; and which steps the law asked for. */
export const startQuestions: readonly Question[] = [
  {
    number: 1,
    asks: says(
      '事项是否列入目录，是谁认定应当或者不应当列入？',
      'Was the item in the catalogue, or who decided that it was, or was not?',
    ),
    answers: (material) => {
      const listed = material.all.filter(
        (told) => told.stream.startsWith('catalogue/') && names(told, material.stream),
      )
      const found = approvals(material, 'AF-01')
      const decided = found.at(-1)
      return answered(
        listed.length > 0
          ? says('已列入目录', 'it is in the catalogue')
          : decided === undefined
            ? says(
                '证据包中没有目录记录，也没有认定',
                'the bundle has no entry of a catalogue, and no finding',
              )
            : says(
                `不在包内的目录中；由 ${actorOf(decided.by)} 认定为${decided.answer === 'yes' ? '' : '不'}属重大行政决策`,
                `not in a catalogue of this bundle; ${actorOf(decided.by)} found that it is ${decided.answer === 'yes' ? '' : 'not '}a major decision`,
              ),
        [...listed, ...found.map(({ told }) => told)].map((told) => act(told)),
        rowsOf(material, /^MD-A/),
      )
    },
  },
  {
    number: 2,
    asks: says(
      '谁提出，谁决定启动，何时，依据什么研究论证？',
      'Who proposed, who decided to start, when, on what study?',
    ),
    answers: (material) => {
      const { own } = material
      const [proposed] = of(own, 'ProposalSubmitted')
      const study = newest(own, 'StudyOpinionSubmitted')
      const start = newest(own, 'ProcedureStarted', 'StartDeclined')
      const startedAt = start?.occurred ?? ''
      return answered(
        start === undefined
          ? says('尚未决定是否启动', 'nobody has decided whether to start')
          : start.type === 'StartDeclined'
            ? says(
                `${actorOf(start.by)} 于 ${startedAt} 决定不启动`,
                `${actorOf(start.by)} declined at ${startedAt}`,
              )
            : says(
                `${proposed === undefined ? '' : actorOf(proposed.by)} 提出，${actorOf(start.by)} 于 ${startedAt} 决定启动`,
                `proposed by ${proposed === undefined ? '' : actorOf(proposed.by)}, started by ${actorOf(start.by)} at ${startedAt}`,
              ),
        [
          ...of(own, 'ProposalSubmitted', 'StudyAssigned').map((told) => act(told)),
          ...(study === undefined
            ? []
            : [act(study, `建议：${textOf(study.advice)}`, `advice: ${textOf(study.advice)}`)]),
          ...(start === undefined
            ? []
            : [act(start, textOf(start.reasons), textOf(start.reasons))]),
        ],
        rowsOf(material, /^MD-B/),
      )
    },
  },
  {
    number: 3,
    asks: says(
      '本事项依法应当经过哪些环节，哪些已办、逾期、略过或者颠倒？',
      'Which steps did the law require here, and which were done, late, skipped, reordered?',
    ),
    answers: (material) => {
      const { lines, refused } = material
      const steps = stepsOf(material)
      const required = steps.filter(({ isRequired }) => isRequired === true)
      const undone = required.filter(({ done }) => done === undefined)
      const violated = lines.filter(({ status }) => status === 'violated')
      return answered(
        says(
          `应办 ${String(required.length)} 个环节，已办 ${String(required.length - undone.length)} 个；曾被拒绝的行为 ${String(refused.length)} 次`,
          `${String(required.length)} steps required, ${String(required.length - undone.length)} done; ${String(refused.length)} acts were refused on the way`,
        ),
        [
          ...steps.map(({ zh, en, isRequired, done, by }) => {
            const asked =
              isRequired === undefined ? says('未认定', 'unanswered') : yesNo(isRequired)
            const who = by === undefined ? '' : ` (${actorOf(by.by)})`
            return fact(
              `${zh}：应办 ${asked.zh}${who}，已办 ${yesNo(done !== undefined).zh}`,
              `${en}: required ${asked.en}${who}, done ${yesNo(done !== undefined).en}`,
              by,
              done,
            )
          }),
          ...violated.map(({ row, says: what, positions, flagged }) => ({
            says: says(`${row} 违反：${what['zh-CN']}`, `${row} violated: ${what.en}`),
            positions: [...new Set([...positions, ...flagged])],
          })),
        ],
        lines.filter(({ row }) => /^(MD|SoD|CAL)-/.test(row)),
      )
    },
  },
]

function names(value: unknown, stream: string): boolean {
  return JSON.stringify(value).includes(`"${stream}"`)
}

/** Approved answers to a question, with the answer that was proposed. */
function approvals({ own }: Material, code: string) {
  let answer = ''
  return own.flatMap((told) => {
    const one = itemsOf(told.findings).find((each) => each['code'] === code)
    if (one === undefined) return []
    if (told.type === 'FindingProposed') answer = textOf(one['answer'])
    return told.type === 'FindingApproved' && one['agrees'] === true
      ? [{ told, by: told.by, answer }]
      : []
  })
}

interface Step {
  readonly zh: string
  readonly en: string
  /** Undefined where nobody has answered the question. */
  readonly isRequired: boolean | undefined
  readonly by?: Told
  readonly done: Told | undefined
}

function stepsOf(material: Material): readonly Step[] {
  const { own } = material
  const asked = (code: string, isRequiredOn: string, zh: string, en: string, ...done: string[]) => {
    const found = approvals(material, code).at(-1)
    const step: Step = {
      zh,
      en,
      isRequired: found === undefined ? undefined : found.answer === isRequiredOn,
      ...(found === undefined ? {} : { by: found.told }),
      done: newest(own, ...done),
    }
    return step
  }
  const participation = asked(
    'AF-02',
    'no',
    '公众参与',
    'public participation',
    ...['CommentNoticePublished', 'NoticeEntered', 'HearingOpened', 'ParticipationRecorded'],
  )
  return [
    // Nobody found that it may stay undisclosed, so the public takes part.
    { ...participation, isRequired: participation.isRequired ?? true },
    asked('AF-05', 'yes', '专家论证', 'expert argumentation', 'ArgumentationConcluded'),
    asked('AF-06', 'yes', '风险评估', 'risk assessment', 'RiskConcluded'),
    asked(
      'AF-07',
      'yes',
      '公平竞争审查',
      'fair-competition review',
      'FairCompetitionReviewConcluded',
    ),
    {
      zh: '合法性审查',
      en: 'legality review',
      isRequired: true,
      done: newest(own, 'LegalityOpinionIssued'),
    },
    {
      zh: '集体讨论决定',
      en: 'collective deliberation',
      isRequired: true,
      done: newest(own, 'DeliberationClosed', 'TranscriptEntered'),
    },
  ]
}
