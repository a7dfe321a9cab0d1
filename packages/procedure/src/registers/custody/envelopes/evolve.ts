import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { openEnvelope } from './commands.ts'

/** 开启信封: that somebody read is told by the entry alone. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(openEnvelope, (custody) => custody),
]
