import type { Circumstances } from '../../circumstances.ts'
import type { Issue } from '../../decider.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter, Stage } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import type { openAdjustment, settleAdjustment } from './commands.ts'
import { versionInForce } from './in-force.ts'

/** Ended before anything was decided, or by a decision not to. */
const undecided: ReadonlySet<Stage> = new Set(['S04', 'S20', 'S30', 'S31'])
/** The decision of the other matter is out: published, or lawfully withheld. */
const effective: ReadonlySet<Stage> = new Set(['S22', 'S23', 'S24', 'S25', 'S26', 'S27', 'S29'])

/** Another matter that nobody opened, or this very one, names nothing. */
export function unknownMatter(
  named: string,
  { stream }: Matter,
  at: Circumstances,
  path: string,
): readonly Issue[] {
  if (named === stream) {
    return [{ path, message: '须为另一事项 · must be another matter' }]
  }
  if (at.matter(named) !== undefined) return []
  return [{ path, message: `没有这一事项 · there is no such matter: ${named}` }]
}

/** T40: a running matter of this organ that is not opened over another decision; the change runs from what is in force. */
export function adjustedElsewhere(
  { newMatter, from }: CommandOf<typeof openAdjustment>,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const other = at.matter(newMatter)
  if (other === undefined) return []
  const { adjusts = matter.stream } = other.adjustment
  const isForThis = adjusts === matter.stream && other.organ === matter.organ
  return [
    ...unless(isForThis && !undecided.has(other.stage), at, 'T40', {
      missing: ['newMatter'],
      whoCan: ['proposer'],
    }),
    ...unless(from === versionInForce(matter), at, 'T40', { missing: ['from'] }),
  ]
}

/** T51: what became of the matter that was opened to adjust this decision. */
export function settled(
  { result, newMatter, from }: CommandOf<typeof settleAdjustment>,
  { adjustment }: Matter,
  at: Circumstances,
): readonly Ground[] {
  const other = at.matter(newMatter)
  if (other === undefined) return []
  if (newMatter !== adjustment.open?.newMatter) {
    return [ground(at, 'T51', { missing: ['newMatter'] })]
  }
  if (result === 'notDecided') {
    return unless(undecided.has(other.stage), at, 'T51', { missing: ['result'] })
  }
  const { inForce } = other.publication.published ?? {}
  // The old decision holds until the new one takes effect.
  const isTooEarly = from !== undefined && inForce !== undefined && from < inForce
  return [
    ...unless(effective.has(other.stage), at, 'T51', {
      missing: ['result'],
      whoCan: ['government-office'],
    }),
    ...unless(!isTooEarly, at, 'T51', { missing: ['from'] }),
  ]
}
