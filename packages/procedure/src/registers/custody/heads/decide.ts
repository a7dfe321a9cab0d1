import { define, type Definition } from '../../../definition.ts'
import { ground } from '../../../grounds.ts'
import type { Custody } from '../state.ts'
import { onlyIn } from '../whole-record.ts'
import { recordHeads } from './commands.ts'

const hex = /^sha256:[0-9a-f]{64}$/

/** 各流末条: entered by the house itself, each reaching further than the one before. */
export const definitions: readonly Definition<Custody>[] = [
  define(recordHeads, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ root, count, below }, custody: Custody) => [
      ...onlyIn('custody/heads', custody),
      ...(hex.test(root) && count >= 0 && below >= 0
        ? []
        : [{ path: 'root', message: '应为摘要 · must be a digest' }]),
    ],
    checks: ({ below }, { headsBelow }, at) => (below > headsBelow ? [] : [ground(at, 'CU-05')]),
  }),
]
