import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Stage } from '../state.ts'

const ended: readonly Stage[] = ['S04', 'S20', 'S30', 'S31']

/** 重新提出 · T47: what a new proposal takes the place of has ended without a decision in force. */
export function supersedesEnded(
  supersedes: string | undefined,
  at: Circumstances,
): readonly Ground[] {
  const before = supersedes === undefined ? undefined : at.matter(supersedes)
  if (before === undefined) return []
  return unless(ended.includes(before.stage), at, 'T47', { missing: ['TerminateProcedure'] })
}

/** A matter that was never proposed cannot be taken up again. */
export function unknownMatter(
  named: string | undefined,
  path: string,
  at: Circumstances,
): readonly Issue[] {
  if (named === undefined || at.matter(named) !== undefined) return []
  return [{ path, message: '没有这一事项 · there is no such matter' }]
}
