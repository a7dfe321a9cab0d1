import { postNames, type DeadlineName, type Matter, type Part, type Stage } from '@juece/procedure'

/** What may come next: an act, and one post that may lodge it. */
export interface NextAct {
  readonly act: string
  readonly post: string
  /** The organ, where the matter names it. */
  readonly organ: string
  /** The date by which it is due, by name. */
  readonly by?: DeadlineName
}

interface Next {
  readonly act: string
  readonly who: readonly Part[]
  readonly when?: (matter: Matter) => boolean
  readonly by?: DeadlineName
}

const findingsOfSteps = ['AF-02', 'AF-03', 'AF-05', 'AF-06', 'AF-07'] as const
const isChosen = ({ comment }: Matter) => comment.chosen === true
const notice = ({ comment }: Matter) => comment.rounds.findLast(({ withdrawn }) => !withdrawn)
const round = ({ review }: Matter) => review.rounds.at(-1)
const hasProposed = ({ proposedFindings }: Matter) => Object.keys(proposedFindings).length > 0
const isYes = (matter: Matter, code: 'AF-05' | 'AF-06' | 'AF-07') =>
  matter.findings[code]?.answer === 'yes'

/** 执行情况报告: where a pack sets a period and a date runs (MD-L02). */
const reportOfExecution: Next = {
  act: 'SubmitExecutionReport',
  who: ['EU'],
  by: 'report',
  when: ({ deadlines }) => deadlines.report !== undefined && !deadlines.report.over,
}

/** The acts that move a matter on from where it stands: not everything that is lawful, and never a decision. */
const onward: Readonly<Partial<Record<Stage, readonly Next[]>>> = {
  S01: [{ act: 'AssignStudy', who: ['DO'] }],
  S02: [{ act: 'SubmitStudyOpinion', who: ['studyUnit'] }],
  S03: [
    { act: 'StartProcedure', who: ['DO'] },
    { act: 'DeclineToStart', who: ['DO'] },
  ],
  S06: [
    { act: 'RegisterDraft', who: ['UU'], when: ({ drafts }) => drafts.length === 0 },
    { act: 'RecordResearch', who: ['UU'], when: ({ drafting }) => !drafting.researched },
    {
      act: 'RecordBasis',
      who: ['UU'],
      when: ({ drafts, drafting }) => drafts.length > 0 && drafting.basisOf.length === 0,
    },
    {
      act: 'ProposeFinding',
      who: ['UU'],
      when: ({ findings, proposedFindings }) =>
        findingsOfSteps.some((code) => !findings[code] && !proposedFindings[code]),
    },
    { act: 'ApproveFinding', who: ['GO'], when: hasProposed },
    { act: 'OpenSteps', who: ['UU'], when: ({ drafts }) => drafts.length > 0 },
  ],
  S07: [
    { act: 'ApproveFinding', who: ['GO'], when: hasProposed },
    { act: 'ChooseMethods', who: ['UU'], when: ({ comment }) => comment.chosen === undefined },
    {
      act: 'ClearCommentNotice',
      who: ['OR'],
      when: (matter) => isChosen(matter) && matter.comment.clearedDrafts.length === 0,
    },
    {
      act: 'PublishCommentNotice',
      who: ['UU'],
      when: (matter) =>
        isChosen(matter) && matter.comment.clearedDrafts.length > 0 && !notice(matter),
    },
    {
      act: 'SelectPanel',
      who: ['UU'],
      when: (matter) => isYes(matter, 'AF-05') && matter.experts.panel.length === 0,
    },
    {
      act: 'SignExpertOpinion',
      who: ['EX'],
      when: ({ experts }) => experts.panel.length > experts.opinions.length,
    },
    {
      act: 'ConcludeArgumentation',
      who: ['UU'],
      when: ({ experts }) => experts.opinions.length > 0 && !experts.concluded,
    },
    {
      act: 'SubmitRiskReport',
      who: ['RA'],
      when: (matter) => isYes(matter, 'AF-06') && matter.risk.reports.length === 0,
    },
    {
      act: 'ConcludeRisk',
      who: ['DO'],
      when: ({ risk }) => risk.reports.length > risk.conclusions.length,
    },
    {
      act: 'SubmitFairCompetitionReview',
      who: ['UU'],
      when: (matter) => isYes(matter, 'AF-07') && !matter.fairCompetition.submitted,
    },
    {
      act: 'ConcludeFairCompetitionReview',
      who: ['MR'],
      when: ({ fairCompetition }) =>
        fairCompetition.submitted !== undefined && !fairCompetition.concluded,
    },
    {
      act: 'SubmitAdoptionStatement',
      who: ['UU'],
      by: 'commentWindow',
      when: (matter) => notice(matter) !== undefined && !matter.participation.adoption,
    },
    { act: 'CloseSteps', who: ['UU'] },
  ],
  S08: [
    { act: 'SubmitForReview', who: ['UUP', 'GO'], when: (matter) => !isPending(matter) },
    { act: 'AcceptForReview', who: ['LR'], when: isPending },
  ],
  S09: [
    {
      act: 'SignOwnReview',
      who: ['UL'],
      when: ({ draftingMore }) => !draftingMore.ownReviews.length,
    },
    {
      act: 'RecordUnitDiscussion',
      who: ['UU'],
      when: ({ draftingMore }) => !draftingMore.discussions.length,
    },
    { act: 'SubmitToOffice', who: ['UUP'] },
    { act: 'SubmitForReview', who: ['UUP'] },
  ],
  S10: [
    { act: 'SubmitForReview', who: ['GO'] },
    { act: 'ReturnFromOffice', who: ['GO'] },
  ],
  S11: [
    { act: 'AcceptForReview', who: ['LR'], when: isPending },
    {
      act: 'AddCounselOpinion',
      who: ['LA'],
      when: (matter) => round(matter)?.counsel.length === 0,
    },
    {
      act: 'IssueLegalityOpinion',
      who: ['LRH'],
      by: 'reviewCeiling',
      when: (matter) => !isPending(matter),
    },
  ],
  S12: [{ act: 'SupplyPapers', who: ['UU'], by: 'supplement' }],
  S13: [{ act: 'SubmitForReview', who: ['UUP', 'GO'] }],
  S14: [
    { act: 'OpenRevision', who: ['UU'], when: (matter) => outcome(matter) === 'toBeAmended' },
    {
      act: 'SubmitForDeliberation',
      who: ['UUP', 'GO'],
      when: (matter) => outcome(matter) === 'lawful' || outcome(matter) === 'exploratory',
    },
    { act: 'ReopenDrafting', who: ['UU'], when: (matter) => outcome(matter) === 'unlawful' },
  ],
  S15: [
    { act: 'AnswerReviewPoint', who: ['UU'] },
    { act: 'SubmitForDeliberation', who: ['UUP', 'GO'] },
  ],
  S16: [
    { act: 'AdmitToAgenda', who: ['GO', 'HEAD'], when: ({ meeting }) => !meeting.admittedTo },
    { act: 'OpenDeliberation', who: ['GO', 'HEAD'], when: ({ meeting }) => !!meeting.admittedTo },
  ],
  S17: [
    { act: 'RecordStance', who: ['RC', 'member'], when: ({ meeting }) => !meeting.decision },
    {
      act: 'TakeDecision',
      who: ['HEAD'],
      by: 'decideBy',
      when: ({ meeting }) => !meeting.decision,
    },
    { act: 'CloseDeliberation', who: ['RC', 'GO'], when: ({ meeting }) => !!meeting.decision },
  ],
  S18: [
    {
      act: 'SignMinutes',
      who: ['SG', 'HEAD'],
      when: ({ meeting }) => meeting.minutesSignedBy.length < 2,
    },
    { act: 'OpenPriorReport', who: ['GO', 'DO'] },
  ],
  S21: [
    {
      act: 'RecordReply',
      who: ['GO', 'PC'],
      when: ({ priorReport }) => priorReport.sentTo.length > priorReport.replies.length,
    },
    { act: 'CheckOpenness', who: ['OR'], when: ({ publication }) => !publication.openness },
    {
      act: 'PublishDecision',
      who: ['GO'],
      by: 'publication',
      when: ({ publication }) => publication.openness !== undefined,
    },
  ],
  S22: [
    { act: 'StartExecution', who: ['GO', 'DO'] },
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S23: [
    { act: 'StartExecution', who: ['GO', 'DO'] },
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S04: [{ act: 'CloseDossier', who: ['AR'], by: 'archive' }],
  S20: [{ act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' }],
  S24: [reportOfExecution, { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' }],
  S25: [
    { act: 'ResumeExecution', who: ['HEAD'], by: 'suspensionReview' },
    reportOfExecution,
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S26: [
    { act: 'AppointEvaluator', who: ['DO'], when: ({ evaluation }) => !evaluation.evaluator },
    {
      act: 'NameEvaluationTeam',
      who: ['EV'],
      when: ({ evaluation }) => !!evaluation.evaluator && evaluation.team.length === 0,
    },
    {
      act: 'SubmitEvaluationReport',
      who: ['EV'],
      when: ({ evaluation }) => evaluation.team.length > 0 && !evaluation.report,
    },
    {
      act: 'DisposeOfReport',
      who: ['DO'],
      when: ({ evaluation }) => !!evaluation.report && !evaluation.disposition,
    },
    { act: 'CloseEvaluation', who: ['DO'], when: ({ evaluation }) => !!evaluation.disposition },
    reportOfExecution,
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S27: [
    { act: 'SettleAdjustment', who: ['DO'] },
    reportOfExecution,
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S28: [
    {
      act: 'RecordAftercare',
      who: ['EU', 'DO'],
      when: ({ adjustment }) => adjustment.aftercare.length === 0,
    },
    { act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' },
  ],
  S29: [{ act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' }],
  S30: [{ act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' }],
  S31: [{ act: 'CloseDossier', who: ['AR', 'UU'], by: 'archive' }],
  S32: [{ act: 'ResumeProcedure', who: ['DO'] }],
}

/** 待办 · What may come next in a matter, by post. */
export function nextActs(matter: Matter): readonly NextAct[] {
  if (matter.archive.closedAt !== undefined) return []
  const next = (onward[matter.stage] ?? []).filter(({ when }) => when === undefined || when(matter))
  const acts = next.flatMap(({ act, who, by }) =>
    who.flatMap((part) =>
      postsOfPart(part).flatMap((post) =>
        organsOf(part, matter).map((organ) => ({ act, post, organ, ...(by && { by }) })),
      ),
    ),
  )
  const byKey = new Map(acts.map((one) => [`${one.act} ${one.post} ${one.organ}`, one]))
  return [...byKey.values()]
}

function isPending(matter: Matter): boolean {
  const last = round(matter)
  return last !== undefined && last.acceptedAt === undefined && !last.returned
}

function outcome(matter: Matter): string | undefined {
  return round(matter)?.opinion?.outcome
}

function postsOfPart(part: Part): readonly string[] {
  return part === 'studyUnit' ? ['consulted-unit'] : postNames(part)
}

/** Where the matter itself says whose part it is; `''` where any organ of its jurisdiction may have the post. */
function organsOf(part: Part, { organ, initiation, execution }: Matter): readonly string[] {
  switch (part) {
    case 'UU':
    case 'UUP':
    case 'UL':
      return initiation.units.length > 0 ? initiation.units : ['']
    case 'studyUnit':
      return [initiation.studyUnit ?? '']
    case 'EU':
      return execution.units.length > 0 ? execution.units : ['']
    case 'HEAD':
    case 'member':
    case 'leader':
      return [organ]
    default:
      return ['']
  }
}
