import { dateOf } from '@juece/kernel'
import { daysBefore } from '@juece/legal-clock'
import type { Circumstances } from '../../circumstances.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { CommandOf } from '../../specification.ts'
import type { publishParticipants } from './commands.ts'
import { reaches } from './shares.ts'
import type { HearingState } from './state.ts'

const organiser = { whoCan: ['hearing-organiser'] } as const
type Listed = CommandOf<typeof publishParticipants>['participants']

/** 名单 · What the list of participants lacks (MD-D09, SoD-15), and whether it comes in time. */
export function listGaps(
  participants: Listed,
  hearing: HearingState,
  at: Circumstances,
): readonly Ground[] {
  return [
    ...sidesUnheard(participants, hearing, at),
    ...tooFew(participants, at),
    ...civilServants(participants, at),
    ...tooLate(hearing, at),
  ]
}

// 第十六条第三款: selected openly and fairly, so that every side is heard; one side alone is no hearing.
function sidesUnheard(
  participants: Listed,
  { sides }: HearingState,
  at: Circumstances,
): readonly Ground[] {
  const heard = new Set(participants.map(({ side }) => side))
  const unheard = sides.filter((side) => !heard.has(side))
  if (unheard.length === 0 && heard.size > 1) return []
  const lack = { missing: unheard.length === 0 ? ['sides'] : unheard, ...organiser }
  return [ground(at, 'MD-D09', lack), ground(at, 'SoD-15', lack)]
}

function tooFew(participants: Listed, at: Circumstances): readonly Ground[] {
  const least = at.rules.number('md.hearing.minRepresentatives')
  const share = at.rules.ratio('md.hearing.minInterestShare')
  const interested = participants.filter(({ interest }) => interest === 'interested').length
  // Where a pack sets the share, those concerned are also more than the rest.
  const isShared =
    share === null ||
    (reaches(interested, participants.length, share) &&
      interested > participants.length - interested)
  return [
    ...unless(least === null || participants.length >= least, at, 'MD-D09', {
      missing: ['participants'],
      ...organiser,
    }),
    ...unless(isShared, at, 'MD-D09', { missing: ['interested'], ...organiser }),
  ]
}

function civilServants(participants: Listed, at: Circumstances): readonly Ground[] {
  const isBarred = at.rules.flag('md.hearing.excludeCivilServants')
  if (!isBarred || participants.every(({ civilServant }) => !civilServant)) return []
  const lack = { missing: ['participants'], ...organiser }
  return [ground(at, 'MD-D09', lack), ground(at, 'SoD-15', lack)]
}

function tooLate({ heldAt }: HearingState, at: Circumstances): readonly Ground[] {
  if (heldAt === undefined) return []
  const days = at.rules.number('md.hearing.listDays')
  const isInTime =
    days === null ? at.time < heldAt : dateOf(at.time) <= daysBefore(dateOf(heldAt), days)
  return unless(isInTime, at, 'MD-D09', { missing: ['PostponeHearing'], ...organiser })
}
