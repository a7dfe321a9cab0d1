import { a, demanded, list, object, optional, proof, required, word } from '../../fields.ts'
import { sittingKinds } from '../../registers/sittings/state.ts'
import { specification } from '../../specification.ts'

const folder = 'meeting'

/** 补录会议记录 · a sitting held on paper: what happened is entered as it happened. */
export const enterTranscript = specification({
  type: 'EnterTranscript',
  event: 'TranscriptEntered',
  door: 'matter',
  folder,
  who: ['GO', 'RC'],
  rows: ['MD-G01', 'MD-G02', 'MD-G05', 'MD-H02', 'MD-H03', 'MD-H04', 'MD-H05', 'MD-H06', 'MD-H10'],
  says: { 'zh-CN': '补录会议记录', en: 'Enter the transcript of a sitting' },
  fields: {
    kind: required(word(...sittingKinds, 'circulation')),
    sitting: optional(a('sitting')),
    opened: demanded(a('instant')),
    closed: demanded(a('instant')),
    chair: required(a('official'), '$head'),
    due: required(list(a('official')), ['$head', '$member-1', '$member-2']),
    speeches: demanded(
      list(
        object({
          member: required(a('official')),
          stance: required(word('agree', 'disagree', 'amend', 'defer')),
          statement: optional(a('text')),
          head: required(a('bool')),
        }),
      ),
      [
        { member: '$member-1', stance: 'agree', head: false },
        { member: '$member-2', stance: 'agree', head: false },
        { member: '$head', stance: 'agree', head: true },
      ],
    ),
    recused: optional(list(a('official'))),
    decider: required(a('official'), '$head'),
    decision: required(word('agreed', 'amended', 'deferred', 'toBeDiscussedAgain', 'rejected')),
    reasons: optional(a('text')),
    draft: required(a('draft')),
    transcript: required(a('digest')),
    ...proof,
  },
})

/** 会议纪要签发 · 第三十条第三款. */
export const signMinutes = specification({
  type: 'SignMinutes',
  event: 'MinutesSigned',
  door: 'matter',
  folder,
  who: ['SG', 'HEAD', 'chair'],
  rows: ['MD-H06', 'MD-H11', 'SoD-08'],
  says: { 'zh-CN': '核签会议纪要', en: 'Sign the minutes' },
  fields: {
    number: required(a('text'), '第1次常务会议纪要'),
    decision: required(a('text'), '同意。'),
    dissents: demanded(
      list(object({ member: required(a('official')), statement: required(a('text')) })),
      [],
    ),
    tasks: optional(
      list(
        object({
          task: required(a('text'), '组织实施'),
          owner: required(a('organ'), '$executing-unit.organ'),
          due: required(a('date')),
        }),
      ),
    ),
    minutes: required(a('digest')),
  },
})

/** 印发会议纪要. */
export const issueMinutes = specification({
  type: 'IssueMinutes',
  event: 'MinutesIssued',
  door: 'matter',
  folder,
  who: ['GO'],
  rows: ['MD-H11'],
  says: { 'zh-CN': '印发会议纪要', en: 'Issue the minutes' },
  fields: {
    minutes: required(a('digest')),
    to: required(list(a('organ')), ['$undertaking-unit-handler.organ']),
  },
})
