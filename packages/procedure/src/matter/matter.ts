import { nothingMore } from '../major-decision/drafting/more/state.ts'
import { noAccountability } from '../major-decision/accountability/state.ts'
import { noAdjustment } from '../major-decision/adjustment/state.ts'
import { noDrafting } from '../major-decision/drafting/state.ts'
import { noEvaluation } from '../major-decision/evaluation/state.ts'
import { noExecution } from '../major-decision/execution/state.ts'
import { noExperts } from '../major-decision/expert-argumentation/state.ts'
import { noHearing } from '../major-decision/hearing/state.ts'
import { noInitiation } from '../major-decision/initiation/state.ts'
import { noPriorReport } from '../major-decision/prior-report/state.ts'
import { noParticipation } from '../major-decision/public-participation/state.ts'
import { noRisk } from '../major-decision/risk-assessment/state.ts'
import { noArchive } from '../shared-steps/archive/state.ts'
import { noComment } from '../shared-steps/comment-window/state.ts'
import { noFairCompetition } from '../shared-steps/fair-competition/state.ts'
import { noReview } from '../shared-steps/legality-review/state.ts'
import { noMeeting } from '../shared-steps/meeting/state.ts'
import { noPublication } from '../shared-steps/publication/state.ts'
import { notClosing } from './closing/state.ts'
import { noCorrections } from './correction/state.ts'
import type { Deadline, DeadlineName, Matter, WorkedOutDate } from './state.ts'

/** A matter of which nothing is recorded yet. */
export function noMatter(stream: string): Matter {
  return {
    stream,
    kind: '',
    organ: '',
    title: '',
    stage: 'S00',
    walk: 0,
    rules: null,
    handlers: [],
    drafts: [],
    findings: {},
    proposedFindings: {},
    changes: [],
    deadlines: {},
    deviations: [],
    delays: [],
    initiation: noInitiation,
    drafting: noDrafting,
    comment: noComment,
    participation: noParticipation,
    experts: noExperts,
    risk: noRisk,
    fairCompetition: noFairCompetition,
    review: noReview,
    meeting: noMeeting,
    priorReport: noPriorReport,
    publication: noPublication,
    execution: noExecution,
    adjustment: noAdjustment,
    evaluation: noEvaluation,
    accountability: noAccountability,
    archive: noArchive,
    hearing: noHearing,
    draftingMore: nothingMore,
    closing: notClosing,
    corrections: noCorrections,
  }
}

/** Sets or moves a deadline; its old one stays visible in the entry that set it. */
export function withDeadline(
  matter: Matter,
  name: DeadlineName,
  set: WorkedOutDate & Pick<Deadline, 'rule' | 'bound' | 'setAt'> & { readonly brings?: string },
): Matter {
  const deadline: Deadline = { name, over: false, ...set }
  return { ...matter, deadlines: { ...matter.deadlines, [name]: deadline } }
}

/** The period is over: closed, met, or marked. */
export function withoutDeadline(matter: Matter, name: DeadlineName): Matter {
  const deadline = matter.deadlines[name]
  if (deadline === undefined || deadline.over) return matter
  return { ...matter, deadlines: { ...matter.deadlines, [name]: { ...deadline, over: true } } }
}
