import { dateOfDay, dayNumber, instantOf, msOf, startOf, type CalendarDate } from '@juece/kernel'
import { countFrom, explain, isWorkingDay, type Pause } from '@juece/legal-clock'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { calendar } from './calendar.ts'

const first = Date.UTC(2018, 0, 1) / 86_400_000
const start = fc.integer({ min: 0, max: 3000 }).map((day) => dateOfDay(first + day))
const unit = fc.constantFrom('calendar-day' as const, 'working-day' as const)
const length = fc.integer({ min: 1, max: 30 })
const spans = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 50 * 24 }),
    hours: fc.integer({ min: 0, max: 120 }),
  }),
  { maxLength: 4 },
)
const runs = { seed: 713, numRuns: 400 }

function holds<Case>(t: Test, claim: fc.IProperty<Case>): void {
  const found = fc.check(claim, runs)
  t.notOk(found.failed, fc.defaultReportMessage(found) ?? `${found.numRuns} cases`)
}

function pausesOf(day0: CalendarDate, list: readonly { after: number; hours: number }[]): Pause[] {
  const zero = msOf(startOf(day0))
  return list.map(({ after, hours }) => ({
    from: instantOf(zero + after * 3_600_000),
    until: instantOf(zero + (after + hours) * 3_600_000),
  }))
}

function lastDay(counting: Parameters<typeof countFrom>[0]): number {
  const counted = countFrom(counting, calendar)
  if (counted.status !== 'fixed') throw new Error(counted.status)
  return dayNumber(counted.lastDay)
}

t.test('CAL-10: a pause never makes a date earlier, and its order does not matter', async (t) => {
  holds(
    t,
    fc.property(start, unit, length, spans, (day0, unit, length, list) => {
      const period = { unit, length, bound: 'floor' as const }
      const pauses = pausesOf(day0, list)
      const paused = lastDay({ start: day0, period, pauses })
      if (paused < lastDay({ start: day0, period })) return false
      return paused === lastDay({ start: day0, period, pauses: pauses.toReversed() })
    }),
  )
})

t.test('CAL-10: overlapping pauses count once', async (t) => {
  holds(
    t,
    fc.property(start, length, spans, (day0, length, list) => {
      const period = { unit: 'calendar-day' as const, length, bound: 'floor' as const }
      const pauses = pausesOf(day0, list)
      const end = lastDay({ start: day0, period, pauses })
      const stopped = new Set<number>()
      for (const { from, until = from } of pauses) {
        for (let ms = msOf(from); ms <= msOf(until); ms += 3_600_000) {
          stopped.add(Math.floor((ms + 8 * 3_600_000) / 86_400_000))
        }
      }
      const inside = [...stopped].filter((day) => day > dayNumber(day0) && day <= end).length
      return end === dayNumber(day0) + length + inside
    }),
  )
})

t.test('CAL-10: an extension is as if the period had been longer', async (t) => {
  holds(
    t,
    fc.property(start, unit, length, length, spans, (day0, unit, length, extraDays, list) => {
      const bound = 'ceiling' as const
      const pauses = pausesOf(day0, list)
      return (
        lastDay({ start: day0, period: { unit, length, bound }, pauses, extraDays }) ===
        lastDay({ start: day0, period: { unit, length: length + extraDays, bound }, pauses })
      )
    }),
  )
})

t.test('the explanation has every day once, and counts exactly what counts', async (t) => {
  holds(
    t,
    fc.property(start, unit, length, spans, (day0, unit, length, list) => {
      const pauses = pausesOf(day0, list)
      const period = { unit, length, bound: 'floor' as const }
      const counted = countFrom({ start: day0, period, pauses }, calendar)
      const days = explain(counted.workingOut)
      const numbers = days.flatMap((day) => (day.counted === null ? [] : [day.counted]))
      return (
        counted.status === 'fixed' &&
        days.every((day, at) => dayNumber(day.date) === dayNumber(day0) + at) &&
        days.at(-1)?.date === counted.lastDay &&
        numbers.length === length &&
        numbers.every((number, at) => number === at + 1) &&
        (unit === 'calendar-day' ||
          days.every((day) => day.counted === null || isWorkingDay(calendar, day.date) === true)) &&
        days.every(
          (day) =>
            (day.why !== 'weekend' && day.why !== 'holiday') ||
            isWorkingDay(calendar, day.date) === false,
        )
      )
    }),
  )
})

t.test('CAL-1: no date ever lies in a year without a table', async () => {
  const late = fc.integer({ min: 0, max: 60 }).map((back) => dateOfDay(20_818 - back))
  fc.assert(
    fc.property(late, fc.integer({ min: 1, max: 60 }), (day0, length) => {
      const period = { unit: 'working-day' as const, length, bound: 'floor' as const }
      const counted = countFrom({ start: day0, period }, calendar)
      return counted.status === 'fixed'
        ? counted.lastDay <= '2026-12-31'
        : counted.status === 'awaiting-calendar' &&
            counted.year === 2027 &&
            counted.workingOut.counted < length
    }),
  )
})

t.test('the working-out of thirty days stays under 600 bytes', async (t) => {
  let longest = 0
  for (let day = 0; day < 3200; day += 1) {
    const period = { unit: 'working-day', length: 30, bound: 'ceiling' } as const
    const { workingOut } = countFrom({ start: dateOfDay(first + day), period }, calendar)
    longest = Math.max(longest, JSON.stringify(workingOut).length)
  }
  t.ok(longest < 600, `${longest} bytes at the longest`)
})
