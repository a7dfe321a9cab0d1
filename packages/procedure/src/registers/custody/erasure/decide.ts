import type { Circumstances } from '../../../circumstances.ts'
import type { Issue } from '../../../decider.ts'
import { define, type Definition } from '../../../definition.ts'
import { anotherPerson, deviation, ground, unless } from '../../../grounds.ts'
import type { Ground } from '../../../history/entry.ts'
import { notHeld, nothingNamed } from '../holds/decide.ts'
import { heldAmong } from '../holds/state.ts'
import type { Custody } from '../state.ts'
import { approveErasure, proposeErasure, recordErasure } from './commands.ts'
import { pendingErasure } from './state.ts'

/** 抹除: proposed by one official, approved by another, told when it is done. */
export const definitions: readonly Definition<Custody>[] = [
  define(proposeErasure, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ keys, matters }) => [...noKeys(keys), ...nothingNamed(matters)],
    checks: ({ keys, matters }, custody: Custody, at) => [
      ...notHeld(custody, matters, at),
      ...notErased(custody, keys, at),
    ],
  }),
  define(approveErasure, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ keys, matters }, custody: Custody) =>
      pendingErasure(custody, keys, matters) === undefined
        ? [
            {
              path: 'keys',
              message:
                '没有提出过对这些密钥的抹除 · no pending proposal names exactly these keys and matters',
            },
          ]
        : [],
    checks: ({ keys, matters }, custody, at, by) => {
      const pending = pendingErasure(custody, keys, matters)
      const isSamePerson = 'official' in by && by.official === pending?.proposer
      return [
        ...unless(!isSamePerson, at, 'SoD-22', { missing: [anotherPerson] }),
        ...notHeld(custody, matters, at),
        ...notErased(custody, keys, at),
      ]
    },
  }),
  define(recordErasure, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ erasure, keys }, custody: Custody) => {
      const approved = custody.erasures.find((one) => one.approved === erasure)
      return approved !== undefined && keys.every((key) => approved.keys.includes(key))
        ? []
        : [{ path: 'erasure', message: '没有批准过这一抹除 · nobody approved this erasure' }]
    },
    records: ({ erasure }, custody, at) => {
      // It has happened: a hold that came between does not undo it, and is flagged.
      const { matters = [] } = custody.erasures.find((one) => one.approved === erasure) ?? {}
      const isHeld = heldAmong(custody, matters).length > 0
      return { deviations: isHeld ? [deviation(at, 'CU-02')] : [] }
    },
  }),
]

function noKeys(keys: readonly string[]): readonly Issue[] {
  return keys.length > 0 ? [] : [{ path: 'keys', message: '没有写明密钥 · no key is named' }]
}

function notErased(
  { destroyed }: Custody,
  keys: readonly string[],
  at: Circumstances,
): readonly Ground[] {
  return keys.some((key) => destroyed.includes(key)) ? [ground(at, 'CU-03')] : []
}
