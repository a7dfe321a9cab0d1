import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { approveErasure, proposeErasure, recordErasure } from './commands.ts'
import { pendingErasure } from './state.ts'

/** 抹除: what its events change. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(proposeErasure, (custody, { keys, matters }, { by }) => ({
    ...custody,
    erasures: [
      ...custody.erasures,
      { keys, matters, proposer: 'official' in by ? by.official : '' },
    ],
  })),
  onCustody(approveErasure, (custody, { keys, matters }, { position }) => {
    const pending = pendingErasure(custody, keys, matters)
    return {
      ...custody,
      erasures: custody.erasures.map((one) =>
        one === pending ? { ...one, approved: position } : one,
      ),
    }
  }),
  onCustody(recordErasure, (custody, { keys, values }) => ({
    ...custody,
    destroyed: [...new Set([...custody.destroyed, ...keys])],
    erased: [...custody.erased, ...values],
  })),
]
