import t from 'tap'
import type { Answer } from '../../infra/dev/scenario/client.ts'
import {
  answerDifferences,
  deadlineInstant,
  deviationDifferences,
  isCite,
} from '../../infra/dev/scenario/expectation.ts'
import { exitOf, type ScenarioReport } from '../../infra/dev/scenario/report.ts'

const place = { location: '', position: 7, digest: '', stream: 'matter/x', sequence: 3 }
const cite = { instrument: 'R713', article: 26, paragraph: 2 }
const ground = { rule: 'MD-G05', cites: [cite], missing: [], whoCan: [] }
const refused: Answer = { kind: 'refused', status: 409, ...place, grounds: [ground] }
const forbidden: Answer = { ...refused, status: 403 }
const deviation = { rule: 'MD-D05', cites: [], shuts: [] }
const recorded: Answer = {
  kind: 'recorded',
  status: 201,
  ...place,
  outcome: { kind: 'recorded', events: [] },
  deviations: [],
}
const flagged: Answer = { ...recorded, deviations: [deviation] }
const invalid: Answer = { kind: 'other', status: 400, says: 'version: missing' }
const notSignedIn: Answer = { kind: 'other', status: 401, says: '' }
const act = { type: 'OpenDeliberation' }

t.test('each word of `expect` fits its answers and no other', async (t) => {
  const answers = { recorded, flagged, refused, forbidden, invalid, notSignedIn }
  const fitting: Readonly<Record<string, readonly string[]>> = {
    recorded: ['recorded', 'flagged'],
    flagged: ['flagged'],
    refused: ['refused', 'forbidden'],
    forbidden: ['forbidden'],
    invalid: ['invalid'],
    any: ['recorded', 'flagged', 'refused', 'forbidden'],
  }
  for (const [expect, fit] of Object.entries(fitting)) {
    for (const [name, answer] of Object.entries(answers)) {
      const held = answerDifferences({ act, expect: expect as 'any' }, answer).length === 0
      t.equal(held, fit.includes(name), `${expect}: ${name}`)
    }
  }
})

t.test('all grounds named must be there, more do no harm; citations too', async (t) => {
  const step = { act, expect: 'refused' } as const
  t.strictSame(
    answerDifferences({ ...step, grounds: ['MD-G05'], cites: ['R713 26(2)'] }, refused),
    [],
  )
  t.match(answerDifferences({ ...step, grounds: ['MD-G05', 'MD-G02'] }, refused), [
    /MD-G02（有 MD-G05）/,
  ])
  t.match(answerDifferences({ ...step, cites: ['R713 26(1)'] }, refused), [
    /R713 26\(1\)（有 R713 26\(2\)）/,
  ])
})

t.test('what came instead is said in full', async (t) => {
  t.match(answerDifferences({ act }, refused), [/预期 recorded，实际 refused \(#7: MD-G05\)/])
  t.match(answerDifferences({ act, expect: 'refused' }, recorded), [
    /预期 refused，实际 recorded \(#7\)/,
  ])
  t.match(answerDifferences({ act }, invalid), [/400 version: missing/])
})

t.test('citations are written as in the law: paragraph in figures, item in Chinese', async (t) => {
  t.ok(isCite('R713 26(2)', cite))
  t.ok(isCite('R713 26', cite), 'the article alone')
  t.notOk(isCite('R713 26(1)', cite))
  t.notOk(isCite('OGI 26(2)', cite))
  t.ok(isCite('R713 10(二)', { instrument: 'R713', article: 10, item: 2 }))
  t.notOk(isCite('R713 10(一)', { instrument: 'R713', article: 10, item: 2 }))
})

t.test('the whole list of deviations: none missing, none more', async (t) => {
  const none = new Set<string>()
  t.strictSame(deviationDifferences(['MD-D05'], [deviation], none), [])
  t.match(deviationDifferences([], [deviation], none), [/多出偏离 MD-D05/])
  t.match(deviationDifferences(['MD-D05', 'MD-H04'], [deviation], none), [/缺少偏离 MD-H04/])
  t.strictSame(
    deviationDifferences(['MD-J01'], [], new Set(['MD-J01'])),
    [],
    'what only the engine brings',
  )
})

t.test('a date as a deadline means its 24:00', async (t) => {
  t.equal(deadlineInstant('2025-03-12'), '2025-03-12T16:00:00.000Z')
  t.equal(deadlineInstant('2025-03-12T09:00'), '2025-03-12T01:00:00.000Z')
})

t.test('0 all held, 1 something missed, 2 a file is wrong', async (t) => {
  const report = (failures: readonly string[], isMisuse = false) =>
    ({ failures, isMisuse }) as unknown as ScenarioReport
  t.equal(exitOf([report([]), report([])]), 0)
  t.equal(exitOf([report([]), report(['x'])]), 1)
  t.equal(exitOf([report(['x']), report(['y'], true)]), 2)
})
