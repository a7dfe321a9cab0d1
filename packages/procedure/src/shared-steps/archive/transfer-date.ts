import { dateOf } from '@juece/kernel'
import { jurisdictionOf, type Circumstances } from '../../circumstances.ts'
import { plusMonths, untilDay } from '../../major-decision/execution/report-dates.ts'
import { withDeadline } from '../../matter/matter.ts'
import type { Matter, WorkedOutDate } from '../../matter/state.ts'

/** 移交期限 · 档案法实施条例第二十条: years from the closing of the dossier, by the level of the place. */
export function transferDate({ organ }: Matter, at: Circumstances): WorkedOutDate | undefined {
  // A matter that began before the row was in force has no such term.
  if (!at.rules.rule('MD-K04').inForce) return undefined
  const level = isCityOrAbove(jurisdictionOf(organ)) ? 'cityAndAbove' : 'county'
  const years = at.rules.number(`md.archive.transferYears.${level}`)
  const from = dateOf(at.time)
  return years === null ? undefined : untilDay(from, plusMonths(from, years * 12), at)
}

/** The matter with the term of its transfer. */
export function withTransferDate(matter: Matter, date: WorkedOutDate, setAt: number): Matter {
  return withDeadline(matter, 'transfer', {
    ...date,
    rule: 'MD-K04',
    bound: 'ceiling',
    setAt,
    brings: 'MarkTransferDue',
  })
}

// 行政区划代码: the last two digits of a city or a province are zeros; what begins with two zeros is an invented place.
function isCityOrAbove(jurisdiction: string): boolean {
  return /^[a-z]{2}-(?!00)\d{4}00$/.test(jurisdiction)
}
