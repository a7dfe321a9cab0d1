import type { Circumstances } from '../../../circumstances.ts'
import { anotherPerson, deviation, ground, unless } from '../../../grounds.ts'
import type { By, Deviation, Ground } from '../../../history/entry.ts'
import { workedOut } from '../../../matter/dates.ts'
import type { Matter } from '../../../matter/state.ts'
import { postsOf } from '../../../powers.ts'

/** T13: what the office has in hand, the office forwards. */
export function forwardedByTheOffice(
  { stage }: Matter,
  at: Circumstances,
  by: By,
): readonly Ground[] {
  const isOffice = 'post' in by && postsOf.GO.includes(by.post)
  return unless(stage !== 'S10' || isOffice, at, 'PW-01', {
    missing: [anotherPerson],
    whoCan: postsOf.GO,
  })
}

/** T13: the version forwarded is the version the office has checked. */
export function notWhatTheOfficeHas(
  { stage, draftingMore }: Matter,
  draft: number,
  at: Circumstances,
): readonly Ground[] {
  if (stage !== 'S10' || draftingMore.toOffice?.draft === draft) return []
  return [ground(at, 'T13', { missing: ['draft'], whoCan: ['undertaking-unit-principal'] })]
}

/** A pack's time for forwarding has passed: the draft goes on, and the lateness stays visible (U.6). */
export function forwardedLate(
  { stage, draftingMore }: Matter,
  at: Circumstances,
): readonly Deviation[] {
  const { toOffice } = draftingMore
  if (stage !== 'S10' || toOffice === undefined) return []
  if (at.rules.number('md.office.forwardWorkdays') === null) return []
  const period = at.rules.period('md.office.forwardWorkdays')
  const { ends } = workedOut({ start: toOffice.at, period }, at)
  return ends !== undefined && ends <= at.time ? [deviation(at, 'T13')] : []
}
