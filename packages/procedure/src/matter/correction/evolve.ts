import { on, type Evolution } from '../../definition.ts'
import { approveCorrection, proposeCorrection } from './commands.ts'

/** 更正: what its events change, which is never what was entered. */
export const evolutions: readonly Evolution[] = [
  on(proposeCorrection, (matter, { entry, field, corrected }, { position, by }) => ({
    ...matter,
    corrections: {
      ...matter.corrections,
      list: [
        ...matter.corrections.list,
        {
          position,
          entry,
          field,
          corrected,
          proposer: 'official' in by ? by.official : '',
          status: 'proposed',
        },
      ],
    },
  })),
  on(approveCorrection, (matter, { correction, agrees }, { by }) => ({
    ...matter,
    corrections: {
      ...matter.corrections,
      list: matter.corrections.list.map((one) =>
        one.position === correction
          ? {
              ...one,
              status: agrees ? ('approved' as const) : ('declined' as const),
              approver: 'official' in by ? by.official : '',
            }
          : one,
      ),
    },
  })),
]
