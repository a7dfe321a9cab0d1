import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import { recordHeads } from './commands.ts'
import type { Custody } from '../state.ts'

/** 各流末条: what its event changes. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(recordHeads, (custody, { below }) => ({ ...custody, headsBelow: below })),
]
