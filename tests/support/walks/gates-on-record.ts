import { dateOf, endOf, msOf, type CalendarDate, type Instant } from '@juece/kernel'
import { countFrom } from '@juece/legal-clock'
import type { By, Placed, StoredEvent } from '@juece/procedure'
import { calendarFiles, calendarOf } from '@juece/rulebook'

/** An event of a matter with where it stands; the record is all that is asked here, never a folded state. */
type Told = StoredEvent & {
  readonly position: number
  readonly occurred: Instant
  readonly by: By
}
type Answer = string | false | undefined

const calendar = calendarOf(calendarFiles)

/** What one act needs to find on the record before itself: an answer says what is missing. */
class Before {
  readonly all: readonly Placed[]
  readonly own: readonly Told[]
  readonly event: Told
  constructor(all: readonly Placed[], stream: string, event: Told) {
    this.all = all
    this.event = event
    this.own = eventsOf(all.filter(({ entry }) => entry.stream === stream)).filter(
      ({ position }) => position < event.position,
    )
  }
  last(...types: readonly string[]): Told | undefined {
    return this.own.findLast(({ type }) => types.includes(type))
  }
  has(...types: readonly string[]): boolean {
    return this.last(...types) !== undefined
  }
  since(start: Told | undefined, ...types: readonly string[]): readonly Told[] {
    return this.own.filter(
      ({ type, position }) => types.includes(type) && position > (start?.position ?? -1),
    )
  }
  /** The newest approved answer to a question, as proposer and approver left it. */
  answer(code: string): string | undefined {
    let [proposed, approved]: (string | undefined)[] = [undefined, undefined]
    for (const { type, findings } of this.own) {
      const one = (findings as readonly Finding[] | undefined)?.find((each) => each.code === code)
      if (one === undefined) continue
      if (type === 'FindingProposed') proposed = one.answer
      if (type === 'FindingApproved' && one.agrees === true) approved = proposed
    }
    return approved
  }
  needs(...types: readonly string[]): Answer {
    return !this.has(...types) && `no ${types.join(' or ')}`
  }
}
interface Finding {
  readonly code: string
  readonly answer?: string
  readonly agrees?: boolean
}

const round = ['SubmittedForReview']
const participation = [
  'CommentNoticePublished',
  'NoticeEntered',
  'ParticipationRecorded',
  'HearingReportSubmitted',
  'HearingRecordEntered',
]
const decisions = ['DecisionTaken', 'TranscriptEntered']

/** 关口在案 · What the law asks of each act that moves a matter, written a second time and over the bare record. */
const gates: Readonly<Record<string, (before: Before) => readonly Answer[]>> = {
  StudyAssigned: (b) => [b.needs('ProposalSubmitted')],
  StudyOpinionSubmitted: (b) => [b.needs('StudyAssigned')],
  ProcedureStarted: (b) => [b.needs('StudyOpinionSubmitted')],
  DraftRegistered: (b) => [b.needs('ProcedureStarted')],
  StepsOpened: (b) => [
    b.needs('DraftRegistered'),
    b.needs('ResearchRecorded'),
    b.needs('BasisRecorded'),
  ],
  CommentNoticePublished: (b) => [b.needs('StepsOpened')],
  PublicCommentClosed: (b) => [windowIsOpen(b)],
  // Without a notice there is nothing it could come too early for.
  AdoptionStatementSubmitted: (b) =>
    b.has('CommentNoticePublished', 'NoticeEntered') ? [windowIsOpen(b), undisposed(b)] : [],
  StepsClosed: (b) => [
    b.needs('StepsOpened'),
    // 第十四条第一款: a record of participation, whichever method; to choose one beforehand is a may (MD-D02).
    b.answer('AF-02') !== 'yes' && b.needs(...participation),
    chose(b, 'publicComment') && windowIsOpen(b),
    chose(b, 'hearing') && b.needs('HearingReportSubmitted', 'HearingRecordEntered'),
    // Decision record 0003: the questions are answered before the steps close, not before they open.
    b.answer('AF-05') !== 'no' && b.needs('ArgumentationConcluded'),
    b.answer('AF-06') !== 'no' && b.needs('RiskConcluded', 'RiskCoveredElsewhere'),
    b.answer('AF-07') !== 'no' && b.needs('FairCompetitionReviewConcluded'),
  ],
  SubmittedForReview: (b) => [b.needs('StepsClosed')],
  AcceptedForReview: (b) => [
    b.needs(...round),
    b.since(b.last(...round), 'AcceptedForReview').length > 0 && 'accepted twice in a round',
  ],
  LegalityOpinionIssued: (b) => [
    b.since(b.last(...round), 'AcceptedForReview').length === 0 && 'not accepted in this round',
    b.since(b.last(...round), 'CounselOpinionAdded').length === 0 && 'no counsel in this round',
    handledByMe(b),
  ],
  SubmittedForDeliberation: (b) => [...reviewed(b, b.event.draft), unanswered(b)],
  AdmittedToAgenda: (b) => [b.needs('SubmittedForDeliberation')],
  DeliberationOpened: (b) => [
    b.since(b.last('SubmittedForDeliberation'), 'AdmittedToAgenda').length === 0 && 'not admitted',
    ...reviewed(b, b.event.draft),
    beforeTheFloor(b),
  ],
  DecisionTaken: (b) => [
    b.since(b.last(...decisions), 'DeliberationOpened').length === 0 && 'no deliberation is open',
    !isHead(b.event.by) && 'not by the head',
    b.since(b.last('DeliberationOpened'), 'StanceRecorded').length === 0 && 'nobody said anything',
  ],
  DeliberationClosed: (b) => [
    b.since(b.last('DeliberationOpened'), 'DecisionTaken').length === 0 && 'nothing was decided',
  ],
  OpennessChecked: (b) => [b.needs(...decisions)],
  DecisionPublished: (b) => [
    b.last(...decisions)?.decision !== 'agreed' && 'not agreed',
    b.needs('OpennessChecked'),
    b.last('LegalityOpinionIssued') === undefined && 'never reviewed',
    b.last('LegalityOpinionIssued')?.outcome === 'unlawful' && 'found unlawful',
    b.last('PriorReportOpened') !== undefined && b.needs('ReplyRecorded'),
  ],
  WithheldFromPublication: (b) => [b.last(...decisions)?.decision !== 'agreed' && 'not agreed'],
  ExecutionStarted: (b) => [b.needs('DecisionPublished', 'WithheldFromPublication')],
  ExecutionSuspended: (b) => [
    b.needs('ExecutionStarted'),
    !isHead(b.event.by) && 'not by the head',
  ],
  EvaluationOpened: (b) => [b.needs('ExecutionStarted')],
  FindingApproved: (b) => [ownFinding(b)],
  DossierClosed: (b) => [
    b.needs(
      ...['DecisionPublished', 'WithheldFromPublication', 'StartDeclined', 'MatterWithdrawn'],
      ...['ProcedureTerminated', 'DeliberationClosed', 'TranscriptEntered', 'ReplyRecorded'],
    ),
  ],
}

/** The gates of a recorded entry that do not stand open on the record before it. */
export function unheld(all: readonly Placed[], placed: Placed): readonly string[] {
  const { stream } = placed.entry
  return eventsOf([placed]).flatMap((event) => {
    const before = new Before(all, stream, event)
    return (gates[event.type]?.(before) ?? []).flatMap((answer) =>
      typeof answer === 'string' ? [`${event.type} at ${String(event.position)}: ${answer}`] : [],
    )
  })
}

/** The kinds of event for which the record is asked. */
export const asked: readonly string[] = Object.keys(gates)

function eventsOf(placed: readonly Placed[]): readonly Told[] {
  return placed.flatMap(({ position, entry: { outcome, occurred, by } }) =>
    outcome.kind === 'recorded'
      ? outcome.events.map((event) => ({ ...event, position, occurred, by }) as Told)
      : [],
  )
}

const isHead = (by: By) => 'official' in by && by.post === 'head'

function chose(b: Before, method: string): boolean {
  const methods = b.last('MethodsChosen')?.methods
  return Array.isArray(methods) && methods.includes(method) && b.answer('AF-02') !== 'yes'
}

/** The window's last day is the one the newest notice or extension names; it ends at its 24:00 (CAL-8). */
function windowIsOpen(b: Before): Answer {
  const notice = b.last('CommentNoticePublished', 'NoticeEntered', 'CommentWindowExtended')
  if (notice === undefined) return 'no notice'
  const closes = notice.closes ?? (notice.deadline as { lastDay?: string } | undefined)?.lastDay
  if (typeof closes !== 'string') return 'a notice without an end'
  return b.event.occurred < endOf(closes as CalendarDate) && `the window is open to ${closes}`
}

/** Opinions of the newest round, all answered, and the statement that says so. */
function unanswered(b: Before): Answer {
  const notice = b.last('CommentNoticePublished')
  if (notice === undefined) return false
  return undisposed(b, notice.round, b.since(notice, 'AdoptionStatementSubmitted').length === 0)
}

function undisposed(b: Before, round = b.event.round, isUnstated = false): Answer {
  const stream = b.all.find(({ position }) => position === b.event.position)?.entry.stream ?? ''
  const window = `${stream}#${String(round)}`
  const told = b.all
    .filter(({ entry }) => entry.stream.startsWith('opinion/'))
    .flatMap((placed) =>
      eventsOf([placed]).map((event): Told & { readonly of: string } => ({
        ...event,
        of: placed.entry.stream,
      })),
    )
  const given = told.filter((one) => one.window === window && one.late === false)
  const fates = new Set(told.filter(({ type }) => type === 'OpinionDisposedOf').map(({ of }) => of))
  if (given.length > 0 && isUnstated) return 'no adoption statement'
  return given.some(({ of }) => !fates.has(of)) && 'an opinion without an answer'
}

/** The newest opinion lets this version through: it is lawful, or amended and answered, or an openly told risk. */
function reviewed(b: Before, draft: unknown): readonly Answer[] {
  const opinion = b.last('LegalityOpinionIssued')
  if (opinion === undefined) return ['no legality opinion']
  const unchanged = b.answer('AF-12') === 'no'
  return [
    opinion.outcome === 'unlawful' && 'found unlawful',
    b.since(opinion, ...round).length > 0 && 'the newest round has no opinion',
    opinion.draft !== draft && !unchanged && 'another version was reviewed',
    opinion.outcome === 'exploratory' &&
      b.since(opinion, 'AgreedToTable').length === 0 &&
      'nobody took the risk',
  ]
}

/** Seven working days run from acceptance, with the stops of the round (CAL-10); or the reviewer agreed to less. */
function beforeTheFloor(b: Before): Answer {
  const accepted = b.last('AcceptedForReview')
  if (accepted === undefined) return 'never accepted'
  if (b.since(accepted, 'ConsentedToShorterReview').length > 0) return false
  const stops = b.since(accepted, 'SupplementRequested', 'ReviewClockStopped')
  const restarts = b.since(accepted, 'PapersSupplied', 'ReviewClockRestarted')
  const pauses = stops.map(({ occurred: from }, at) => {
    const until = restarts[at]?.occurred
    return until === undefined ? { from } : { from, until }
  })
  const period = { unit: 'working-day', length: 7, bound: 'floor' } as const
  const counted = countFrom({ start: dateOf(accepted.occurred), period, pauses }, calendar)
  if (counted.status !== 'fixed') return counted.status
  return msOf(b.event.occurred) < msOf(counted.ends) && `the floor runs to ${counted.lastDay}`
}

function handledByMe({ own, event: { by } }: Before): Answer {
  if (!('official' in by)) return 'signed by nobody'
  const handlers = own.flatMap((one) =>
    'official' in one.by && one.by.post.startsWith('undertaking-unit') ? [one.by.official] : [],
  )
  return handlers.includes(by.official) && 'signed by one who handled the draft'
}

const findingsOf = (event: Told) => event.findings as unknown as readonly Finding[]

/** SoD-22: whoever proposed an answer does not approve it. */
function ownFinding({ own, event }: Before): Answer {
  const approved = findingsOf(event).filter(({ agrees }) => agrees === true)
  const isOwn = approved.some(({ code }) => {
    const proposal = own.findLast(
      (one) => one.type === 'FindingProposed' && findingsOf(one).some((each) => each.code === code),
    )
    const me = 'official' in event.by ? event.by.official : ''
    return proposal === undefined || ('official' in proposal.by && proposal.by.official === me)
  })
  return isOwn && 'approved by its own proposer'
}
