import { accountability } from '../major-decision/accountability/accountability.ts'
import { adjustment } from '../major-decision/adjustment/adjustment.ts'
import { drafting } from '../major-decision/drafting/drafting.ts'
import { draftingMore } from '../major-decision/drafting/more/more.ts'
import { evaluation } from '../major-decision/evaluation/evaluation.ts'
import { execution } from '../major-decision/execution/execution.ts'
import { expertArgumentation } from '../major-decision/expert-argumentation/expert-argumentation.ts'
import { hearing } from '../major-decision/hearing/hearing.ts'
import { initiation } from '../major-decision/initiation/initiation.ts'
import { reply } from '../major-decision/initiation/reply.ts'
import { priorReport } from '../major-decision/prior-report/prior-report.ts'
import { publicParticipation } from '../major-decision/public-participation/public-participation.ts'
import { riskAssessment } from '../major-decision/risk-assessment/risk-assessment.ts'
import { closing } from '../matter/closing/closing.ts'
import { correction } from '../matter/correction/correction.ts'
import { own } from '../matter/own.ts'
import { archive } from '../shared-steps/archive/archive.ts'
import { commentWindow } from '../shared-steps/comment-window/comment-window.ts'
import { fairCompetition } from '../shared-steps/fair-competition/fair-competition.ts'
import { legalityReview } from '../shared-steps/legality-review/legality-review.ts'
import { meeting } from '../shared-steps/meeting/meeting.ts'
import { publication } from '../shared-steps/publication/publication.ts'
import { kind } from './kind.ts'

/** 重大行政决策 · The procedure for major administrative decisions (713), its steps in the order of the regulation. */
export const majorDecision = kind({
  name: 'major-decision',
  parameters: 'md',
  steps: [
    own,
    closing,
    correction,
    initiation,
    reply,
    drafting,
    draftingMore,
    commentWindow,
    publicParticipation,
    hearing,
    expertArgumentation,
    riskAssessment,
    fairCompetition,
    legalityReview,
    meeting,
    priorReport,
    publication,
    archive,
    execution,
    evaluation,
    adjustment,
    accountability,
  ],
})
