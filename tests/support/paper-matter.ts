import { calendarDate, endOf, instantOf, msOf, plusDays, dateOf, type Instant } from '@juece/kernel'
import { digest } from '@juece/kernel'
import type { Matter } from '@juece/procedure'
import {
  noMatter,
  withDeadline,
  withoutDeadline,
} from '../../packages/procedure/src/matter/matter.ts'
import type { FindingCode } from '../../packages/procedure/src/matter/state.ts'

/** One paper that reaches a matter: what it is called, and what the matter is after it. */
export interface Paper {
  readonly says: string
  readonly then: (matter: Matter, seen: { position: number; atMs: number }) => Matter
}

export const stream = 'matter/019b8bab-0680-7575-823f-642f63eabb2a'
export const blank: Matter = noMatter(stream)

const text = { digest: digest(`sha256:${'0'.repeat(64)}`), length: 1, mediaType: 'text/plain' }
const paper = (says: string, then: Paper['then']): Paper => ({ says, then })
const toStage = (says: string, stage: Matter['stage']): Paper =>
  paper(says, (matter) => ({ ...matter, stage }))

/** 24:00 of the day that lies so many days after the instant. */
export function endOfDay(atMs: number, days: number): Instant {
  return endOf(plusDays(dateOf(instantOf(atMs)), days))
}

export const proposed = paper('ProposalSubmitted', (matter) => ({
  ...matter,
  kind: 'major-decision',
  organ: 'cn-000000/government',
  title: '一件事项',
  stage: 'S01',
}))
export const studyAssigned = toStage('StudyAssigned', 'S02')
export const studied = paper('StudyOpinionSubmitted', (matter, { position }) => ({
  ...matter,
  stage: 'S03',
  initiation: { ...matter.initiation, study: { advice: 'start', opinion: text, position } },
}))
export const started = toStage('ProcedureStarted', 'S06')
export const declined = toStage('StartDeclined', 'S04')
export const drafted = paper('DraftRegistered', (matter, { position }) => ({
  ...matter,
  drafts: [...matter.drafts, { version: matter.drafts.length + 1, text, position }],
}))

export function answered(code: FindingCode, answer: 'yes' | 'no'): Paper {
  return paper(`${code} ${answer}`, (matter, { position }) => ({
    ...matter,
    findings: { ...matter.findings, [code]: { code, answer, proposer: 'li-hua', position } },
  }))
}

export const methodsChosen = paper('MethodsChosen', (matter) => ({
  ...matter,
  comment: { ...matter.comment, chosen: true },
  participation: { ...matter.participation, hearingChosen: false },
}))
export const stepsOpened = toStage('StepsOpened', 'S07')

/** A notice whose window ends so many days later. */
export function noticePublished(days: number): Paper {
  return paper('CommentNoticePublished', (matter, { position, atMs }) => {
    const ends = endOfDay(atMs, days)
    const round = {
      round: matter.comment.rounds.length + 1,
      draft: 1,
      publishedAt: instantOf(atMs),
      noticePosition: position,
      lastDay: dateOf(instantOf(msOf(ends) - 1)),
      ends,
      floorEnds: ends,
      deviates: false,
      lacks: [],
      unreachable: [],
    }
    const open = {
      ...matter,
      comment: { ...matter.comment, rounds: [...matter.comment.rounds, round] },
    }
    return window(open, ends, position)
  })
}
export function windowExtended(days: number): Paper {
  return paper('CommentWindowExtended', (matter, { position, atMs }) =>
    window(matter, endOfDay(atMs, days), position),
  )
}
function window(matter: Matter, ends: Instant, setAt: number): Matter {
  return withDeadline(matter, 'commentWindow', {
    rule: 'MD-D05',
    bound: 'floor',
    ends,
    setAt,
    brings: 'ClosePublicComment',
  })
}
export const windowClosed = paper('PublicCommentClosed', (matter) =>
  withoutDeadline(matter, 'commentWindow'),
)

export const argued = paper('ArgumentationConcluded', (matter, { position }) => ({
  ...matter,
  experts: { ...matter.experts, concluded: { draft: 1, conclusion: 'support', position } },
}))
export const assessed = paper('RiskConcluded', (matter, { position }) => ({
  ...matter,
  risk: { ...matter.risk, conclusions: [{ draft: 1, controllable: true, position }] },
}))
export const competitionReviewed = paper(
  'FairCompetitionReviewConcluded',
  (matter, { position }) => ({
    ...matter,
    fairCompetition: { concluded: { draft: 1, outcome: 'meets', position } },
  }),
)
export const opinionsAnswered = paper('AdoptionStatementSubmitted', (matter, { position }) => ({
  ...matter,
  participation: { ...matter.participation, adoption: { draft: 1, below: position, position } },
}))
export const stepsClosed = toStage('StepsClosed', 'S08')
export const draftingReopened = paper('DraftingReopened', (matter) => ({
  ...matter,
  stage: 'S06',
  walk: matter.walk + 1,
}))
export const acceptedForReview = toStage('AcceptedForReview', 'S11')
export const opinionIssued = toStage('LegalityOpinionIssued', 'S14')
export const tabled = toStage('SubmittedForDeliberation', 'S16')
export const admitted = paper('AdmittedToAgenda', (matter) => ({
  ...matter,
  meeting: { ...matter.meeting, admittedTo: 'sittings/019cc0df-8500-7558-8413-b70f8c6bbbb1' },
}))
export const deliberationOpened = toStage('DeliberationOpened', 'S17')
export const rejected = toStage('DeliberationClosed (rejected)', 'S20')
/** Agreed; publication falls due so many days later, with a reminder five days before. */
export function decided(days: number): Paper {
  return paper('DeliberationClosed (agreed)', (matter, { position, atMs }) => {
    const named = (name: 'publication' | 'publicationReminder', after: number, brings: string) =>
      [
        name,
        { rule: 'MD-J01', bound: 'ceiling', ends: endOfDay(atMs, after), setAt: position, brings },
      ] as const
    const dates = [
      named('publication', days, 'MarkPublicationOverdue'),
      named('publicationReminder', days - 5, 'RemindOfPublication'),
    ]
    const agreed: Matter = { ...matter, stage: 'S18' }
    return dates.reduce((state, [name, date]) => withDeadline(state, name, date), agreed)
  })
}
export const minutesSigned = paper('MinutesSigned', (matter) => ({
  ...matter,
  meeting: { ...matter.meeting, minutesSignedBy: ['wang-min'] },
}))
export const reportOpened = toStage('PriorReportOpened', 'S21')
export const reported = paper('ReplyRecorded', (matter) => ({
  ...matter,
  priorReport: {
    ...matter.priorReport,
    replies: [{ from: 'partyCommittee', answer: 'consented', number: '1' }],
  },
}))
export const published = paper('DecisionPublished', (matter, { position, atMs }) => {
  const out = withoutDeadline(withoutDeadline(matter, 'publication'), 'publicationReminder')
  const dated = withDeadline(out, 'archive', {
    rule: 'MD-K01',
    bound: 'ceiling',
    ends: endOfDay(atMs, 30),
    setAt: position,
    brings: 'MarkArchiveOverdue',
  })
  return {
    ...dated,
    stage: 'S22',
    publication: { published: { text: text.digest, executingUnits: [], position } },
  }
})
export const executionStarted = toStage('ExecutionStarted', 'S24')
export const dossierClosed = paper('DossierClosed', (matter, { position }) => ({
  ...withoutDeadline(matter, 'archive'),
  archive: { ...matter.archive, closedAt: position },
}))

export const findings: readonly Paper[] = [
  answered('AF-02', 'no'),
  answered('AF-03', 'no'),
  answered('AF-05', 'yes'),
  answered('AF-06', 'yes'),
  answered('AF-07', 'yes'),
]

/** 事项自建议至归档 · A whole matter, every step taken, each paper with the day it arrives. */
export const wholeMatter: readonly (readonly [day: number, paper: Paper])[] = [
  [0, proposed],
  [1, studyAssigned],
  [5, studied],
  [8, started],
  [20, drafted],
  ...findings.map((finding) => [22, finding] as const),
  [23, methodsChosen],
  [24, stepsOpened],
  [25, noticePublished(30)],
  [40, argued],
  [42, assessed],
  [43, competitionReviewed],
  [60, opinionsAnswered],
  [61, stepsClosed],
  [63, acceptedForReview],
  [70, opinionIssued],
  [75, tabled],
  [76, admitted],
  [77, deliberationOpened],
  [77.1, decided(28)],
  [78, minutesSigned],
  [79, reportOpened],
  [82, reported],
  [84, published],
  [86, executionStarted],
  [100, dossierClosed],
]

/** The first day of `wholeMatter`, nine in the morning. */
export const dayOne = msOf(endOf(calendarDate('2024-03-03'))) + 9 * 3_600_000
