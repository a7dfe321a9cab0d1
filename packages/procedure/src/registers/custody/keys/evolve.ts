import type { Evolution } from '../../../definition.ts'
import { onCustody } from '../on-custody.ts'
import type { Custody } from '../state.ts'
import { announceLogKey, retireLogKey } from './commands.ts'

/** 日志密钥: what its events change. */
export const evolutions: readonly Evolution<Custody>[] = [
  onCustody(announceLogKey, (custody, { key }) => ({
    ...custody,
    announced: [...custody.announced, key],
  })),
  onCustody(retireLogKey, (custody, { key }) => ({
    ...custody,
    retired: [...custody.retired, key],
  })),
]
