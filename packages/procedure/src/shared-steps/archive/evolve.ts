import { on, type Evolution } from '../../definition.ts'
import { withoutDeadline } from '../../matter/matter.ts'
import type { WorkedOutDate } from '../../matter/state.ts'
import { withTransferDate } from './transfer-date.ts'
import { closeDossier, handOverPapers, recordRefusalToHandOver } from './commands.ts'

/** 归档: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(handOverPapers, (matter, { items }, { by }) => {
    const { archive } = matter
    const organ = 'official' in by ? by.organ : undefined
    return {
      ...matter,
      archive: {
        ...archive,
        handedOver: [...archive.handedOver, ...items.map(({ group, title }) => ({ group, title }))],
        refusedBy: archive.refusedBy.filter((unit) => unit !== organ),
      },
    }
  }),
  on(recordRefusalToHandOver, (matter, { unit }) => ({
    ...matter,
    archive: {
      ...matter.archive,
      refusals: matter.archive.refusals + 1,
      refusedBy: [...new Set([...matter.archive.refusedBy, unit])],
    },
  })),
  on<typeof closeDossier, { readonly transfer?: WorkedOutDate }>(
    closeDossier,
    (matter, { transfer }, { position }) => {
      const closed = {
        ...withoutDeadline(matter, 'archive'),
        archive: { ...matter.archive, closedAt: position },
      }
      return transfer === undefined ? closed : withTransferDate(closed, transfer, position)
    },
  ),
]
