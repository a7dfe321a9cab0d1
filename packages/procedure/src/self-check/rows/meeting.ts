import { reaches } from '../../major-decision/hearing/shares.ts'
import {
  all,
  both,
  each,
  excused,
  foundNo,
  notApplicable,
  once,
  open,
  satisfied,
  shown,
  violated,
  type Checks,
} from '../judging.ts'
import { listOf, memberOf, officialOf, textOf, type Happened, type Look } from '../look.ts'

const decisions = ['DecisionTaken', 'TranscriptEntered']
const noDecision = both('尚未作出决定。', 'Nothing has been decided yet.')

function discussed(look: Look) {
  const taken = look.of('DecisionTaken')
  const transcripts = look.of('TranscriptEntered').filter(({ event }) => event.isDecision === true)
  const opened = look.of('DeliberationOpened')
  const types = look.rules.set('md.meeting.types')
  const elsewhere = opened.filter(({ event, position }) => {
    const sitting = look.sitting(String(event.sitting), position)
    return sitting !== undefined && !types.includes(sitting.kind)
  })
  const undiscussed = taken.filter(({ position }) => !opened.some((one) => one.position < position))
  if (elsewhere.length > 0 || undiscussed.length > 0)
    return violated([...elsewhere, ...undiscussed])
  const found = [...opened, ...transcripts]
  return found.length > 0 ? satisfied(found) : open()
}

/** 行政首长末位表态: within one deliberation nobody speaks after the decision. */
function headLast(look: Look) {
  const order = look.of('DeliberationOpened', 'StanceRecorded', 'DecisionTaken')
  const wrong: Happened[] = []
  let decided: Happened | undefined
  for (const one of order) {
    if (one.type === 'DeliberationOpened') decided = undefined
    else if (one.type === 'DecisionTaken') decided = one
    else if (decided !== undefined && one.event.member !== officialOf(decided.by)?.official) {
      wrong.push(one)
    }
  }
  if (wrong.length > 0) return violated(wrong)
  const found = look.of(...decisions)
  return found.length > 0 ? satisfied(found) : open(noDecision)
}

function reasonsAgainstMajority(look: Look) {
  const closed = look.of('DeliberationClosed')
  const departing = closed.filter(({ event }) => event.departsFromMajority === true)
  if (closed.length === 0) return open(noDecision)
  if (departing.length === 0) {
    return notApplicable(
      both('决定与多数人的意见一致。', 'The decision is that of the majority.'),
      closed,
    )
  }
  const given = look
    .of('ReasonsGiven', 'DecisionTaken')
    .filter((one) => textOf(one, 'reasons') !== undefined)
  const wrong = departing.filter(({ position }) => !given.some((one) => one.position < position))
  return wrong.length > 0 ? violated(wrong) : satisfied([...departing, ...given])
}

/** Everybody in the room but the decider and who stepped out has a stance of this deliberation. */
function everybodyRecorded(one: Happened, look: Look): boolean {
  if (one.type === 'TranscriptEntered') return listOf(one, 'speeches').length > 0
  const before = (type: string) => look.of(type).filter(({ position }) => position < one.position)
  const opened = before('DeliberationOpened').at(-1)
  if (opened === undefined) return false
  const since = (type: string) => before(type).filter(({ position }) => position > opened.position)
  const decider = since('DecisionTaken').map(({ by }) => officialOf(by)?.official)
  const spoken = [...since('StanceRecorded'), ...since('RecusalDeclared')].map(
    ({ event }) => event.member,
  )
  const present = look.sitting(String(opened.event.sitting), one.position)?.present ?? []
  return present.every((member) => spoken.includes(member) || decider.includes(member))
}

function minutesSigned(look: Look) {
  const signed = look.of('MinutesSigned')
  const issued = look.of('MinutesIssued')
  const early = issued.filter(
    ({ position }) => signed.filter((one) => one.position < position).length < 2,
  )
  if (early.length > 0) return violated(early)
  return signed.length > 1 ? satisfied([...signed, ...issued]) : open()
}

function decidedInTime(look: Look) {
  const finding = look.matter.findings['AF-14']
  if (finding?.answer !== 'yes') {
    return finding === undefined
      ? notApplicable(both('没有认定法律规定决策期限。', 'Nobody found that the law sets a date.'))
      : foundNo(look, 'AF-14')
  }
  const marked = look.of('DecisionOverdueMarked')
  const delays = look.of('DelayRecorded').filter(({ event }) => event.limit === 'decideBy')
  const first = marked[0]
  if (first !== undefined) {
    return delays.some(({ position }) => position < first.position)
      ? excused(delays, both('逾期已记录理由。', 'The delay has its reasons.'))
      : violated(marked)
  }
  const taken = look.of(...decisions)
  return taken.length > 0 ? satisfied(taken) : open()
}

function recusedAreSilent(look: Look) {
  const recused = look.of('RecusalDeclared')
  if (recused.length === 0) {
    return notApplicable(both('没有成员申明利害关系。', 'No member declared an interest.'))
  }
  const wrong = look
    .of('StanceRecorded')
    .filter(({ event, position }) =>
      recused.some(
        (one) =>
          one.event.member === event.member &&
          one.position < position &&
          !look
            .of('DeliberationOpened')
            .some((opened) => opened.position > one.position && opened.position < position),
      ),
    )
  return wrong.length > 0 ? violated(wrong) : satisfied(recused)
}

/** 集体讨论决定 · MD-H01 to MD-H12 (713: 第二十九条、第三十条). */
export const meetingChecks: Checks = {
  'MD-H01': shown({
    by: ['SubmittedForDeliberation'],
    due: ['AdmittedToAgenda', 'DeliberationOpened'],
    only: (one) => {
      const kinds = listOf(one, 'package').map((paper) => memberOf(paper, 'kind'))
      return ['draft', 'explanation', 'legalityOpinion'].every((kind) => kinds.includes(kind))
    },
  }),
  'MD-H02': discussed,
  'MD-H03': each(decisions, ({ by, event, type }) =>
    type === 'TranscriptEntered' ? event.decider !== undefined : officialOf(by)?.post === 'head',
  ),
  'MD-H04': headLast,
  'MD-H05': reasonsAgainstMajority,
  'MD-H06': all(
    shown({ by: ['StanceRecorded', 'TranscriptEntered'], due: ['DeliberationClosed'] }),
    each(['DeliberationClosed', 'TranscriptEntered'], everybodyRecorded),
  ),
  'MD-H07': each(['DeliberationOpened'], (one, look) => {
    const sitting = look.sitting(String(one.event.sitting), one.position)
    const share = look.rules.ratio('md.meeting.quorum')
    return (
      sitting === undefined ||
      share === null ||
      reaches(sitting.present.length, sitting.members.length, share)
    )
  }),
  'MD-H08': each(decisions, ({ event }, look) => {
    const allowed = look.rules.set('md.meeting.outcomes')
    return allowed.length === 0 || allowed.includes(String(event.decision))
  }),
  'MD-H09': each(['DeliberationOpened'], ({ event }) => event.reviewExplained === true),
  'MD-H10': recusedAreSilent,
  'MD-H11': minutesSigned,
  'MD-H12': decidedInTime,
  'SoD-06': headLast,
  'SoD-07': reasonsAgainstMajority,
  'SoD-19': recusedAreSilent,
  'SoD-23': each(['DecisionTaken'], (one, look) =>
    look
      .of('LegalityOpinionIssued')
      .slice(-1)
      .every(({ by }) => officialOf(by)?.official !== officialOf(one.by)?.official),
  ),
  'SoD-08': once(
    ['StanceRecorded', 'TranscriptEntered'],
    both('没有表态记录。', 'No stance is on record.'),
    (look) => satisfied(look.of('StanceRecorded', 'TranscriptEntered', 'CorrectionApproved')),
  ),
}
