import { calendarDate, endOf, instant } from '@juece/kernel'
import {
  countFrom,
  daysBefore,
  explain,
  isWorkingDay,
  workingDaysBetween,
} from '@juece/legal-clock'
import t from 'tap'
import { calendar } from './calendar.ts'

const seven = { unit: 'working-day', length: 7, bound: 'floor' } as const
const thirty = { unit: 'calendar-day', length: 30, bound: 'floor' } as const

t.test('CAL-1: a working day is one of its year’s table, never of the weekday alone', async (t) => {
  t.equal(isWorkingDay(calendar, calendarDate('2023-04-23')), true, 'a Sunday worked')
  t.equal(isWorkingDay(calendar, calendarDate('2023-09-29')), false, 'a Friday off')
  t.equal(isWorkingDay(calendar, calendarDate('2023-09-28')), true, 'a Thursday')
  t.equal(isWorkingDay(calendar, calendarDate('2023-09-30')), false, 'a Saturday')
  t.equal(isWorkingDay(calendar, calendarDate('2027-01-04')), 'awaiting-calendar', 'no table')
})

t.test('CAL-1: a period that reaches into a year without a table has no date yet', async (t) => {
  const counted = countFrom({ start: calendarDate('2026-12-28'), period: seven }, calendar)
  t.match(counted, {
    status: 'awaiting-calendar',
    year: 2027,
    workingOut: { counted: 3, awaitingYear: 2027 },
  })
  t.notOk(counted.workingOut.lastDay, 'and nobody guesses one')
  const inTime = countFrom({ start: calendarDate('2026-12-22'), period: seven }, calendar)
  t.match(inTime, { status: 'fixed', lastDay: '2026-12-31' }, 'one that ends on 31 December has')
  t.match(
    countFrom({ start: calendarDate('2026-12-28'), period: thirty }, calendar),
    { status: 'fixed', lastDay: '2027-01-27' },
    'CAL-2: calendar days ask no table',
  )
})

t.test('CAL-4: the day of the event is not counted, whatever the hour', async (t) => {
  for (const time of ['00:00', '09:30', '23:59']) {
    const start = instant(`2023-06-01T${time}:00+08:00`)
    t.match(countFrom({ start, period: thirty }, calendar), { lastDay: '2023-07-01' }, time)
  }
  t.match(
    countFrom({ start: instant('2023-05-31T16:30:00Z'), period: thirty }, calendar),
    { lastDay: '2023-07-01' },
    'half past midnight in Shanghai is the day there',
  )
})

t.test('CAL-8: a period ends at 24:00 of its last day', async (t) => {
  const counted = countFrom({ start: calendarDate('2023-04-20'), period: seven }, calendar)
  if (counted.status !== 'fixed') return t.fail(counted.status)
  t.equal(counted.ends, instant('2023-04-29T00:00:00+08:00'), 'lawful from here on')
  t.equal(counted.ends, endOf(counted.lastDay))
  t.ok(instant('2023-04-28T23:59:59.999+08:00') < counted.ends, 'the last moment still counts')
})

t.test('CAL-8: n days before an event is the date less n', async (t) => {
  const hearing = calendarDate('2023-05-20')
  t.equal(daysBefore(hearing, 7), '2023-05-13')
  t.equal(daysBefore(hearing, 7, 'clear-days'), '2023-05-12', 'or n clear days, where a pack asks')
})

t.test('CAL-9: a holiday at the end moves nothing', async (t) => {
  const start = calendarDate('2023-09-01')
  const period = { unit: 'calendar-day', length: 30, bound: 'ceiling' } as const
  t.match(countFrom({ start, period }, calendar), { lastDay: '2023-10-01' })
})

t.test('CAL-10: while the clock stands still there is no date', async (t) => {
  const counting = { start: calendarDate('2023-07-03'), period: seven }
  const stopped = [{ from: instant('2023-07-10T10:00:00+08:00') }]
  t.match(countFrom({ ...counting, pauses: stopped }, calendar), {
    status: 'standing-still',
    workingOut: { counted: 4, stoppedSince: '2023-07-10' },
  })
  const late = [{ from: instant('2023-07-13T00:00:00+08:00') }]
  t.match(
    countFrom({ ...counting, pauses: late }, calendar),
    { status: 'fixed', lastDay: '2023-07-12' },
    'a stop after the last day changes nothing any more',
  )
  t.match(
    countFrom({ ...counting, pauses: [{ from: instant('2023-07-12T23:59:00+08:00') }] }, calendar),
    { status: 'standing-still', workingOut: { counted: 6 } },
    'one in the last minute of the last day does: the clock did not run through it',
  )
  t.throws(
    () =>
      countFrom(
        {
          ...counting,
          pauses: [{ from: instant('2023-07-12T10:00Z'), until: instant('2023-07-11T10:00Z') }],
        },
        calendar,
      ),
    /a pause ends before it begins/,
  )
})

t.test(
  'CAL-10: the day of the restart does not count, even when it restarts at midnight',
  async (t) => {
    const fifteen = { unit: 'working-day', length: 15, bound: 'ceiling' } as const
    const from = instant('2023-07-10T00:00:00+08:00')
    for (const [until, lastDay] of [
      ['2023-07-12T23:59:59.999+08:00', '2023-07-27'],
      ['2023-07-13T00:00:00+08:00', '2023-07-28'],
      ['2023-07-13T09:00:00+08:00', '2023-07-28'],
      ['2023-07-13T23:59:59.999+08:00', '2023-07-28'],
      ['2023-07-14T00:00:00+08:00', '2023-07-31'],
    ] as const) {
      const pauses = [{ from, until: instant(until) }]
      const counting = { start: calendarDate('2023-07-03'), period: fifteen, pauses }
      t.match(countFrom(counting, calendar), { lastDay }, until)
    }
    const inOneMoment = [{ from, until: from }]
    t.match(
      countFrom(
        { start: calendarDate('2023-07-03'), period: seven, pauses: inOneMoment },
        calendar,
      ),
      {
        lastDay: '2023-07-13',
        workingOut: { skipped: [{}, { from: '2023-07-10', to: '2023-07-10' }] },
      },
      'a stop and its restart on one stroke keep one day from counting',
    )
  },
)

t.test(
  'CAL-10: a stop that keeps three working days from counting moves the date by three',
  async (t) => {
    const counting = { start: calendarDate('2023-07-03'), period: seven }
    const once = {
      from: instant('2023-07-05T10:00+08:00'),
      until: instant('2023-07-07T10:00+08:00'),
    }
    const within = {
      from: instant('2023-07-06T10:00+08:00'),
      until: instant('2023-07-06T11:00+08:00'),
    }
    t.match(countFrom(counting, calendar), { lastDay: '2023-07-12' })
    for (const pauses of [[once], [once, within], [within, once]])
      t.match(countFrom({ ...counting, pauses }, calendar), { lastDay: '2023-07-17' })
  },
)

t.test('CAL-10: an extension adds its days', async (t) => {
  const counting = { start: calendarDate('2023-07-03'), period: seven, extraDays: 3 }
  t.match(countFrom(counting, calendar), {
    lastDay: '2023-07-17',
    workingOut: { length: 7, extraDays: 3, counted: 10 },
  })
  t.throws(() => countFrom({ ...counting, extraDays: -1 }, calendar), /not a number of days: -1/)
  t.throws(() => countFrom({ ...counting, extraDays: 1.5 }, calendar), /not a number of days: 1.5/)
})

t.test('every date explains itself day by day', async (t) => {
  const { workingOut } = countFrom({ start: calendarDate('2023-09-27'), period: seven }, calendar)
  t.same(
    explain(workingOut).map(({ date, counted, why }) => `${date} ${counted ?? '-'} ${why}`),
    [
      '2023-09-27 - day-0',
      '2023-09-28 1 working-day',
      '2023-09-29 - holiday',
      '2023-09-30 - weekend',
      '2023-10-01 - weekend',
      '2023-10-02 - holiday',
      '2023-10-03 - holiday',
      '2023-10-04 - holiday',
      '2023-10-05 - holiday',
      '2023-10-06 - holiday',
      '2023-10-07 2 make-up-day',
      '2023-10-08 3 make-up-day',
      '2023-10-09 4 working-day',
      '2023-10-10 5 working-day',
      '2023-10-11 6 working-day',
      '2023-10-12 7 working-day',
    ],
  )
  t.same(workingOut.skipped, [{ from: '2023-09-29', to: '2023-10-06', why: 'holiday' }])
})

t.test('a corrected table is shown beside the finished date and does not move it', async (t) => {
  const { workingOut } = countFrom({ start: calendarDate('2023-04-20'), period: seven }, calendar)
  const year = calendar.years['2023']
  if (year === undefined) return t.fail('no table of 2023')
  const corrected = { years: { ...calendar.years, '2023': { ...year, daysWorked: [] } } }
  const changed = explain(workingOut, corrected).filter(({ tableChanged }) => tableChanged)
  t.match(changed, [{ date: '2023-04-23', counted: 2, why: 'make-up-day' }])
  t.equal(explain(workingOut, calendar).filter((day) => day.tableChanged).length, 0)
  t.equal(explain(workingOut, corrected).at(-1)?.date, '2023-04-28', 'the date stays')
})

t.test('days left are working days after today', async (t) => {
  const [from, to] = [calendarDate('2023-09-28'), calendarDate('2023-10-12')]
  t.equal(workingDaysBetween(from, to, calendar), 6)
  t.equal(workingDaysBetween(to, to, calendar), 0)
  t.equal(
    workingDaysBetween(from, calendarDate('2027-01-02'), calendar),
    'awaiting-calendar',
    'nobody guesses',
  )
})
