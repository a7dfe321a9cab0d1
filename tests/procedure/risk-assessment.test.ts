import t from 'tap'
import {
  riskControllable,
  riskLevelAllows,
} from '../../packages/procedure/src/major-decision/risk-assessment/gates.ts'
import { packWith } from '../rulebook/pack.ts'
import {
  answerTo,
  answered,
  by,
  circumstances,
  closeSteps,
  command,
  date,
  given,
  groundOf,
  moment,
  paper,
  refusedBy,
  stepsOpen,
  theOffice,
  windowEnd,
  windowOpen,
  type Told,
} from './support/participation.ts'

const at = moment('2025-06-10 09:00')
const assessor = by('risk-assessor')
const head = by('head')
const report = (more: object = {}) =>
  command('SubmitRiskReport', {
    draft: 1,
    departmentsHeard: ['cn-000000/finance-bureau'],
    points: [{ cause: '提价', probability: '低', effect: '不满' }],
    measures: ['减免'],
    handlingPlan: paper(),
    controllable: true,
    report: paper(),
    ...more,
  })
const conclude = (controllable: boolean, more: object = {}) =>
  command('ConcludeRisk', { draft: 1, controllable, reasons: '措施到位', ...more })
const open = () => windowOpen(stepsOpen(['AF-06']))
const harmful = () => answered(open(), 'AF-06', 'yes', {}, at)
const reported = () => given(harmful(), { by: assessor, at, do: report() })
const closing = (told: Told) => refusedBy(answerTo(told, { at: windowEnd, do: closeSteps }))

t.test(
  '第二十二条 (MD-F01): possible harm needs a conclusion; no answer keeps the steps open',
  async (t) => {
    t.same(closing(open()), ['MD-F01'])
    t.same(closing(harmful()), ['MD-F01'])
    t.same(closing(reported()), ['MD-F01'], 'the report is not the conclusion of the organ')
    t.same(closing(given(reported(), { by: head, at, do: conclude(true) })), ['recorded'])
    t.same(closing(answered(open(), 'AF-06', 'no', {}, at)), ['recorded'])
  },
)

t.test(
  '第二十二条第二款 (MD-F01): an assessment already made is named, not merely claimed',
  async (t) => {
    const claimed = answered(open(), 'AF-06', 'yes', {}, at)
    t.same(closing(claimed), ['MD-F01'])
    const alreadyAssessed = { reference: '评估报告第1号', date: date('2025-03-01') }
    t.same(closing(answered(open(), 'AF-06', 'yes', { alreadyAssessed }, at)), ['recorded'])
    const refer = (more: object) =>
      command('ReferToEarlierAssessment', {
        reference: '评估报告第1号',
        date: date('2025-03-01'),
        document: paper(),
        ...more,
      })
    t.same(closing(given(claimed, { at, do: refer({}) })), ['recorded'])
    for (const [more, missing] of [
      [{ reference: '' }, 'reference'],
      [{ date: undefined }, 'date'],
      [{ document: undefined }, 'document'],
    ] as const) {
      const outcome = answerTo(claimed, { at, do: refer(more) })
      t.same(groundOf(outcome, 'MD-F01').missing, [missing])
    }
    t.same(refusedBy(answerTo(claimed, { at, do: refer({ date: date('2025-06-11') }) })), [
      'CAL-11',
    ])
    t.same(refusedBy(answerTo(claimed, { at, do: refer({ date: date('2025-06-10') }) })), [
      'recorded',
    ])
  },
)

t.test(
  '第二十三条第二款 (MD-F03): departments, points, measures and a handling plan',
  async (t) => {
    for (const [more, missing] of [
      [{ departmentsHeard: [] }, 'departmentsHeard'],
      [{ points: [] }, 'points'],
      [{ measures: undefined }, 'measures'],
      [{ handlingPlan: undefined }, 'handlingPlan'],
    ] as const) {
      const outcome = answerTo(harmful(), { by: assessor, at, do: report(more) })
      t.same(refusedBy(outcome), ['MD-F03'])
      t.same(groundOf(outcome, 'MD-F03').missing, [missing])
    }
    t.same(refusedBy(answerTo(harmful(), { by: assessor, at, do: report() })), ['recorded'])
    t.same(refusedBy(answerTo(harmful(), { at, do: report() })), ['recorded'], 'the unit files it')
  },
)

t.test('第二十四条 (MD-F05): the decision organ concludes, on a report', async (t) => {
  const without = answerTo(harmful(), { by: head, at, do: conclude(true) })
  t.same(groundOf(without, 'MD-F01').missing, ['SubmitRiskReport'])
  t.same(refusedBy(answerTo(reported(), { at, do: conclude(true) })), ['PW-01', 'MD-F05'])
  t.same(
    refusedBy(answerTo(reported(), { by: theOffice, at, do: conclude(true) })),
    ['PW-01', 'MD-F05'],
    'the office only with the paper that was signed',
  )
  const paperwork = conclude(true, { signed: paper() })
  t.same(refusedBy(answerTo(reported(), { by: theOffice, at, do: paperwork })), ['recorded'])
})

t.test('第二十四条 (MD-F05): the organ may conclude anew until it has decided', async (t) => {
  const discussed = (stage: 'S17' | 'S18') => ({
    ...reported(),
    matter: { ...reported().matter, stage },
  })
  const concluded = (stage: 'S17' | 'S18') =>
    refusedBy(answerTo(discussed(stage), { by: head, at, do: conclude(false) }))
  t.same(concluded('S17'), ['recorded'])
  t.same(concluded('S18'), ['T05'])
})

t.test('第二十四条 (MD-F05): the latest conclusion counts', async (t) => {
  const asked = (told: Told) =>
    riskControllable(told.matter, circumstances(windowEnd)).map(({ rule }) => rule)
  const not = given(reported(), { by: head, at, do: conclude(false) })
  t.same(asked(reported()), [])
  t.same(asked(not), ['MD-F05'])
  t.same(asked(given(not, { by: head, at, do: conclude(true, { measures: ['分步'] }) })), [])
})

t.test('MD-F06, MD-F07: levels and kinds where the pack asks for them', async (t) => {
  const levels = [packWith('MD-F06', 'md.risk.levels', 'three-levels')]
  const file = (more: object, packs = levels) =>
    answerTo(harmful(), { by: assessor, at, do: report(more), packs })
  t.same(refusedBy(file({})), ['MD-F06'])
  t.same(refusedBy(file({ level: 'low' })), ['recorded'])
  const high = given(harmful(), { by: assessor, at, do: report({ level: 'high' }) })
  const blocks = (packs: object) =>
    riskLevelAllows(high.matter, circumstances(windowEnd, packs)).map(({ rule }) => rule)
  t.same(blocks({ packs: levels }), ['MD-F06'])
  t.same(blocks({}), [], 'the nation knows controllable or not')
  const kinds = [packWith('MD-F07', 'md.risk.kinds', ['stability', 'environment'])]
  const partial = file({ kinds: ['stability'] }, kinds)
  t.same(groundOf(partial, 'MD-F07').missing, ['kinds.environment'])
  t.same(refusedBy(file({ kinds: ['stability', 'environment'] }, kinds)), ['recorded'])
})
