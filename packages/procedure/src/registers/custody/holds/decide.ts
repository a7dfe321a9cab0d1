import type { Circumstances } from '../../../circumstances.ts'
import type { Issue } from '../../../decider.ts'
import { define, type Definition } from '../../../definition.ts'
import { ground, unless } from '../../../grounds.ts'
import type { Ground } from '../../../history/entry.ts'
import { isFilled } from '../../../texts.ts'
import type { Custody } from '../state.ts'
import { liftHold, placeHold } from './commands.ts'
import { heldAmong } from './state.ts'

/** 保全: how a hold is placed and lifted. */
export const definitions: readonly Definition<Custody>[] = [
  define(placeHold, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ matters }, custody: Custody) => [
      ...nothingNamed(matters),
      ...named(heldAmong(custody, matters), '已在保全之中 · held already'),
    ],
    checks: ({ reasons }, _custody, at) => reasoned(reasons, at),
  }),
  define(liftHold, {
    stages: 'any',
    outOfOrder: [],
    issues: ({ matters }, custody: Custody) => [
      ...nothingNamed(matters),
      ...named(
        matters.filter((matter) => !heldAmong(custody, [matter]).includes(matter)),
        '没有保全 · not held',
      ),
    ],
    checks: ({ reasons }, _custody, at) => reasoned(reasons, at),
  }),
]

/** CU-02: a ground where any of these matters is held. */
export function notHeld(
  custody: Custody,
  matters: readonly string[],
  at: Circumstances,
): readonly Ground[] {
  return heldAmong(custody, matters).length === 0
    ? []
    : [ground(at, 'CU-02', { missing: ['LiftHold'], whoCan: ['archivist', 'superior'] })]
}

/** A list of matters that names none is no act. */
export function nothingNamed(matters: readonly string[]): readonly Issue[] {
  return matters.length > 0
    ? []
    : [{ path: 'matters', message: '没有写明事项 · no matter is named' }]
}

function named(matters: readonly string[], says: string): readonly Issue[] {
  return matters.length === 0
    ? []
    : [{ path: 'matters', message: `${says}: ${matters.join('、')}` }]
}

function reasoned(reasons: string | undefined, at: Circumstances): readonly Ground[] {
  return unless(isFilled(reasons), at, 'CU-02', { missing: ['reasons'], whoCan: ['archivist'] })
}
