import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { deviation, ground } from '../../grounds.ts'
import type { Deviation, Ground } from '../../history/entry.ts'
import { riskControllable } from '../../major-decision/risk-assessment/gates.ts'
import { unknownDraft } from '../../matter/drafts.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import { reviewTimePassed, reviewed, textReviewed } from '../legality-review/gates.ts'
import { publicationDates } from '../publication/dates.ts'
import { departsFromMajority, isHead } from './attendance.ts'
import { enterTranscript } from './commands-record.ts'

type Transcript = CommandOf<typeof enterTranscript>

/** Without these there is no decision in law: the transcript is kept, the matter does not move. */
const founding = ['MD-G01', 'MD-G02', 'MD-H02', 'MD-H03']
const shut = ['OpenPriorReport', 'PublishDecision', 'WithholdFromPublication', 'StartExecution']

/** 补录会议记录: a truthful record is not refused; what went against a row is flagged (第三十条第三款). */
export const transcriptDefinition: Definition = define(enterTranscript, {
  stages: ['S06', 'S07', 'S08', 'S09', 'S10', 'S11', 'S12', 'S13', 'S14', 'S15', 'S16', 'S19'],
  outOfOrder: ['T26'],
  issues: ({ draft, opened, closed }, matter) => [
    ...unknownDraft(matter, draft),
    ...(opened === undefined || closed === undefined || opened <= closed
      ? []
      : [{ path: 'closed', message: '结束早于开始 · closed before it was opened' }]),
  ],
  checks: noMeetingAtAll,
  records: (command, matter, at) => {
    const broken = brokenRows(command, matter, at)
    const isDecision = !broken.some((rule) => founding.includes(rule))
    return {
      event: {
        isDecision,
        ...(isDecision && command.decision === 'agreed'
          ? { dates: publicationDates(command.closed ?? at.time, at) }
          : {}),
      },
      deviations: broken.map((rule) => flagged(rule, at)),
    }
  },
})

// Who claims a meeting says when it sat and who spoke; otherwise it is no record of a meeting.
function noMeetingAtAll(
  { kind, opened, closed, speeches }: Transcript,
  _matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  if (kind === 'circulation') return []
  const missing = [
    ...(opened === undefined ? ['opened'] : []),
    ...(closed === undefined ? ['closed'] : []),
    ...(isListed(speeches) ? [] : ['speeches']),
  ]
  if (missing.length === 0) return []
  return ['MD-H02', 'MD-H04'].map((rule) => ground(at, rule, { missing }))
}

function flagged(rule: string, at: Circumstances): Deviation {
  return deviation(at, rule, founding.includes(rule) ? shut : [])
}

function brokenRows(command: Transcript, matter: Matter, at: Circumstances): readonly string[] {
  const { kind, opened, decider, decision, draft } = command
  const shutGates = [
    ...reviewed(matter, at),
    ...reviewTimePassed(matter, at, opened ?? at.time),
    ...textReviewed(matter, at, draft),
    ...(decision === 'agreed' ? riskControllable(matter, at) : []),
  ].map(({ rule }) => rule)
  const isOfKind = at.rules.set('md.meeting.types').includes(kind)
  return [
    ...new Set([
      ...(isOfKind ? [] : ['MD-H02']),
      // Discussed before it was tabled: the papers of the steps were not before the meeting.
      ...(matter.stage === 'S16' ? [] : ['MD-H01']),
      ...(isHead(decider, matter.organ, at) ? [] : ['MD-H03']),
      ...shutGates,
      ...spokenWrongly(command, at),
    ]),
  ]
}

function spokenWrongly(command: Transcript, at: Circumstances): readonly string[] {
  const { speeches = [], recused = [], decider, decision, reasons, sitting } = command
  const firstOfHead = speeches.findIndex(({ head }) => head)
  const isHeadLast = firstOfHead === -1 || speeches.slice(firstOfHead).every(({ head }) => head)
  const departs = departsFromMajority({ decision, decider, withEdits: false }, speeches, recused)
  const spoke = new Set([decider, ...recused, ...speeches.map(({ member }) => member)])
  // Who was in the room is known only where the sitting itself is on record.
  const present = (sitting === undefined ? undefined : at.sitting(sitting))?.present ?? []
  return [
    ...(isHeadLast ? [] : ['MD-H04', 'SoD-06']),
    ...(departs && !isFilled(reasons) ? ['MD-H05', 'SoD-07'] : []),
    ...(present.every((member) => spoke.has(member)) ? [] : ['MD-H06']),
    ...(speeches.some(({ member }) => recused.includes(member)) ? ['MD-H10', 'SoD-19'] : []),
  ]
}
