import type { FactName } from './facts.ts'
import { executionDates } from './major-decision/execution/dates-over.ts'
import type { CommentRound } from './shared-steps/comment-window/state.ts'
import { answerOf, type FindingCode, type Matter, type Stage } from './matter/state.ts'

type Answer = 'yes' | 'no' | undefined

/** How far along the main line a stage lies; a stage that sends back lies where the matter goes on from. */
const reach: Readonly<Partial<Record<Stage, number>>> = {
  S01: 1,
  S02: 2,
  S03: 3,
  S04: 3,
  S06: 6,
  S07: 7,
  S08: 8,
  S13: 8,
  S09: 8,
  S10: 8,
  S11: 11,
  S12: 11,
  S14: 14,
  S15: 14,
  S16: 16,
  S19: 16,
  S17: 17,
  S20: 17,
  S18: 18,
  S21: 21,
  S22: 22,
  S23: 22,
  S24: 24,
  S25: 24,
  S26: 24,
  S27: 24,
  S28: 24,
  S29: 24,
}

/** 事实 · The answers of a matter to the clauses of its pages; open ones are left out. */
export function factsOf(matter: Matter): Readonly<Record<string, 'yes' | 'no'>> {
  const answers = Object.entries(answersOf(matter))
  return Object.fromEntries(
    answers.flatMap(([name, answer]) => (answer === undefined ? [] : [[name, answer]])),
  )
}

function answersOf(matter: Matter): Readonly<Record<FactName, Answer>> {
  return {
    ...initiation(matter),
    ...participation(matter),
    ...steps(matter),
    ...review(matter),
    ...meeting(matter),
    ...outcome(matter),
  }
}

function initiation(matter: Matter) {
  // A notice that is out shows that the matter was taken up, whatever the papers say (U.6).
  const isTakenUp = hasReached(matter, 6) || hasNotice(matter)
  return {
    studied: yes(matter.initiation.study !== undefined || isTakenUp),
    procedureStarted: yesOrNo(isTakenUp, matter.stage === 'S04'),
    startDeclined: yesOrNo(matter.stage === 'S04', isTakenUp),
    drafted: yes(matter.drafts.length > 0 || hasNotice(matter)),
    stepsOpened: yes(hasReached(matter, 7) || hasNotice(matter)),
  }
}

function participation(matter: Matter) {
  const { comment, hearing, participation: heard } = matter
  const isClosed = hasReached(matter, 8)
  const notice = noticesOf(matter).at(-1)
  // A notice may be taken back to make the matter undisclosed, where the reviewer found that it lawfully may be.
  const isTakenBack =
    notice === undefined && comment.rounds.length > 0 && answerOf(matter, 'AF-02') === 'yes'
  const isAsked = notice !== undefined || (comment.chosen === true && !isTakenBack)
  const { adoption } = heard
  const isAnswered =
    adoption !== undefined && (notice === undefined || adoption.position > notice.noticePosition)
  return {
    // What was once put to the public is not undisclosed.
    lawfullyUndisclosed: isAsked ? 'no' : answerOf(matter, 'AF-02'),
    publicCommentChosen: yesOrNo(isAsked, comment.chosen === false || isClosed),
    publicCommentOpened: yes(notice !== undefined || isClosed),
    hearingChosen: yesOrNo(heard.hearingChosen === true, heard.hearingChosen === false || isClosed),
    hearingConcluded: yes(
      hearing.status === 'reported' || hearing.status === 'cancelled' || isClosed,
    ),
    specificGroupsAffected: answerOf(matter, 'AF-03'),
    groupsConsulted: yes(heard.groups.length > 0 || isClosed),
    opinionsAnswered: yes(isAnswered || isClosed),
  } as const
}

// T07 closes the steps once each is concluded, so beyond it there is nothing left to wait for.
function steps(matter: Matter) {
  const { experts, risk, fairCompetition, findings } = matter
  const isClosed = hasReached(matter, 8)
  const isAssessed =
    risk.conclusions.length > 0 ||
    risk.earlier !== undefined ||
    findings['AF-06']?.alreadyAssessed !== undefined
  return {
    technical: asked(matter, 'AF-05'),
    argumentationConcluded: yes(experts.concluded !== undefined || isClosed),
    mayHarmStabilityOrSafety: asked(matter, 'AF-06'),
    riskConcluded: yes(isAssessed || isClosed),
    touchesOperators: asked(matter, 'AF-07'),
    fairCompetitionConcluded: yes(fairCompetition.concluded !== undefined || isClosed),
    stepsClosed: yes(isClosed),
  }
}

function review(matter: Matter) {
  const round = matter.review.rounds.at(-1)
  const isSubmitted = round !== undefined && !round.returned && round.opinion === undefined
  return {
    submittedForReview: yes(isSubmitted || hasReached(matter, 11)),
    acceptedForReview: yes(
      (isSubmitted && round.acceptedAt !== undefined) || hasReached(matter, 14),
    ),
    opinionIssued: yes(hasReached(matter, 14)),
  }
}

function meeting(matter: Matter) {
  const { admittedTo, minutesSignedBy } = matter.meeting
  const isRejected = matter.stage === 'S20'
  const isDecided = hasReached(matter, 18)
  return {
    tabled: yes(hasReached(matter, 16)),
    admitted: yes(admittedTo !== undefined || hasReached(matter, 17)),
    deliberationOpened: yes(hasReached(matter, 17)),
    rejected: yesOrNo(isRejected, isDecided),
    decided: yesOrNo(isDecided, isRejected),
    minutesSigned: yes(minutesSignedBy.length > 0 || hasReached(matter, 21)),
  }
}

function outcome(matter: Matter) {
  const { publication, priorReport, findings, archive, stage } = matter
  const bodies = answerOf(matter, 'AF-08') === 'yes' ? (findings['AF-08']?.bodies ?? []) : []
  const addressees = ['partyCommittee', ...bodies.filter((body) => body !== 'investment')]
  const isReported = addressees.every((addressee) =>
    priorReport.replies.some(({ from, answer }) => from === addressee && isAssent(answer)),
  )
  const isPublished = publication.published !== undefined || stage === 'S22'
  const isWithheld = publication.withheld !== undefined || stage === 'S23'
  return {
    reported: yes(isReported || hasReached(matter, 22)),
    withheld: yesOrNo(isWithheld, isPublished),
    published: yesOrNo(isPublished, isWithheld),
    executionStarted: yes(hasReached(matter, 24)),
    executionDatesMet: yes(hasReached(matter, 24) && !owesExecutionDates(matter)),
    dossierClosed: yes(archive.closedAt !== undefined),
  }
}

/** A question that has no answer yet; once the steps are closed without one, it was not asked. */
function asked(matter: Matter, code: FindingCode): Answer {
  return answerOf(matter, code) ?? (hasReached(matter, 8) ? 'no' : undefined)
}

function owesExecutionDates({ deadlines }: Matter): boolean {
  return executionDates.some((name) => deadlines[name]?.over === false)
}

function hasNotice(matter: Matter): boolean {
  return noticesOf(matter).length > 0
}

function noticesOf({ comment }: Matter): readonly CommentRound[] {
  return comment.rounds.filter(({ withdrawn }) => withdrawn === undefined)
}

function hasReached({ stage, closing }: Matter, far: number): boolean {
  // A procedure that rests, or ended undecided, had come as far as it stood then.
  return (reach[closing.from ?? stage] ?? 0) >= far
}

function isAssent(answer: string): boolean {
  return answer === 'consented' || answer === 'noted' || answer === 'approved'
}

function yes(holds: boolean): Answer {
  return holds ? 'yes' : undefined
}

function yesOrNo(isYes: boolean, isNo: boolean): Answer {
  if (isYes) return 'yes'
  return isNo ? 'no' : undefined
}
