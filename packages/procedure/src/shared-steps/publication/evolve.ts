import { on, type Evolution } from '../../definition.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import {
  checkOpenness,
  markPublicationOverdue,
  publishDecision,
  remindOfPublication,
  withholdFromPublication,
} from './commands.ts'
import { withoutPublicationDates } from './deadlines.ts'

/** 决策公布: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(checkOpenness, (matter, { text, outcome }, { by }) => ({
    ...matter,
    publication: {
      ...matter.publication,
      openness: {
        text: text.digest,
        outcome,
        reviewer: 'official' in by ? by.official : '',
      },
    },
  })),
  on(publishDecision, (matter, { text, executingUnits = [], inForce }, { position }) => ({
    ...withoutPublicationDates(matter),
    stage: 'S22',
    publication: {
      ...matter.publication,
      published: { text: text.digest, executingUnits, inForce, position },
    },
  })),
  on(withholdFromPublication, (matter, { ground }, { position }) => ({
    ...withoutPublicationDates(matter),
    stage: 'S23',
    publication: { ...matter.publication, withheld: { ground, position } },
  })),
  on(markPublicationOverdue, (matter) => withoutDeadline(matter, 'publication')),
  on(remindOfPublication, (matter) => withoutDeadline(matter, 'publicationReminder')),
]
