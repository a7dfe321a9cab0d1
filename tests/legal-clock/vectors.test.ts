import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { countFrom, type Calendar } from '@juece/legal-clock'
import t from 'tap'
import { calendar } from './calendar.ts'
import { correctionsIn, countingOf, lateNoticesIn, vectorsIn } from './vectors.ts'

t.test('CAL-1 to CAL-10: the worked examples come out to the day and the instant', async (t) => {
  for (const vector of vectorsIn('worked-examples.json')) {
    const counted = countFrom(countingOf(vector), calendar)
    t.match(
      counted,
      { status: 'fixed', lastDay: vector.lastDay, ends: vector.ends },
      vector.says ?? '',
    )
    t.same(counted.workingOut.madeUp, vector.madeUp, `${vector.says}: make-up days`)
  }
})

t.test('dates over nine years that another program worked out another way', async (t) => {
  const vectors = vectorsIn('independent-dates.json')
  t.ok(vectors.length >= 200, `${vectors.length} dates`)
  t.equal(new Set(vectors.map(({ start }) => start.slice(0, 4))).size, 9, 'each year from 2018')
  for (const vector of vectors) {
    t.match(
      countFrom(countingOf(vector), calendar),
      { status: 'fixed', lastDay: vector.lastDay, ends: vector.ends },
      `${vector.length} ${vector.unit} from ${vector.start}`,
    )
  }
})

t.test(
  'CAL-1: a date asked for before the year’s notice is out waits for it, and comes out when it is',
  async (t) => {
    const vectors = lateNoticesIn('late-notices.json')
    t.ok(
      vectors.some(({ before }) => 'awaits' in before) &&
        vectors.some(({ before }) => 'lastDay' in before),
      'some wait, some do not need it',
    )
    for (const { knownThrough, before, after, ...asked } of vectors) {
      const known: Calendar = {
        years: Object.fromEntries(
          Object.entries(calendar.years).filter(([year]) => Number(year) <= knownThrough),
        ),
      }
      const counting = countingOf(asked)
      t.match(
        countFrom(counting, known),
        'awaits' in before
          ? {
              status: 'awaiting-calendar',
              year: before.awaits,
              workingOut: { counted: before.counted, awaitingYear: before.awaits },
            }
          : { status: 'fixed', lastDay: before.lastDay },
        `${asked.length} from ${asked.start}, tables to ${knownThrough}`,
      )
      t.match(countFrom(counting, calendar), { status: 'fixed', lastDay: after.lastDay })
    }
  },
)

t.test('CAL-1: a table corrected in between gives the new date, beside the old one', async (t) => {
  const vectors = correctionsIn('corrected-tables.json')
  let moved = 0
  for (const { noLongerWorked, before, after, ...asked } of vectors) {
    const year = calendar.years[noLongerWorked.slice(0, 4)]
    if (year === undefined) return t.fail(noLongerWorked)
    const daysWorked = year.daysWorked.filter((day) => day !== noLongerWorked)
    t.equal(daysWorked.length, year.daysWorked.length - 1, `${noLongerWorked} was worked`)
    const corrected = { years: { ...calendar.years, [year.year]: { ...year, daysWorked } } }
    t.match(countFrom(countingOf(asked), calendar), { lastDay: before.lastDay })
    t.match(countFrom(countingOf(asked), corrected), { lastDay: after.lastDay })
    if (before.lastDay !== after.lastDay) moved += 1
  }
  t.ok(moved > 40, `${moved} of ${vectors.length} dates move`)
})

const program = fileURLToPath(new URL('./independent-dates.py', import.meta.url))
const python = spawnSync('python3', [program, '--check'], { encoding: 'utf8' })
t.test('the published dates are what that program finds today', async (t) => {
  if (python.error !== undefined) return t.comment('not run: no python3 here')
  t.equal(python.status, 0, python.stdout.trim())
})
