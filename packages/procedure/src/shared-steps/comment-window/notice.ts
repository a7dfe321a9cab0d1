import { instantOf, msOf, type CalendarDate, type Instant } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import type { Worked } from '../../definition.ts'
import { deviation, ground, unless } from '../../grounds.ts'
import type { Ground } from '../../history/entry.ts'
import type { Matter } from '../../matter/state.ts'
import type { CommandOf } from '../../specification.ts'
import { isFilled, isListed } from '../../texts.ts'
import type { enterNotice, enterPublicationLog, publishCommentNotice } from './commands.ts'
import { countedWindow, currentRound, floorWindow, isShort } from './window.ts'

const unit = ['undertaking-unit-handler'] as const
/** What stays shut after a notice that broke a row. */
const keptShut = ['CloseSteps'] as const

interface Notice {
  readonly draft?: number
  readonly explanation?: unknown
  readonly ways?: readonly string[]
  readonly days?: number
  readonly closes?: CalendarDate | Instant
}

// 第十五条第一款: the draft and its explanation, how to comment, and until when.
function gapsOf(notice: Notice): readonly string[] {
  const { draft, explanation, ways, days, closes } = notice
  return [
    ...(draft === undefined ? ['draft'] : []),
    ...(explanation === undefined ? ['explanation'] : []),
    ...(isListed(ways) ? [] : ['ways']),
    ...(days === undefined && closes === undefined ? ['closes'] : []),
  ]
}

/** MD-D04 · What the notice does not carry. */
export function incomplete(notice: Notice, at: Circumstances): readonly Ground[] {
  const missing = gapsOf(notice)
  return unless(missing.length === 0, at, 'MD-D04', { missing, whoCan: unit })
}

/** MD-D05 · 第十五条第一款: below the floor only with reasons that stand in the notice itself. */
export function tooShort(
  notice: CommandOf<typeof publishCommentNotice>,
  at: Circumstances,
): readonly Ground[] {
  const { days, closes, shorteningReasons } = notice
  if (days === undefined && closes === undefined) return []
  const counted = countedWindow(at.time, notice, at)
  if (counted === undefined) return [ground(at, 'MD-D05', { missing: ['closes'], whoCan: unit })]
  if (!isShort(counted)) return []
  if (!isFilled(shorteningReasons)) {
    return [ground(at, 'MD-D05', { missing: ['shorteningReasons'], whoCan: unit })]
  }
  const least = at.rules.number('md.comment.urgentMinDays')
  const shortest = least === null ? undefined : countedWindow(at.time, { days: least }, at)
  return unless(
    shortest === undefined || shortest.deadline.ends <= counted.deadline.ends,
    at,
    'MD-D05',
    { missing: ['closes'], whoCan: unit },
  )
}

/** It is out already: a truthful record is taken, and what it lacks keeps the steps open (U.6). */
export function enteredNotice(command: CommandOf<typeof enterNotice>, at: Circumstances): Worked {
  const lacks = gapsOf(command)
  const stated = countedWindow(at.time, command, at)
  const deviates = stated !== undefined && isShort(stated) && !isFilled(command.shorteningReasons)
  const counted = stated === undefined || deviates ? floorWindow(at.time, at) : stated
  return {
    event: { ...counted, lacks, deviates },
    deviations: [
      ...(lacks.length > 0 ? [deviation(at, 'MD-D04', keptShut)] : []),
      ...(deviates ? [deviation(at, 'MD-D05', keptShut)] : []),
    ],
  }
}

/** MD-D05 · Days on which the notice could not be reached do not count towards the floor. */
export function withoutUnreachableDays(
  matter: Matter,
  unreachable: CommandOf<typeof enterPublicationLog>['unreachable'],
  at: Circumstances,
): Worked {
  const round = currentRound(matter)
  if (round === undefined || isFilled(round.shorteningReasons)) return {}
  // 24:00 is the end of the day before: on the day that begins then the notice could be reached.
  const gaps = [...round.unreachable, ...unreachable].map(({ from, until }) =>
    until === undefined ? { from } : { from, until: instantOf(msOf(until) - 1) },
  )
  const counted = floorWindow(round.publishedAt, at, gaps)
  if (counted.deadline.ends <= round.ends) return { event: { floor: counted.floor } }
  return { event: { ...counted }, deviations: [deviation(at, 'MD-D05', keptShut)] }
}
