import { conclusionOf, gradeLines } from '../verdict-words.ts'
import { says } from '../says.ts'
import type { Verdict } from '../verdict.ts'
import { act, answered, rowsOf, type Answer, type Question } from './answer.ts'
import { newest, of, textOf, type Material } from './material.ts'

const executed = [
  ...['ExecutionStarted', 'ExecutionReportSubmitted', 'ReportOverdueMarked'],
  ...['MajorCircumstanceReported', 'ExecutionOpinionRecorded', 'ExecutionCompleted'],
]
const changed = [
  ...['ExecutionSuspended', 'ExecutionResumed', 'SuspensionReviewOverdueMarked'],
  ...['AdjustmentOpened', 'AdjustmentSettled', 'ExecutionStopped', 'AftercareRecorded'],
  'ChangeEntered',
]
const evaluated = [
  ...['EvaluationProposed', 'EvaluationOpened', 'EvaluationDeclined', 'EvaluatorAppointed'],
  ...['EvaluationTeamNamed', 'EvaluationReportSubmitted', 'EvaluationClosed'],
]

/** 执行、调整、评估 · 第三十四条至第三十七条. */
export const afterQuestions: readonly Question[] = [
  {
    number: 11,
    asks: says(
      '执行、报告、中止、调整了什么，按什么程序；评估是否回避了原评估单位？',
      'What was executed, reported, suspended, changed, by which procedure; did evaluation exclude the earlier assessor?',
    ),
    answers: (material) => {
      const { own } = material
      const started = newest(own, 'ExecutionStarted')
      const changes = of(own, ...changed)
      const evaluator = newest(own, 'EvaluatorAppointed')
      return answered(
        says(
          `${started === undefined ? '尚未执行' : `已交付执行，报告 ${String(of(own, 'ExecutionReportSubmitted').length)} 次`}；中止与变动 ${String(changes.length)} 次；${evaluator === undefined ? '未评估' : `评估者 ${evaluatorIn(evaluator.evaluator)}`}`,
          `${started === undefined ? 'not executed yet' : `in execution, ${String(of(own, 'ExecutionReportSubmitted').length)} reports`}; ${String(changes.length)} suspensions and changes; ${evaluator === undefined ? 'not evaluated' : `evaluated by ${evaluatorIn(evaluator.evaluator)}`}`,
        ),
        of(own, ...executed, ...changed, ...evaluated).map((told) => {
          const because = textOf(told.reasons) || textOf(told.situation)
          return act(told, because, because)
        }),
        rowsOf(material, /^(MD-[LMN]|SoD-(08|09|10|11))/),
      )
    },
  },
]

/** 第十二问 · Whether the record is complete and unaltered: the verdict on the bytes, and the entries decided again. */
export const lastQuestion = says(
  '记录是否完整、未被改动，机关之外谁能证实？',
  'Is this record complete and unaltered, and who outside the agency can confirm it?',
)

/** Answers it from the verdict and from deciding again. */
export function onTheRecord(
  material: Material,
  verdict: Verdict,
  again: { readonly agree: number; readonly differ: readonly { readonly position: number }[] },
): Answer {
  const { zh, en } = conclusionOf(verdict)
  const differ = again.differ.map(({ position }) => position)
  return {
    answer: says(
      `${zh}重新裁决相符 ${String(again.agree)} 条，不符 ${String(differ.length)} 条。`,
      `${en} Decided again: ${String(again.agree)} agree, ${String(differ.length)} differ.`,
    ),
    facts: [
      ...gradeLines(verdict).map(({ name, word, detail }) => ({
        says: says(`${name.zh}：${word.zh}；${detail.zh}`, `${name.en}: ${word.en}; ${detail.en}`),
        positions: [],
      })),
      ...verdict.findings.map(({ says: found, position }) => ({
        says: found,
        positions: position === null || position === undefined ? [] : [position],
      })),
      ...(differ.length === 0
        ? []
        : [{ says: says('重新裁决不符', 'decided otherwise'), positions: differ }]),
      ...verdict.notProved.map((one) => ({
        says: says(`未予证明：${one.zh}`, `not proved: ${one.en}`),
        positions: [],
      })),
    ],
    rows: rowsOf(material, /^MD-[KO]/),
  }
}

function evaluatorIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'institution' in value
    ? String(value.institution)
    : textOf(value)
}
