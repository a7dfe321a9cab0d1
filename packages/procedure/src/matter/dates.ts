import { countFrom, type Counted, type Counting } from '@juece/legal-clock'
import type { Circumstances } from '../circumstances.ts'
import type { WorkedOutDate } from './state.ts'

/** Counts a period with the calendar in force and writes down how (CAL-1 to CAL-10). */
export function workedOut(counting: Counting, at: Circumstances): WorkedOutDate {
  return dateFrom(countFrom(counting, at.calendar))
}

function dateFrom(counted: Counted): WorkedOutDate {
  const { workingOut } = counted
  switch (counted.status) {
    case 'fixed':
      return { ends: counted.ends, lastDay: counted.lastDay, workingOut }
    case 'standing-still':
      return { standsStill: true, workingOut }
    case 'awaiting-calendar':
      return { awaitsYear: counted.year, workingOut }
  }
}
