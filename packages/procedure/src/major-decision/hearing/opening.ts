import { dateOf } from '@juece/kernel'
import { daysBefore } from '@juece/legal-clock'
import type { CalendarDate, Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import type { Gate } from '../../definition.ts'
import { ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { CommandOf } from '../../specification.ts'
import type { openHearing } from './commands.ts'
import { reaches } from './shares.ts'
import type { HearingState, HearingStatus } from './state.ts'

const organiser = { whoCan: ['hearing-organiser'] } as const

/** The hearing stands where the act follows; else the rows that ask for what comes first. */
export function stands(among: readonly HearingStatus[], rule: string, first: string): Gate {
  return ({ hearing }, at) => {
    if (among.includes(hearing.status)) return []
    return hearing.status === 'none' || hearing.status === 'cancelled'
      ? [ground(at, 'MD-D08', { missing: ['PublishHearingNotice'], ...organiser })]
      : [ground(at, rule, { missing: [first], ...organiser })]
  }
}

/** 送达期限 · CAL-8: the last day on which papers can be served for a hearing on this day. */
export function lastDayToServe(heldOn: CalendarDate, at: Circumstances): CalendarDate {
  const { length } = at.rules.period('md.hearing.materialsDays')
  const counting = at.rules.word('md.hearing.materialsCount')
  return daysBefore(heldOn, length, counting === 'clear-days' ? 'clear-days' : 'date-difference')
}

/** 公告在先 · MD-D08: before the hearing, and where a pack sets days, so many days before. */
export function isAnnouncedInTime(heldAt: Instant, at: Circumstances): boolean {
  const days = at.rules.number('md.hearing.noticeDays')
  return at.time < heldAt && (days === null || dateOf(at.time) <= daysBefore(dateOf(heldAt), days))
}

/** MD-D08 to MD-D10: announced, the list out, everybody on it served in time. After a suspension it goes on. */
export const readyToOpen: Gate = ({ hearing }, at) => {
  if (hearing.status !== 'noticed') return []
  return [...atItsTime(hearing, at), ...listPublished(hearing, at), ...everybodyServed(hearing, at)]
}

function atItsTime({ heldAt }: HearingState, at: Circumstances): readonly Ground[] {
  if (heldAt === undefined || dateOf(heldAt) < dateOf(at.time)) {
    return [ground(at, 'MD-D08', { missing: ['PostponeHearing'], ...organiser })]
  }
  return unless(heldAt <= at.time, at, 'MD-D08', { until: heldAt })
}

function listPublished({ participants }: HearingState, at: Circumstances): readonly Ground[] {
  return unless(participants.length > 0, at, 'MD-D09', {
    missing: ['PublishParticipants'],
    ...organiser,
  })
}

function everybodyServed(
  { participants, served }: HearingState,
  at: Circumstances,
): readonly Ground[] {
  const lastDay = lastDayToServe(dateOf(at.time), at)
  const inTime = new Set(
    served.filter(({ on }) => on <= lastDay).map(({ participant }) => participant),
  )
  // Without a list the receipts speak for themselves: none may be late.
  const expected =
    participants.length > 0
      ? participants.map(({ id }) => id)
      : served.map(({ participant }) => participant)
  const isServed = expected.length > 0 && expected.every((id) => inTime.has(id))
  return unless(isServed, at, 'MD-D10', { missing: ['ServeHearingMaterials'], ...organiser })
}

/** MD-D11, MD-D12: in public unless something secret is heard, and with enough of those on the list. */
export function openingGaps(
  { present, open, closedGround }: CommandOf<typeof openHearing>,
  { participants }: HearingState,
  at: Circumstances,
): readonly Ground[] {
  const share = at.rules.ratio('md.hearing.minAttendance')
  const listed = new Set(present).size
  return [
    ...unless(open || closedGround !== undefined, at, 'MD-D11', { missing: ['closedGround'] }),
    ...unless(share === null || reaches(listed, participants.length, share), at, 'MD-D12', {
      missing: ['present'],
      ...organiser,
    }),
  ]
}
