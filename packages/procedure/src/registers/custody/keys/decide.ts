import { define, type Definition } from '../../../definition.ts'
import { ground, unless } from '../../../grounds.ts'
import type { Custody } from '../state.ts'
import { onlyIn } from '../whole-record.ts'
import { announceLogKey, retireLogKey } from './commands.ts'

const own = 'custody/keys'

/** 日志密钥: announced once, retired once; one that is retired vouches for no other. */
export const definitions: readonly Definition<Custody>[] = [
  define(announceLogKey, {
    stages: 'any',
    outOfOrder: [],
    issues: (_command, custody: Custody) => onlyIn(own, custody),
    checks: ({ key, by, root, rootSignature }, custody, at) => {
      const isKnown = [...custody.announced, ...custody.retired].includes(key)
      const isVouched = by !== key && !custody.retired.includes(by)
      const isWhole = (root === undefined) === (rootSignature === undefined)
      return [
        ...unless(!isKnown && isVouched, at, 'CU-07'),
        ...(isWhole ? [] : [ground(at, 'CU-07', { missing: ['rootSignature'] })]),
      ]
    },
  }),
  define(retireLogKey, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ lastSize }, custody: Custody) => [
      ...onlyIn(own, custody),
      ...(lastSize >= 0 ? [] : [{ path: 'lastSize', message: '不得为负 · not below zero' }]),
    ],
    checks: ({ key }, { announced, retired }, at) =>
      // Some other key must be left to sign with.
      unless(
        !retired.includes(key) &&
          announced.some((other) => other !== key && !retired.includes(other)),
        at,
        'CU-07',
        { missing: ['AnnounceLogKey'] },
      ),
  }),
]
