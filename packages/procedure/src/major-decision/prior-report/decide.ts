import { dateOf, type CalendarDate } from '@juece/kernel'
import type { Circumstances } from '../../circumstances.ts'
import { define, type Definition } from '../../definition.ts'
import { anotherPerson, unless } from '../../grounds.ts'
import type { By, Ground } from '../../history/entry.ts'
import { isFilled } from '../../texts.ts'
import { openPriorReport, recordReply } from './commands.ts'
import { reportRows } from './gates.ts'
import type { ReportAddressee } from './state.ts'

/** 请示报告: how its commands are decided (713: 第八条、第三十一条). */
export const definitions: readonly Definition[] = [
  define(openPriorReport, {
    stages: ['S18', 'S21'],
    outOfOrder: ['T33'],
    checks: ({ sent }, _matter, at) => isPast(sent, 'sent', at),
  }),
  define(recordReply, {
    stages: ['S21'],
    outOfOrder: ['T33'],
    checks: ({ from, number, date, received }, { priorReport }, at, by) => [
      ...forItself(from, at, by),
      ...unless(priorReport.sentTo.includes(from), at, reportRows[from].rule, {
        missing: ['OpenPriorReport'],
        whoCan: ['government-office'],
      }),
      ...unless(isFilled(number), at, reportRows[from].rule, { missing: ['number'] }),
      ...isPast(date, 'date', at),
      ...(received === undefined ? [] : isPast(received, 'received', at)),
    ],
  }),
]

// CAL-11: no act rests on a paper of a later date.
function isPast(date: CalendarDate, field: string, at: Circumstances): readonly Ground[] {
  return unless(date <= dateOf(at.time), at, 'CAL-11', { missing: [field] })
}

// The office enters any reply; the committee and the congress enter their own.
function forItself(from: ReportAddressee, at: Circumstances, by: By): readonly Ground[] {
  const { post } = reportRows[from]
  const isOther =
    'official' in by &&
    ['party-committee', 'peoples-congress'].includes(by.post) &&
    by.post !== post
  return unless(!isOther, at, 'PW-01', {
    missing: [anotherPerson],
    whoCan: ['government-office', post],
  })
}
