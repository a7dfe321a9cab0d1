import type { CalendarDate } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import type { WorkedOutDate } from '../../matter/state.ts'
import { plusMonths, untilDay } from '../execution/report-dates.ts'

/** 满一年: the day on which a pack that names this trigger has an evaluation proposed (MD-N01). */
export function proposalDate(from: CalendarDate, at: Circumstances): WorkedOutDate | undefined {
  const isNamed =
    at.rules.set('md.eval.triggers').includes('yearPassed') ||
    at.rules.set('md.eval.mandatory').includes('yearPassed')
  return isNamed ? untilDay(from, plusMonths(from, 12), at) : undefined
}
