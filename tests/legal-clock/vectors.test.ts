import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { countFrom } from '@juece/legal-clock'
import t from 'tap'
import { calendar } from './calendar.ts'
import { countingOf, vectorsIn } from './vectors.ts'

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
  t.ok(vectors.length >= 60, `${vectors.length} dates`)
  t.equal(new Set(vectors.map(({ start }) => start.slice(0, 4))).size, 9, 'each year from 2018')
  for (const vector of vectors) {
    t.match(
      countFrom(countingOf(vector), calendar),
      { status: 'fixed', lastDay: vector.lastDay, ends: vector.ends },
      `${vector.length} ${vector.unit} from ${vector.start}`,
    )
  }
})

const program = fileURLToPath(new URL('./independent-dates.py', import.meta.url))
const python = spawnSync('python3', [program, '--check'], { encoding: 'utf8' })
t.test('the published dates are what that program finds today', async (t) => {
  if (python.error !== undefined) return t.comment('not run: no python3 here')
  t.equal(python.status, 0, python.stdout.trim())
})
