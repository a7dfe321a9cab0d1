import { on, type Evolution } from '../../definition.ts'
import { concludeFairCompetitionReview, submitFairCompetitionReview } from './commands.ts'

/** 公平竞争审查: what its events change; the newest conclusion counts. */
export const evolutions: readonly Evolution[] = [
  on(submitFairCompetitionReview, (matter, { draft }, { position }) => ({
    ...matter,
    fairCompetition: { ...matter.fairCompetition, submitted: { draft, position } },
  })),
  on(concludeFairCompetitionReview, (matter, { draft, outcome }, { position }) => ({
    ...matter,
    fairCompetition: { ...matter.fairCompetition, concluded: { draft, outcome, position } },
  })),
]
