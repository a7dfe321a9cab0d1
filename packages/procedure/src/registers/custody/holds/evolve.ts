import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { liftHold, placeHold } from './commands.ts'

/** 保全: what its events change. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(placeHold, (custody, { matters }, { position }) => ({
    ...custody,
    holds: [...custody.holds, ...[...new Set(matters)].map((matter) => ({ matter, position }))],
  })),
  onCustody(liftHold, (custody, { matters }) => ({
    ...custody,
    holds: custody.holds.filter(({ matter }) => !matters.includes(matter)),
  })),
]
