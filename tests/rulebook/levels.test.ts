import { calendarDate } from '@juece/kernel'
import { loadRulebook, nationalLevel, resolveRules, type LevelFile } from '@juece/rulebook'
import t from 'tap'
import { pack, packWith, row, valued } from './pack.ts'

const on = calendarDate('2024-06-01')
const load = (...packs: LevelFile[]) => loadRulebook([...nationalLevel(), ...packs])

function saidBy(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof Error) return error.message
  }
  return 'it was taken'
}

const weaker: readonly (readonly [LevelFile, string])[] = [
  [
    packWith('MD-G05', 'md.review.minWorkdays', 5),
    'cn-000000: md.review.minWorkdays = 5 from 2020-01-01 is weaker than 7 of cn (floor, MD-G05)',
  ],
  [
    packWith('MD-D05', 'md.comment.days', 20),
    'cn-000000: md.comment.days = 20 from 2020-01-01 is weaker than 30 of cn (floor, MD-D05)',
  ],
  [
    packWith('MD-D10', 'md.hearing.materialsDays', 5),
    'cn-000000: md.hearing.materialsDays = 5 from 2020-01-01 is weaker than 7 of cn (floor, MD-D10)',
  ],
  [
    packWith('MD-J01', 'md.publish.workdays', 21),
    'cn-000000: md.publish.workdays = 21 from 2020-01-01 is weaker than 20 of cn (ceiling, MD-J01)',
  ],
  [
    packWith('MD-J01', 'md.publish.workdays', null),
    'cn-000000: md.publish.workdays = null from 2020-01-01 is weaker than 20 of cn (ceiling, MD-J01)',
  ],
  [
    packWith('MD-G05', 'md.review.minWorkdays', null),
    'cn-000000: md.review.minWorkdays = null from 2020-01-01 is weaker than 7 of cn (floor, MD-G05)',
  ],
  [
    packWith('MD-H08', 'md.meeting.substantiveBack', false),
    'cn-000000: md.meeting.substantiveBack = false from 2020-01-01 is weaker than true of cn (strictest, MD-H08)',
  ],
  [
    packWith('MD-N01', 'md.eval.triggers', ['manyOpinions']),
    'cn-000000: md.eval.triggers = ["manyOpinions"] from 2020-01-01 is weaker than ' +
      '["belowExpectation","manyOpinions","organThinksNecessary"] of cn (strictest, MD-N01)',
  ],
  [
    packWith('MD-G09', 'md.review.deemedApproval', true),
    'cn-000000: md.review.deemedApproval is locked by cn (MD-G09)',
  ],
  [
    packWith('MD-F05', 'md.risk.highBlocks', true),
    'cn-000000: md.risk.highBlocks is locked by cn (MD-F05)',
  ],
  [
    packWith('MD-H02', 'md.meeting.types', ['executive-meeting']),
    'cn-000000: md.meeting.types is locked by cn (MD-H02)',
  ],
  [
    packWith('MD-I01', 'md.party.reportBefore', 'execution'),
    'cn-000000: md.party.reportBefore = execution is none of publication, meeting (MD-I01)',
  ],
  [
    pack({
      'MD-D05': row({
        'md.comment.days': { ...valued('md.comment.days', 30), unit: 'working-day' },
      }),
    }),
    'cn-000000: md.comment.days has unit working-day, not calendar-day (MD-D05)',
  ],
]
t.test(
  'U.3: a pack value that is weaker, locked or another thing is refused when loading',
  async (t) => {
    for (const [file, message] of weaker)
      t.equal(
        saidBy(() => load(file)),
        message,
      )
  },
)

t.test('U.3: the same value and a stricter one are taken', async (t) => {
  const cases = [
    ['MD-G05', 'md.review.minWorkdays', 7],
    ['MD-G05', 'md.review.minWorkdays', 10],
    ['MD-D10', 'md.hearing.materialsDays', 15],
    ['MD-J01', 'md.publish.workdays', 19],
    ['MD-G06', 'md.review.maxWorkdays', 15],
    ['MD-D01', 'md.applicability.public', 'always'],
    ['MD-I01', 'md.party.reportBefore', 'meeting'],
    ['MD-A07', 'md.normativeOverlap', 'exclude'],
    ['MD-C08', 'md.ownReview', true],
  ] as const
  for (const [id, key, value] of cases) {
    const local = load(packWith(id, key, value)).on(on)
    t.match(local.parameter(key), { value, jurisdiction: 'cn-000000' }, `${key} = ${value}`)
  }
})

t.test('U.3: each level binds the ones below it', async (t) => {
  const city = pack(
    { 'MD-G06': row({ 'md.review.maxWorkdays': valued('md.review.maxWorkdays', 10) }) },
    'cn-000100',
    'city',
  )
  t.throws(() => load(city, packWith('MD-G06', 'md.review.maxWorkdays', 15)), {
    message:
      'cn-000000: md.review.maxWorkdays = 15 from 2020-01-01 is weaker than 10 of cn-000100 (ceiling, MD-G06)',
  })
  t.equal(
    load(city, packWith('MD-G06', 'md.review.maxWorkdays', 8))
      .on(on)
      .number('md.review.maxWorkdays'),
    8,
  )
})

t.test(
  'a quorum of more than a half is stricter than at least a half, and weaker than two thirds',
  async (t) => {
    const quorum = (ratio: string, strict: boolean) => ({
      'MD-H07': row({ 'md.meeting.quorum': valued('md.meeting.quorum', { ratio, strict }) }),
    })
    const city = (ratio: string, strict: boolean) =>
      pack(quorum(ratio, strict), 'cn-000100', 'city')
    t.doesNotThrow(() => load(city('1/2', false), pack(quorum('1/2', true))))
    t.doesNotThrow(() => load(city('1/2', true), pack(quorum('2/3', false))))
    t.throws(() => load(city('1/2', true), pack(quorum('1/2', false))), /is weaker than/)
    const local = load(pack(quorum('1/2', true))).on(on)
    t.same(local.ratio('md.meeting.quorum'), { ratio: '1/2', strict: true })
  },
)

t.test('a value holds from its day on, and a later loosening is found on loading', async (t) => {
  const parameter = valued('md.review.minWorkdays', 10)
  const stepped = (value: number) => ({
    ...parameter,
    values: [...parameter.values, { from: calendarDate('2025-01-01'), value }],
  })
  const local = load(pack({ 'MD-G05': row({ 'md.review.minWorkdays': stepped(8) }) }))
  t.equal(
    local.on(calendarDate('2019-12-31')).number('md.review.minWorkdays'),
    7,
    'before the pack',
  )
  t.equal(local.on(calendarDate('2020-01-01')).number('md.review.minWorkdays'), 10)
  t.equal(local.on(calendarDate('2024-12-31')).number('md.review.minWorkdays'), 10)
  t.equal(local.on(calendarDate('2025-01-01')).number('md.review.minWorkdays'), 8)
  t.throws(() => load(pack({ 'MD-G05': row({ 'md.review.minWorkdays': stepped(6) }) })), {
    message:
      'cn-000000: md.review.minWorkdays = 6 from 2025-01-01 is weaker than 7 of cn (floor, MD-G05)',
  })
})

t.test('a pack adds citations to a row and never takes its force', async (t) => {
  const local = resolveRules(
    [...nationalLevel(), packWith('MD-G05', 'md.review.minWorkdays', 10)],
    on,
  )
  t.equal(local.rule('MD-G05').force, 'mandatory')
  t.same(local.cites('MD-G05'), [
    { instrument: 'R713', article: 26, paragraph: 2 },
    { instrument: 'CN-000000', article: 3 },
  ])
})

t.test('a row or a key said twice on one level is an error', async (t) => {
  const one = packWith('MD-G06', 'md.review.maxWorkdays', 15)
  const [file] = one.instruments
  if (file === undefined) return t.fail('the pack is empty')
  const twice = { ...one, instruments: [file, { ...file, instrument: 'CN-000000-B' }] }
  t.throws(() => load(twice), { message: 'cn-000000: md.review.maxWorkdays stands twice' })
  const rows = twice.instruments.map(({ rules, ...rest }) => ({
    ...rest,
    rules: { 'MD-G06': row({}), ...(rules['MD-G06'] === undefined ? rules : {}) },
  }))
  t.throws(() => load({ ...one, instruments: rows }), { message: 'cn-000000: MD-G06 stands twice' })
})

t.test('the levels stand from the nation down', async (t) => {
  const county = pack({})
  const city = pack({}, 'cn-000100', 'city')
  t.doesNotThrow(() => load(city, county))
  t.equal(
    saidBy(() => load(county, city)),
    'cn-000100: a city does not stand below a county',
  )
  t.equal(
    saidBy(() => load(county, county)),
    'cn-000000: a county does not stand below a county',
  )
  t.equal(
    saidBy(() => loadRulebook([county])),
    'the widest level is not the nation',
  )
})
