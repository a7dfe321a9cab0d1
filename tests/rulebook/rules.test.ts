import { calendarDate } from '@juece/kernel'
import { nationalLevel, resolveRules, type Value } from '@juece/rulebook'
import t from 'tap'
import { pack, packWith, row, valued } from './pack.ts'

const on = calendarDate('2024-06-01')
const rules = resolveRules(nationalLevel(), on)

t.test('the numbers of the law, each with unit and bound', async (t) => {
  t.same(
    rules.period('md.comment.days'),
    { unit: 'calendar-day', length: 30, bound: 'floor' },
    '15',
  )
  t.same(
    rules.period('md.hearing.materialsDays'),
    { unit: 'calendar-day', length: 7, bound: 'floor' },
    '16',
  )
  t.same(
    rules.period('md.review.minWorkdays'),
    { unit: 'working-day', length: 7, bound: 'floor' },
    '26',
  )
  t.same(
    rules.period('md.publish.workdays'),
    { unit: 'working-day', length: 20, bound: 'ceiling' },
    'OGI 26',
  )
  t.equal(rules.number('md.archive.transferYears.county'), 10)
  t.equal(rules.number('md.archive.transferYears.cityAndAbove'), 20)
})

const defaults: Readonly<Record<string, Value>> = {
  'md.review.maxWorkdays': null, 'md.review.extensionWorkdays': null, 'md.comment.urgentMinDays': null,
  'md.archive.days': null, 'md.expert.min': null, 'md.expert.parity': null, 'md.meeting.quorum': null,
  'md.hearing.noticeDays': null, 'md.hearing.listDays': null, 'md.hearing.minAttendance': null,
  'md.office.check': false, 'md.ownReview': false, 'md.unitMeeting': false, 'md.integrityReview': false,
  'md.comment.feedback': false, 'md.review.deemedApproval': false, 'md.archive.oneFile': false,
  'md.review.repeatOnSubstantive': true, 'md.risk.highBlocks': true, 'md.meeting.substantiveBack': true,
  'md.review.clockStops': ['supplement'], 'md.meeting.types': ['executive-meeting', 'plenary-meeting'],
  'md.applicability.public': 'cond', 'md.applicability.expert': 'cond', 'md.applicability.risk': 'cond',
  'md.party.reportBefore': 'publication', 'md.normativeOverlap': 'both', 'md.hearing.materialsCount': 'date-difference',
  'md.eval.triggers': ['belowExpectation', 'manyOpinions', 'organThinksNecessary'], 'md.eval.mandatory': [],
} // prettier-ignore
t.test('the national defaults', async (t) => {
  for (const [key, value] of Object.entries(defaults))
    t.same(rules.parameter(key).value, value, key)
  t.equal(
    rules.keys.filter((key) => key.startsWith('md.')).length >= 65,
    true,
    'and all others are there',
  )
})

t.test('a parameter says whose it is and how it is known', async (t) => {
  t.same(rules.parameter('md.review.minWorkdays'), {
    key: 'md.review.minWorkdays',
    rule: 'MD-G05',
    value: 7,
    unit: 'working-day',
    bound: 'floor',
    jurisdiction: 'cn',
    certainty: 'read',
  })
})

t.test('what is not there is an error, never a default', async (t) => {
  t.throws(() => rules.rule('MD-Z99'), /no rule MD-Z99 in the rulebook/)
  t.throws(() => rules.gates('MD-Z99'), /no rule MD-Z99/)
  t.throws(() => rules.cites('MD-Z99'), /no rule MD-Z99/)
  t.throws(
    () => rules.period('md.review.workdays'),
    /no parameter md.review.workdays in the rulebook/,
  )
  t.throws(
    () => rules.period('md.review.maxWorkdays'),
    /md.review.maxWorkdays sets no length on 2024-06-01/,
  )
  t.throws(() => rules.period('md.archive.transferYears.county'), /is not a period of days/)
  t.throws(() => rules.flag('md.comment.days'), /md.comment.days is not a flag: 30/)
  t.throws(() => rules.number('md.office.check'), /md.office.check is not a number: false/)
  t.throws(() => rules.set('md.comment.days'), /is not a set/)
  t.throws(() => rules.word('md.comment.days'), /is not a word/)
  t.throws(() => rules.ratio('md.comment.days'), /is not a ratio/)
})

t.test('U.1: force says whether a row gates', async (t) => {
  t.equal(rules.gates('MD-G01'), true, 'mandatory: always')
  t.equal(rules.gates('MD-E01'), true, 'conditional: once its question is answered')
  t.equal(rules.rule('MD-E01').when, 'technical', 'and it names the question’s fact')
  t.equal(rules.gates('MD-D02'), false, 'optional: never')
  t.equal(rules.gates('MD-G06'), false, 'local: the nation has no ceiling')
  t.equal(rules.gates('MD-H07'), false, 'local: the nation has no quorum')
  t.equal(rules.gates('MD-G11'), true, 'product rule that gates')
  t.equal(rules.gates('MD-F08'), false, 'product rule that does not')
  t.equal(rules.gates('MD-C04'), false, 'may nationally')
})

t.test('U.1: a local row gates where its pack switches it on', async (t) => {
  const switched = [
    ['MD-G06', 'md.review.maxWorkdays', 15],
    ['MD-H07', 'md.meeting.quorum', { ratio: '1/2', strict: true }],
    ['MD-C08', 'md.ownReview', true],
    ['MD-C04', 'md.draft.optionsRequired', true],
    ['MD-C03', 'md.draft.costBenefitRequired', true],
    ['MD-F06', 'md.risk.levels', 'three-levels'],
    ['MD-F07', 'md.risk.kinds', ['stability']],
    ['SoD-04', 'md.expert.parity', 'odd'],
  ] as const
  for (const [id, key, value] of switched) {
    t.equal(rules.gates(id), false, `${id} is off`)
    const local = resolveRules([...nationalLevel(), packWith(id, key, value)], on)
    t.equal(local.gates(id), true, `${id} is on`)
    t.match(local.cites(id).at(-1), { instrument: 'CN-000000', article: 3 }, `${id} cites the pack`)
  }
})

t.test('待核: what rests on memory alone never gates until an office has signed', async (t) => {
  const memory = { certainty: 'unverified' } as const
  const extra = (more: object) =>
    resolveRules(
      [...nationalLevel(), pack({ 'MT-08': row({}, { force: 'mandatory', ...memory, ...more }) })],
      on,
    )
  t.equal(extra({}).gates('MT-08'), false)
  const signed = { verified_on: calendarDate('2024-05-01'), verified_by: 'a legal office' }
  t.equal(extra(signed).gates('MT-08'), true)
  t.equal(extra(signed).rule('MT-08').verified, true)

  const ceiling = (more: object) => {
    const parameters = { 'md.review.maxWorkdays': valued('md.review.maxWorkdays', 10) }
    return resolveRules([...nationalLevel(), pack({ 'MD-G06': row(parameters, more) })], on)
  }
  t.equal(
    ceiling(memory).number('md.review.maxWorkdays'),
    null,
    'an unsigned number leaves the nation’s',
  )
  t.equal(ceiling({ ...memory, ...signed }).number('md.review.maxWorkdays'), 10)
})

t.test('a product rule never poses as law', async (t) => {
  for (const id of [
    'PW-01',
    'U-02',
    'SoD-22',
    'SoD-23',
    'MD-E09',
    'MD-H10',
    'MD-J04',
    'MD-O08',
    'CAL-8',
  ]) {
    t.equal(rules.isProductRule(id), true, id)
  }
  for (const id of ['MD-G05', 'MD-H03', 'SoD-01', 'CAL-2'])
    t.equal(rules.isProductRule(id), false, id)
})

t.test('citations are places, with item and paragraph', async (t) => {
  t.same(rules.cites('MD-G05'), [{ instrument: 'R713', article: 26, paragraph: 2 }])
  t.same(rules.cites('MD-B02'), [{ instrument: 'R713', article: 10, item: 2 }])
  t.same(rules.rule('MD-H03').exceptions[0]?.cites, [
    { instrument: 'LOG', article: 50, paragraph: 1, item: 13 },
  ])
})

t.test('exceptions have a name, a ground and what they lift', async (t) => {
  t.match(rules.rule('MD-D05').exceptions, [
    {
      name: 'urgency',
      finding: 'AF-10',
      requires: ['reason-in-the-notice'],
      lifts: 'md.comment.days',
    },
  ])
  t.match(rules.rule('MD-G02').exceptions, [{ name: 'exploratory-reform', finding: 'AF-11' }])
  t.match(rules.rule('MD-G05').exceptions, [{ requires: ['recorded-reason', 'reviewer-consent'] }])
})
