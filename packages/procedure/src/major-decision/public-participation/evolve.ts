import type { Digest } from '@juece/kernel'
import { on, type Evolution } from '../../definition.ts'
import type { Matter } from '../../matter/state.ts'
import {
  chooseHearing,
  chooseMethods,
  publishFeedback,
  recordGroupConsultation,
  recordParticipation,
  submitAdoptionStatement,
} from './commands.ts'

interface Stated {
  readonly opinions?: { readonly below: number; readonly root: Digest }
}

/** 公众参与: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(chooseMethods, (matter, { methods }) => {
    const chosen = methods.includes('publicComment')
    return {
      ...withParticipation(matter, { methods, hearingChosen: methods.includes('hearing') }),
      comment: { ...matter.comment, chosen },
    }
  }),
  on(recordParticipation, (matter, { method, draft }, { position }) =>
    withParticipation(matter, {
      records: [...matter.participation.records, { method, draft, position }],
    }),
  ),
  on(recordGroupConsultation, (matter, { group }) =>
    withParticipation(matter, { groups: [...matter.participation.groups, group] }),
  ),
  on(chooseHearing, (matter, { hold, organiser }) =>
    withParticipation(matter, {
      hearingChosen: hold,
      ...(organiser === undefined ? {} : { organiser }),
    }),
  ),
  on<typeof submitAdoptionStatement, Stated>(
    submitAdoptionStatement,
    (matter, { draft, round, opinions }, { position }) =>
      withParticipation(matter, {
        adoption: {
          draft,
          position,
          below: opinions?.below ?? position,
          ...(opinions === undefined ? {} : { root: opinions.root }),
          ...(round === undefined ? {} : { round }),
        },
      }),
  ),
  on(publishFeedback, (matter, _event, { position }) =>
    withParticipation(matter, { feedback: position }),
  ),
]

function withParticipation(matter: Matter, changed: Partial<Matter['participation']>): Matter {
  return { ...matter, participation: { ...matter.participation, ...changed } }
}
