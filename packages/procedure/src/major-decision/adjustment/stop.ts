import type { Circumstances } from '../../circumstances.ts'
import { ground } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import { opinionOf } from '../../shared-steps/legality-review/rounds.ts'

/**
 * 第三十七条: a stop rests on the decision of a meeting after a legality review, taken while the decision was
 * carried out: that of another matter, or, named by its entry, of this one.
 */
export function stopDecided(
  decidedIn: string | number | undefined,
  matter: Matter,
  at: Circumstances,
): readonly Ground[] {
  const other = typeof decidedIn === 'string' ? at.matter(decidedIn) : matter
  const isNamed = typeof decidedIn === 'string' || decidedIn === decisionEntry(matter)
  const missing = [
    ...(decidedIn === undefined || !isNamed || other === undefined ? ['decidedIn'] : []),
    ...(other !== undefined && isReviewed(other) ? [] : ['IssueLegalityOpinion']),
    ...(other !== undefined && isDecidedSince(other, matter) ? [] : ['CloseDeliberation']),
  ]
  if (missing.length === 0) return []
  return ['MD-M01', 'T42'].map((rule) =>
    ground(at, rule, { missing, whoCan: ['legality-head', 'head'] }),
  )
}

function decisionEntry({ meeting }: Matter): number | undefined {
  return meeting.decision?.position
}

function isReviewed(other: Matter): boolean {
  const outcome = opinionOf(other)?.outcome
  return outcome !== undefined && outcome !== 'unlawful'
}

// A decision about something else's adjustment, of another organ, or older than the execution does not stop it.
function isDecidedSince(other: Matter, matter: Matter): boolean {
  const { decision, closed, editsOpen } = other.meeting
  const { adjusts } = other.adjustment
  const { startedAt } = matter.execution
  return (
    decision?.decision === 'agreed' &&
    closed &&
    !editsOpen &&
    other.stage !== 'S20' &&
    other.organ === matter.organ &&
    (adjusts === undefined || adjusts === matter.stream) &&
    startedAt !== undefined &&
    decision.takenAt > startedAt
  )
}
