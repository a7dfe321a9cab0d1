import { define, type Definition } from '../../../definition.ts'
import { ground, unless } from '../../../grounds.ts'
import { isFilled } from '../../../texts.ts'
import { isErased } from '../erasure/state.ts'
import type { Custody } from '../state.ts'
import { openEnvelope } from './commands.ts'

/** 开启信封: a purpose must be stated, and what was erased cannot be opened. */
export const definitions: readonly Definition<Custody>[] = [
  define(openEnvelope, {
    stages: 'any',
    outOfOrder: [],
    checks: ({ envelope, path, purpose }, custody: Custody, at) => [
      ...unless(isFilled(purpose), at, 'CU-01', { missing: ['purpose'] }),
      ...(isErased(custody, envelope, path) ? [ground(at, 'CU-03')] : []),
    ],
  }),
]
