import { dateOfDay, dayNumber, calendarDate, weekday } from '@juece/kernel'
import { isWorkingDay } from '@juece/legal-clock'
import { calendarFiles, calendarOf } from '@juece/rulebook'
import chineseDays from 'chinese-days'
import t from 'tap'

t.test('each table holds only weekdays off and weekend days worked, in order', async (t) => {
  for (const { year, holidays, makeUpDays } of calendarFiles) {
    t.ok(
      holidays.every((day) => weekday(day) <= 5),
      `${year}: holidays are Mondays to Fridays`,
    )
    t.ok(
      makeUpDays.every((day) => weekday(day) >= 6),
      `${year}: make-up days are weekend days`,
    )
    t.same(holidays, [...new Set(holidays)].sort(), `${year}: in order, once`)
    t.same(makeUpDays, [...new Set(makeUpDays)].sort(), `${year}: in order, once`)
  }
})

t.test(
  'CAL-1: the tables of 2018 to 2026 agree day by day with a library we did not write',
  async (t) => {
    const calendar = calendarOf(calendarFiles)
    const disagreements: string[] = []
    const last = dayNumber(calendarDate('2026-12-31'))
    for (let day = dayNumber(calendarDate('2018-01-01')); day <= last; day += 1) {
      const date = dateOfDay(day)
      if (isWorkingDay(calendar, date) !== chineseDays.isWorkday(date)) disagreements.push(date)
    }
    t.same(disagreements, [], 'no day is a working day in one and not in the other')
  },
)

t.test('no table is shown as compared with its notice before somebody has signed', async (t) => {
  for (const file of calendarFiles) {
    t.match(file, { certainty: 'own', verified_on: null, verified_by: null }, String(file.year))
    t.ok(file.notices.length > 0, `${file.year} names its notice`)
  }
})
