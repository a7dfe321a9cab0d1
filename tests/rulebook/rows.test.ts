import { calendarDate, type CalendarDate } from '@juece/kernel'
import { nationalLevel, resolveRules } from '@juece/rulebook'
import t from 'tap'

const counts: Readonly<Record<string, number>> = {
  'MD-A': 7, 'MD-B': 5, 'MD-C': 10, 'MD-D': 16, 'MD-E': 9, 'MD-F': 8, 'MD-G': 12, 'MD-H': 12, 'MD-I': 4, 'MD-J': 4,
  'MD-K': 6, 'MD-L': 5, 'MD-M': 5, 'MD-N': 4, 'MD-O': 8, 'SoD-': 23, 'CAL-': 12,
} // prettier-ignore
const rules = resolveRules(nationalLevel(), calendarDate('2026-01-01'))

t.test(
  'every row of the procedure, of separation of duty and of the calendar is there',
  async (t) => {
    const wanted = Object.entries(counts).flatMap(([prefix, count]) =>
      Array.from({ length: count }, (_, at) => {
        const number = prefix === 'CAL-' ? String(at + 1) : String(at + 1).padStart(2, '0')
        return `${prefix}${number}`
      }),
    )
    t.same(
      rules.ids,
      [
        ...wanted,
        'CU-01',
        'CU-02',
        'CU-03',
        'CU-04',
        'CU-05',
        'CU-06',
        'CU-07',
        'MT-05',
        'OT-02',
        'PW-01',
        'U-02',
        'U-03',
        'U-04',
      ].sort(),
    )
  },
)

t.test('U.2: fourteen questions, each with its fact, its rows and two parties', async (t) => {
  for (let at = 1; at <= 14; at += 1) {
    const code = `AF-${String(at).padStart(2, '0')}`
    const kind = rules.finding(code)
    t.ok(kind.facts.length > 0 && kind.question['zh-CN'] && kind.question.en, code)
    for (const row of kind.rows) t.ok(rules.ids.includes(row), `${code} opens ${row}`)
    t.notSame(kind.proposes, kind.decides, `${code}: proposer and decider differ`)
  }
  t.equal(
    rules.finding('AF-10').alone?.['urgentToSuspend'],
    'HEAD',
    'suspension is the head’s alone',
  )
  t.throws(() => rules.finding('AF-15'), /no finding AF-15 in the rulebook/)
})

t.test('each conditional row that a finding opens names that finding’s fact', async (t) => {
  const facts = new Set(
    Array.from({ length: 14 }, (_, at) =>
      rules.finding(`AF-${String(at + 1).padStart(2, '0')}`),
    ).flatMap((kind) => kind.facts),
  )
  const hanging = [
    'MD-D03',
    'MD-D07',
    'MD-D16',
    'MD-E01',
    'MD-F01',
    'MD-C06',
    'MD-H12',
    'MD-I02',
    'MD-J02',
  ]
  for (const id of hanging) t.ok(facts.has(rules.rule(id).when ?? ''), id)
})

function quarters(): CalendarDate[] {
  const days: CalendarDate[] = []
  for (let year = 2019; year <= 2026; year += 1) {
    for (const month of ['01', '04', '07', '10']) {
      const day = `${year}-${month}-01`
      if (day >= '2019-10-01') days.push(calendarDate(day))
    }
  }
  return days
}

t.test('on the first day of each quarter everything resolves', async (t) => {
  t.equal(quarters().length, 29)
  for (const day of quarters()) {
    const then = resolveRules(nationalLevel(), day)
    const unresolved = then.ids.filter((id) => {
      const rule = then.rule(id)
      return (
        rule.says.en === '' ||
        (rule.inForce && rule.instrument === 'R713' && rule.cites.length === 0)
      )
    })
    t.same(unresolved, [], `rows on ${day}`)
    for (const key of then.keys) {
      const young = /^(md\.archive\.transferYears|cal\.(units\.APL|rollover\.REC))/.test(key)
      if (young) continue
      t.doesNotThrow(() => then.parameter(key), `${key} on ${day}`)
    }
  }
})

t.test(
  'a row younger than the day neither gates nor cites; older law stays silent about it',
  async (t) => {
    const before = resolveRules(nationalLevel(), calendarDate('2024-02-29'))
    t.equal(before.rule('MD-K05').inForce, false)
    t.equal(before.gates('MD-K05'), false)
    t.throws(
      () => before.number('md.archive.transferYears.county'),
      /md.archive.transferYears.county has no value in force on 2024-02-29/,
    )
    const after = resolveRules(nationalLevel(), calendarDate('2024-03-01'))
    t.equal(after.gates('MD-K05'), true)
    t.equal(after.number('md.archive.transferYears.county'), 10)
    t.same(
      resolveRules(nationalLevel(), calendarDate('2024-07-31')).cites('MD-C06'),
      [{ instrument: 'R713', article: 29, item: 1 }],
      'the fair-competition regulation is not cited before it was in force',
    )
    t.equal(resolveRules(nationalLevel(), calendarDate('2024-08-01')).cites('MD-C06').length, 8)
  },
)

t.test('before the regulation there is no procedure', async (t) => {
  t.doesNotThrow(() => resolveRules(nationalLevel(), calendarDate('2019-09-01')))
  t.throws(
    () => resolveRules(nationalLevel(), calendarDate('2019-08-31')),
    /no procedure on 2019-08-31: R713 is not in force/,
  )
  t.throws(() => resolveRules([], calendarDate('2024-01-01')), /no level of the rulebook was given/)
})
