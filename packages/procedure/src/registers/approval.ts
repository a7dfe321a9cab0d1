import type { Circumstances } from '../circumstances.ts'
import type { Issue } from '../decider.ts'
import { anotherPerson, unless } from '../grounds.ts'
import type { By, Ground } from '../history/entry.ts'
import type { PendingChange } from './offices/state.ts'

/** SoD-22: who proposed a change of a register does not approve it. */
export function anotherAdministrator(
  pending: readonly PendingChange[],
  change: number,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const proposed = pending.find(({ sequence }) => sequence === change)
  const isSamePerson = 'official' in by && by.official === proposed?.proposer
  return unless(!isSamePerson, at, 'SoD-22', { missing: [anotherPerson] })
}

/** A change nobody proposed, or one already decided, names nothing. */
export function unknownChange(pending: readonly PendingChange[], change: number): readonly Issue[] {
  if (pending.some(({ sequence }) => sequence === change)) return []
  const open = pending.map(({ sequence }) => sequence).join('、')
  const known = open === '' ? '没有待批准的变更 · nothing is pending' : `待批准 · pending: ${open}`
  return [{ path: 'change', message: `没有这项待批准的变更 · no such pending change; ${known}` }]
}
