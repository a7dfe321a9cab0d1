import { on, type Evolution } from '../../definition.ts'
import {
  assignStudy,
  declineToStart,
  startProcedure,
  submitProposal,
  submitStudyOpinion,
} from './commands.ts'

/** 决策启动: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(submitProposal, (matter, { kind, organ, title, source, proposer }, { rules, occurred }) => ({
    ...matter,
    kind,
    organ,
    title,
    rules,
    begun: occurred,
    stage: 'S01',
    initiation: { ...matter.initiation, source, proposer },
  })),
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
