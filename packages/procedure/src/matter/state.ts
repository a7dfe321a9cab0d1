import type { CalendarDate, Digest, Instant } from '@juece/kernel'
import type { WorkingOut } from '@juece/legal-clock'
import type { Attached } from '../fields.ts'
import type { Deviation } from '../history/entry.ts'
import type { DraftingMoreState } from '../major-decision/drafting/more/state.ts'
import type { AccountabilityState } from '../major-decision/accountability/state.ts'
import type { AdjustmentState } from '../major-decision/adjustment/state.ts'
import type { DraftingState } from '../major-decision/drafting/state.ts'
import type { EvaluationState } from '../major-decision/evaluation/state.ts'
import type { ExecutionState } from '../major-decision/execution/state.ts'
import type { ExpertsState } from '../major-decision/expert-argumentation/state.ts'
import type { HearingState } from '../major-decision/hearing/state.ts'
import type { InitiationState } from '../major-decision/initiation/state.ts'
import type { PriorReportState } from '../major-decision/prior-report/state.ts'
import type { ParticipationState } from '../major-decision/public-participation/state.ts'
import type { RiskState } from '../major-decision/risk-assessment/state.ts'
import type { ArchiveState } from '../shared-steps/archive/state.ts'
import type { CommentState } from '../shared-steps/comment-window/state.ts'
import type { FairCompetitionState } from '../shared-steps/fair-competition/state.ts'
import type { ReviewState } from '../shared-steps/legality-review/state.ts'
import type { MeetingState } from '../shared-steps/meeting/state.ts'
import type { PublicationState } from '../shared-steps/publication/state.ts'
import type { ClosingState } from './closing/state.ts'
import type { CorrectionsState } from './correction/state.ts'

/** Where a matter stands on its main line; the codes are those of the state table. `S00`: it does not exist. */
export type Stage =
  | 'S00'
  | 'S01'
  | 'S02'
  | 'S03'
  | 'S04'
  | 'S06'
  | 'S07'
  | 'S08'
  | 'S09'
  | 'S10'
  | 'S11'
  | 'S12'
  | 'S13'
  | 'S14'
  | 'S15'
  | 'S16'
  | 'S17'
  | 'S18'
  | 'S19'
  | 'S20'
  | 'S21'
  | 'S22'
  | 'S23'
  | 'S24'
  | 'S25'
  | 'S26'
  | 'S27'
  | 'S28'
  | 'S29'
  | 'S30'
  | 'S31'
  | 'S32'
  | 'S33'

/** 草案 · A version of the text. */
export interface Draft {
  readonly version: number
  readonly text: Attached
  readonly explanation?: Attached
  /** 备选方案: how many alternatives came with it. */
  readonly alternatives?: number
  readonly position: number
}

/** Codes of the applicability findings 认定. */
export type FindingCode =
  `AF-${'01' | '02' | '03' | '04' | '05' | '06' | '07' | '08' | '09' | '10' | '11' | '12' | '13' | '14'}`

/** 认定 · A signed answer to a question: proposed by one person, decided by another (U-02, SoD-22). */
export interface Finding {
  readonly code: FindingCode
  readonly answer: 'yes' | 'no'
  readonly reasons?: string
  readonly proposer: string
  readonly draft?: number
  readonly from?: number
  readonly to?: number
  readonly touches?: readonly string[]
  readonly ground?: string
  readonly purpose?: string
  readonly bodies?: readonly string[]
  readonly decideBy?: CalendarDate
  readonly alreadyAssessed?: { readonly reference: string; readonly date: CalendarDate }
  /** Absent while it is only proposed. */
  readonly approver?: string
  readonly position: number
}

/** 期限 · A deadline by name: the working-out lets every date explain itself. */
export interface Deadline {
  readonly name: DeadlineName
  /** The row that sets it. */
  readonly rule: string
  readonly bound: 'floor' | 'ceiling' | 'fixed'
  /** 24:00 of the last day; absent while the clock stands still or no calendar is there yet. */
  readonly ends?: Instant
  readonly lastDay?: CalendarDate
  readonly standsStill?: boolean
  readonly awaitsYear?: number
  readonly workingOut?: WorkingOut
  /** Position of the entry that set the date now in force. */
  readonly setAt: number
  /** The timed command it brings about, if any. */
  readonly brings?: string
  /** The period is over: closed, met or marked. */
  readonly over: boolean
}

/** Names of deadlines. */
export type DeadlineName =
  | 'commentWindow'
  | 'hearing'
  | 'hearingMaterials'
  | 'reply'
  | 'reviewFloor'
  | 'reviewCeiling'
  | 'supplement'
  | 'publication'
  | 'publicationReminder'
  | 'decideBy'
  | 'archive'
  | 'report'
  | 'suspensionReview'
  | 'evaluationProposal'
  | 'transfer'

/** What an event says of a deadline: never a date without its working-out. */
export interface WorkedOutDate {
  readonly ends?: Instant
  readonly lastDay?: CalendarDate
  readonly standsStill?: boolean
  readonly awaitsYear?: number
  readonly workingOut?: WorkingOut
}

/** 事项 · One thing being decided, folded from its stream. */
export interface Matter {
  readonly stream: string
  readonly kind: string
  /** The making organ. */
  readonly organ: string
  readonly title: string
  /** The main line; `stageOf` shows `S33` once the dossier is closed. */
  readonly stage: Stage
  /** Grows when the law sends the matter back. */
  readonly walk: number
  /** The rulebook it began under, and when that was. */
  readonly rules: Digest | null
  readonly begun?: Instant
  /** 承办 · natural persons who have acted for the undertaking unit, in any version (SoD-01). */
  readonly handlers: readonly string[]
  readonly drafts: readonly Draft[]
  /** Newest approved answer for each question; AF-12 keeps all of them in `changes`. */
  readonly findings: Readonly<Partial<Record<FindingCode, Finding>>>
  readonly proposedFindings: Readonly<Partial<Record<FindingCode, Finding>>>
  /** AF-12 answers, each for two versions. */
  readonly changes: readonly Finding[]
  readonly deadlines: Readonly<Partial<Record<DeadlineName, Deadline>>>
  readonly deviations: readonly (Deviation & { readonly position: number })[]
  /** Positions of recorded delays with reasons, by limit. */
  readonly delays: readonly { readonly limit: string; readonly position: number }[]
  readonly initiation: InitiationState
  readonly drafting: DraftingState
  readonly comment: CommentState
  readonly participation: ParticipationState
  readonly experts: ExpertsState
  readonly risk: RiskState
  readonly fairCompetition: FairCompetitionState
  readonly review: ReviewState
  readonly meeting: MeetingState
  readonly priorReport: PriorReportState
  readonly publication: PublicationState
  readonly execution: ExecutionState
  readonly adjustment: AdjustmentState
  readonly evaluation: EvaluationState
  readonly accountability: AccountabilityState
  readonly archive: ArchiveState
  readonly hearing: HearingState
  /** Papers of the draft that packs ask for, and steps opened again. */
  readonly draftingMore: DraftingMoreState
  readonly closing: ClosingState
  readonly corrections: CorrectionsState
}

/** The stage a person sees. */
export function stageOf(matter: Matter): Stage {
  return matter.archive.closedAt === undefined ? matter.stage : 'S33'
}

/** The newest draft. */
export function currentDraft(matter: Matter): Draft | undefined {
  return matter.drafts.at(-1)
}

/** The answer to an applicability question: yes, no, or open. */
export function answerOf(matter: Matter, code: FindingCode): 'yes' | 'no' | undefined {
  return matter.findings[code]?.answer
}
