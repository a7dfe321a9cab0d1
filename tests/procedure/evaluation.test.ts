import t from 'tap'
import type { Folded } from '@juece/procedure'
import { streamsRead, withEntry } from '@juece/procedure'
import { lineageOf } from '../../packages/procedure/src/registers/offices/lineage.ts'
import { noOffices } from '../../packages/procedure/src/registers/offices/state.ts'
import type { Succession } from '../../packages/procedure/src/registers/offices/succession.ts'
import type { EvaluationState } from '../../packages/procedure/src/major-decision/evaluation/state.ts'
import {
  answerTo,
  appointed,
  but,
  by,
  clerk,
  date,
  endOfDay,
  flagsOf,
  given,
  groundOf,
  isForbidden,
  justBefore,
  matterOf,
  moment,
  owedIn,
  paper,
  rowsOf,
  stream,
  type Act,
  type World,
} from './support/review.ts'
import {
  act,
  adjusting,
  decidedLater,
  evaluator,
  executing,
  head,
  office,
  otherStream,
  suspended,
  unit,
} from './support/execution-acts.ts'
import { published } from './support/review-acts.ts'

const centre = by('risk-assessor').organ
const before: EvaluationState['before'] = {
  persons: ['risk-assessor', 'expert-1'],
  institutions: [centre, 'cn-000000/expert-panel'],
}
const withBefore = (world: World): World =>
  but(world, ({ evaluation }) => ({ evaluation: { ...evaluation, before } }))
const yearly = {
  packs: {
    'md.eval.triggers': {
      rule: 'MD-N01',
      value: ['belowExpectation', 'manyOpinions', 'organThinksNecessary', 'yearPassed'],
    },
  },
} as const
const compulsory = {
  packs: { ...yearly.packs, 'md.eval.mandatory': { rule: 'MD-N01', value: ['yearPassed'] } },
} as const

const open = (more: object = {}): Act =>
  act('OpenEvaluation', head, '2026-01-10 09:00', {
    trigger: 'manyOpinions',
    reasons: '投诉较多。',
    ...more,
  })
const appoint = (more: object = {}, beside: object = {}): Act =>
  act(
    'AppointEvaluator',
    head,
    '2026-01-12 09:00',
    {
      evaluator: 'evaluator',
      institution: evaluator.organ,
      thirdParty: true,
      independence: paper(),
      ...more,
    },
    beside,
  )
const member = { id: 'evaluator', institution: evaluator.organ, part: 'leader' }
const name = (team: readonly object[] = [member], beside: object = {}): Act =>
  act('NameEvaluationTeam', evaluator, '2026-01-13 09:00', { team }, beside)
const report = (more: object = {}, beside: object = {}): Act =>
  act(
    'SubmitEvaluationReport',
    evaluator,
    '2026-03-01 09:00',
    {
      authors: ['evaluator'],
      participation: [{ who: '公众', record: paper() }],
      results: '部分目标未实现。',
      advice: 'adjust',
      report: paper(),
      ...more,
    },
    beside,
  )
const dispose = (more: object = {}): Act =>
  act('DisposeOfReport', head, '2026-03-10 09:00', {
    disposition: 'adjust',
    reasons: '采用评估建议。',
    ...more,
  })
const close = act('CloseEvaluation', head, '2026-03-12 09:00')

const running = () => withBefore(executing())
const opened = () => given(running(), open())
const evaluating = () => given(opened(), appoint(), name())
const reported = () => given(evaluating(), report())

t.test('第三十六条第一款: opened on a trigger the rules name, with reasons', async (t) => {
  t.equal(matterOf(opened()).stage, 'S26')
  t.same(rowsOf(answerTo(given(suspended()), open())), ['recorded'])
  for (const trigger of ['belowExpectation', 'organThinksNecessary']) {
    t.same(rowsOf(answerTo(running(), open({ trigger }))), ['recorded'], trigger)
  }
  t.same(rowsOf(answerTo(running(), open({ trigger: 'yearPassed' }))), ['MD-N01'])
  t.same(rowsOf(answerTo(running(), { ...open({ trigger: 'yearPassed' }), ...yearly })), [
    'recorded',
  ])
  t.same(rowsOf(answerTo(running(), open({ reasons: '' }))), ['MD-N01'])
  t.same(rowsOf(answerTo(published(), open())), ['T38'])
  t.same(rowsOf(answerTo(running(), { ...open(), by: unit })), ['PW-01'])
})

t.test('declined with reasons, unless a pack makes the trigger compulsory', async (t) => {
  const decline = (more: object = {}, beside: object = {}): Act =>
    act(
      'DeclineEvaluation',
      head,
      '2026-01-10 09:00',
      { trigger: 'yearPassed', reasons: '为时尚早。', ...more },
      beside,
    )
  t.same(rowsOf(answerTo(running(), decline())), ['recorded'])
  t.equal(matterOf(given(running(), decline())).stage, 'S24')
  t.same(rowsOf(answerTo(running(), decline({ reasons: '' }))), ['MD-N01'])
  t.same(rowsOf(answerTo(running(), decline({}, compulsory))), ['MD-N01'])
  t.same(rowsOf(answerTo(running(), decline({ trigger: 'manyOpinions' }, compulsory))), [
    'recorded',
  ])
})

t.test('local: when the year is full an evaluation is proposed, and nothing more', async (t) => {
  t.same(owedIn(executing()), [], 'national law names no year')
  const world = executing(yearly)
  t.same(owedIn(world), ['ProposeEvaluation'])
  const ends = endOfDay('2026-03-20')
  const propose = (at = ends, beside: object = yearly): Act => ({
    ...beside,
    by: clerk,
    at,
    type: 'ProposeEvaluation',
  })
  t.same(rowsOf(answerTo(world, propose(justBefore(ends)))), ['MD-N01'])
  t.same(flagsOf(answerTo(world, propose())), [])
  t.same(flagsOf(answerTo(world, propose(ends, compulsory))), ['MD-N01'], 'nobody decided')
  const proposed = given(world, propose())
  t.equal(matterOf(proposed).stage, 'S24')
  t.same(owedIn(proposed), [])
  t.same(owedIn(given(world, open())), [], 'what was opened is not proposed')
})

t.test('第三十六条第二款: the earlier assessor does not evaluate (IL-87, E17)', async (t) => {
  const institute = { evaluator: '赵工', institution: centre }
  const answer = answerTo(opened(), appoint(institute))
  t.same(rowsOf(answer), ['MD-N02', 'SoD-05'])
  t.notOk(isForbidden(answer), 'who appoints is not barred himself')
  t.same(groundOf(answer, 'SoD-05').missing, ['evaluator'])
  t.same(rowsOf(answerTo(opened(), appoint())), ['recorded'], 'a second one, unrelated')
  const person = appoint({ evaluator: 'risk-assessor', institution: evaluator.organ })
  t.same(rowsOf(answerTo(opened(), person)), ['MD-N02', 'SoD-05'], 'the same person elsewhere')
  const expert = appoint({ evaluator: 'expert-1', institution: '独立研究所' })
  t.same(rowsOf(answerTo(opened(), expert)), ['MD-N02', 'SoD-05'])
  const own = appoint({ ...institute, thirdParty: false })
  t.same(rowsOf(answerTo(opened(), own)), ['MD-N02', 'SoD-05'], 'whatever it is called')
  t.same(rowsOf(answerTo(opened(), appoint({ institution: unit.organ }))), ['MD-N02', 'SoD-05'])
  t.same(rowsOf(answerTo(running(), appoint())), ['T38'])
})

t.test('EVXB 6: the independence of a third party is looked at', async (t) => {
  t.same(rowsOf(answerTo(opened(), appoint({ independence: undefined }))), ['MD-N02'])
  const own = appoint({ thirdParty: false, independence: undefined })
  t.same(rowsOf(answerTo(opened(), own)), ['recorded'])
})

const became = (
  institution: string,
  names: readonly string[],
  kind: Succession['kind'] = 'renamed',
): Succession => ({ institution, became: names, kind, from: date('2025-06-01') })

t.test('SoD-22: a new name is no new body', async (t) => {
  const renamed = { successions: [became(centre, ['县决策咨询中心'])] }
  const under = (institution: string, beside: object) =>
    rowsOf(answerTo(opened(), appoint({ institution }, beside)))
  t.same(under('县决策咨询中心', renamed), ['MD-N02', 'SoD-05'])
  t.same(under('县决策咨询中心', {}), ['recorded'], 'nobody recorded what it was')
  const twice = { successions: [...renamed.successions, became('县决策咨询中心', ['新中心'])] }
  t.same(under('新中心', twice), ['MD-N02', 'SoD-05'])
  const merged = { successions: [became(centre, ['综合研究院'], 'merged')] }
  t.same(under('综合研究院', merged), ['MD-N02', 'SoD-05'])
  const split = { successions: [became('旧院', [centre, '二院'], 'split')] }
  t.same(under('旧院', split), ['MD-N02', 'SoD-05'], 'the body it came from')
  t.same(under('二院', split), ['recorded'], 'the other part of the split is another body')
  const coded = {
    appointed: [{ ...appointed(by('risk-assessor')), institution: '91000000MA0000000X' }],
  }
  t.same(under('91000000MA0000000X', coded), ['MD-N02', 'SoD-05'], 'by its credit code')
  t.same(under('91000000MA0000000Y', coded), ['recorded'])
  const worksThere = { ...appointed(evaluator), institution: '91000000MA0000000X' }
  t.same(under('某所', { appointed: [...coded.appointed, worksThere] }), ['MD-N02', 'SoD-05'])
})

t.test('SoD-22: experts of several bodies in one panel make no one body of them', async (t) => {
  const panel = { organ: 'cn-000000/expert-panel', post: 'expert' }
  const one = appointed({ official: 'li-na', ...panel })
  const offices = {
    ...noOffices('cn-000000'),
    appointments: [
      { ...one, institution: '甲' },
      { ...one, official: 'wang-wei', institution: '乙' },
    ],
  }
  t.same(lineageOf('甲', offices), ['甲'])
  const alone = { ...offices, appointments: offices.appointments.slice(0, 1) }
  t.same(lineageOf('甲', alone), ['甲', panel.organ])
})

t.test('SoD-22: a lineage runs over any number of names, and ends', async (t) => {
  const offices = {
    ...noOffices('cn-000000'),
    successions: [became('甲', ['乙']), became('乙', ['丙', '丁'], 'split'), became('丙', ['甲'])],
  }
  t.same([...lineageOf('乙', offices)].sort(), ['丁', '丙', '乙', '甲'].sort())
  t.same(lineageOf('戊', offices), ['戊'])
})

t.test('SoD-22: every member of the team falls under the rule', async (t) => {
  const world = given(opened(), appoint())
  const second = { id: 'li-na', part: 'member' }
  t.same(rowsOf(answerTo(world, name([member, second]))), ['recorded'])
  t.same(rowsOf(answerTo(world, name([]))), ['SoD-05'])
  const team = (one: object, beside: object = {}) =>
    rowsOf(answerTo(world, name([member, one], beside)))
  t.same(team({ id: 'risk-assessor', part: 'member' }), ['MD-N02', 'SoD-05'])
  t.same(team({ ...second, institution: centre }), ['MD-N02', 'SoD-05'], 'sent by the assessor')
  const held = { official: 'li-na', organ: centre, post: 'risk-assessor' }
  t.same(team(second, { appointed: [appointed(held)] }), ['MD-N02', 'SoD-05'], 'who works there')
  const ended = { ...appointed(held), until: moment('2026-01-13 09:00') }
  t.same(team(second, { appointed: [ended] }), ['recorded'], 'no longer')
  t.same(rowsOf(answerTo(opened(), name())), ['T38'], 'nobody was appointed')
  t.same(rowsOf(answerTo(world, { ...name(), by: office })), ['recorded'], 'the office files it')
  const elsewhere = { ...evaluator, organ: 'cn-000000/other-institute' }
  const foreign = { ...name(), by: elsewhere, appointed: [appointed(elsewhere)] }
  t.same(rowsOf(answerTo(world, foreign)), ['PW-01'], 'another institute')
})

t.test('SoD-05: whoever is barred does not lodge for the evaluator either', async (t) => {
  const sent = { official: 'risk-assessor', organ: evaluator.organ, post: 'evaluator' }
  const world = given(opened(), appoint())
  const answer = answerTo(world, { ...name(), by: sent, appointed: [appointed(sent)] })
  t.same(rowsOf(answer), ['SoD-05'])
  t.ok(isForbidden(answer))
})

t.test('第三十六条第三款: a report shows who was heard (IL-88)', async (t) => {
  t.same(rowsOf(answerTo(evaluating(), report())), ['recorded'])
  t.same(rowsOf(answerTo(evaluating(), report({ participation: [] }))), ['MD-N03'])
  t.same(rowsOf(answerTo(evaluating(), report({ participation: undefined }))), ['MD-N03'])
  t.same(rowsOf(answerTo(evaluating(), report({ authors: [] }))), ['SoD-05'])
  t.same(rowsOf(answerTo(evaluating(), report({ authors: ['evaluator', 'expert-1'] }))), [
    'MD-N02',
    'SoD-05',
  ])
  t.same(rowsOf(answerTo(given(opened(), appoint()), report())), ['SoD-05'], 'no team yet')
  t.same(rowsOf(answerTo(reported(), report())), ['T38'], 'once')
  t.same(rowsOf(answerTo(running(), report())), ['T39', 'T38', 'SoD-05'])
})

t.test('第三十六条第四款: a report is disposed of before it is closed (IL-89)', async (t) => {
  t.same(rowsOf(answerTo(reported(), close)), ['MD-N04', 'T39'])
  t.same(rowsOf(answerTo(evaluating(), close)), ['MD-N04', 'T39'], 'no report at all')
  const disposed = given(reported(), dispose())
  t.equal(matterOf(given(disposed, close)).stage, 'S24')
  t.same(rowsOf(answerTo(reported(), dispose({ reasons: ' ' }))), ['MD-N04'])
  t.same(rowsOf(answerTo(evaluating(), dispose())), ['MD-N04', 'T39'])
  t.same(rowsOf(answerTo(reported(), { ...dispose(), by: evaluator })), ['PW-01'])
})

t.test('local: a pack lists what may follow an evaluation (MD-M04)', async (t) => {
  const listed = {
    packs: { 'md.eval.outcomes': { rule: 'MD-M04', value: ['continue', 'terminate'] } },
  } as const
  t.same(rowsOf(answerTo(reported(), { ...dispose(), ...listed })), ['MD-M04'])
  for (const disposition of ['continue', 'stop']) {
    t.same(rowsOf(answerTo(reported(), { ...dispose({ disposition }), ...listed })), ['recorded'])
  }
})

t.test('T39: what was suspended stays suspended; the next evaluation starts anew', async (t) => {
  const world = given(withBefore(suspended()), open(), appoint(), name(), report(), dispose())
  const closed = given(world, close)
  t.equal(matterOf(closed).stage, 'S25')
  t.same(matterOf(closed).evaluation, { before, team: [], closed: 1 })
  const again = given(closed, open())
  t.same(rowsOf(answerTo(again, name())), ['T38'], 'an evaluator is appointed anew')
})

const adjust = act(
  'OpenAdjustment',
  head,
  '2026-03-15 09:00',
  { newMatter: otherStream, from: 1, reasons: '采用评估建议。' },
  { others: [adjusting()] },
)
const stop = act(
  'StopExecution',
  head,
  '2026-03-15 09:00',
  {
    decidedIn: otherStream,
    aftercare: paper(),
    compensationCheck: paper(),
    reasons: '会议决定停止。',
  },
  { others: [decidedLater()] },
)

t.test('第三十六条第四款: adjustment and stop do not pass over a report (E17)', async (t) => {
  for (const next of [adjust, stop]) {
    t.same(rowsOf(answerTo(reported(), next)), ['MD-N04'], next.type)
    t.same(rowsOf(answerTo(given(reported(), dispose()), next)), ['recorded'], next.type)
    t.same(rowsOf(answerTo(evaluating(), next)), ['recorded'], `${next.type}, no report yet`)
  }
  t.equal(matterOf(given(evaluating(), adjust)).evaluation.open, undefined)
})

t.test('第三十六条第二款: nor does who argued the decision that this one adjusts', async (t) => {
  const older = { ...decidedLater(), stream: otherStream }
  const others = [
    {
      ...older,
      evaluation: { ...older.evaluation, before: { persons: ['old'], institutions: ['老所'] } },
    },
  ]
  const world = but(opened(), ({ adjustment }) => ({
    adjustment: { ...adjustment, adjusts: otherStream },
  }))
  const answer = (more: object) => rowsOf(answerTo(world, appoint(more, { others })))
  t.same(answer({ evaluator: 'old' }), ['MD-N02', 'SoD-05'])
  t.same(answer({ institution: '老所' }), ['MD-N02', 'SoD-05'])
  t.same(answer({}), ['recorded'])
  const read = (type: string) => streamsRead({ type }, stream, matterOf(world), head)
  t.ok(read('AppointEvaluator').includes(otherStream))
  t.ok(read('SubmitEvaluationReport').includes(otherStream))
  t.notOk(read('CloseEvaluation').includes(otherStream))
})

t.test('who argued and assessed is kept from the entries themselves, for good', async (t) => {
  const folded = (who: Act['by'], event: object, matter: Folded): Folded =>
    withEntry(matter, {
      position: 90,
      entry: {
        format: 'juece-entry/1',
        stream,
        sequence: matter.sequence + 1,
        previous: null,
        asOf: {},
        occurred: moment('2025-02-01 09:00'),
        entered: moment('2025-02-01 09:00'),
        by: who,
        rules: null,
        calendar: null,
        command: { id: 'test/90', type: 'X' },
        outcome: { kind: 'recorded', events: [event as never], consulted: [], deviations: [] },
        salt: '00',
      },
    })
  const planned = {
    type: 'AssessmentPlanned',
    assessor: 'zhao-gong',
    institution: '风险评估所',
    thirdParty: true,
    scope: '',
    methods: [],
  }
  const panel = (id: string, institution: string) => ({
    type: 'PanelSelected',
    form: 'meeting',
    experts: [{ id, institution, field: '', industryAuthority: false, fromLibrary: true }],
    questions: [],
  })
  const unitOf = by('undertaking-unit-handler')
  const first = folded(unitOf, planned, published().matter)
  const second = folded(unitOf, panel('wang-jiao', '一校'), first)
  const third = folded(unitOf, panel('li-jiao', '二校'), second)
  const fourth = folded(
    by('risk-assessor'),
    {
      type: 'RiskReportSubmitted',
      draft: 1,
      controllable: true,
    },
    third,
  )
  t.same((fourth.state as ReturnType<typeof matterOf>).evaluation.before, {
    persons: ['zhao-gong', 'wang-jiao', 'li-jiao', 'risk-assessor'],
    institutions: ['风险评估所', '一校', '二校', centre],
  })
})
