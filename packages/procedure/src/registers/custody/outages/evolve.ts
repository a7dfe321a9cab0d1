import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { recordOutage } from './commands.ts'

/** 停运: told, and nothing else follows from it. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(recordOutage, (custody) => custody),
]
