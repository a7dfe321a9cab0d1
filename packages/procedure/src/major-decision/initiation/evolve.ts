import { on, type Evolution } from '../../definition.ts'
import { withDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'
import {
  assignStudy,
  declineToStart,
  startProcedure,
  submitProposal,
  submitStudyOpinion,
} from './commands.ts'

/** 决策启动: what its events change. */
export const evolutions: readonly Evolution[] = [
  on<typeof submitProposal, { readonly reply?: WorkedOutDate }>(
    submitProposal,
    (matter, proposed, { rules, occurred, position }) => {
      const { kind, organ, title, source, proposer, supersedes, reply } = proposed
      const begun: Matter = {
        ...matter,
        kind,
        organ,
        title,
        rules,
        begun: occurred,
        stage: 'S01',
        initiation: {
          ...matter.initiation,
          source,
          proposer,
          ...(supersedes === undefined ? {} : { supersedes }),
        },
      }
      if (reply === undefined) return begun
      return withDeadline(begun, 'reply', {
        ...reply,
        rule: 'MD-B03',
        bound: 'ceiling',
        setAt: position,
        brings: 'MarkReplyOverdue',
      })
    },
  ),
  on(assignStudy, (matter, { unit }) => ({
    ...matter,
    stage: 'S02',
    initiation: { ...matter.initiation, studyUnit: unit },
  })),
  on(submitStudyOpinion, (matter, { advice, opinion }, { position }) => ({
    ...matter,
    stage: 'S03',
    initiation: { ...matter.initiation, study: { advice, opinion, position } },
  })),
  on(startProcedure, (matter, { units = [], lead }) => {
    const first = lead ?? units[0]
    return {
      ...matter,
      stage: 'S06',
      initiation: { ...matter.initiation, units, ...(first === undefined ? {} : { lead: first }) },
    }
  }),
  on(declineToStart, (matter) => ({ ...matter, stage: 'S04' })),
]
