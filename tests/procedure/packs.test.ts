import { dateOf, instant } from '@juece/kernel'
import { deviationsOf } from '@juece/auditor'
import { replay, rulesInTurn, selfCheck, type Entry, type LawInUse } from '@juece/procedure'
import { nationalLevel, nationalLevelFile, canonicalPrint, type PackValues } from '@juece/rulebook'
import t from 'tap'
import {
  adoptsPack,
  approvesPack,
  holder,
  proposesPack,
  storedPack,
  storedText,
  type Adopting,
} from '../support/adopted-pack.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openedBundle } from '../support/written-bundle.ts'
import { writtenRecord, type WrittenRecord } from '../support/written-record.ts'

const rowsOf = ({ outcome }: Entry) =>
  outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]
const lawOf = (record: WrittenRecord) => record.state('law-in-use') as LawInUse
const ceiling = (days: number): PackValues => ({ 'md.review.maxWorkdays': days })
const twoCounties = () => writtenRecord(['cn-000000', 'cn-000001'])
function agrees(
  t: { same(found: unknown, wanted: unknown, says: string): unknown },
  record: WrittenRecord,
): void {
  const differing = [...replay(record.entries, record.tools)].filter(
    ({ kind }) => kind !== 'agrees',
  )
  t.same(differing, [], 'every entry is decided again as it was')
}
/** What governed the entries of a stream, each once. */
const governedBy = (record: WrittenRecord, stream: string) => [
  ...new Set(record.entries.flatMap(({ entry }) => (entry.stream === stream ? [entry.rules] : []))),
]

t.test(
  'U-03, SoD-22: an administrator proposes, the head of the legality review approves',
  async (t) => {
    const record = twoCounties()
    const before = lawOf(record).rules
    const proposed = proposesPack(record, ceiling(15))
    t.equal(proposed.outcome.kind, 'recorded')
    t.same(lawOf(record).packs, {}, 'proposed is not adopted')
    const approve = { type: 'ApproveRegisterChange', change: proposed.sequence, agrees: true }
    const tried = (role: string, jurisdiction?: string) =>
      rowsOf(record.enter('law-in-use', approve, holder(role, jurisdiction)))
    t.ok(tried('second-administrator').includes('PW-01'), 'not another administrator')
    t.ok(tried('administrator').includes('PW-01'))
    t.ok(tried('legality-head', 'cn-000001').includes('PW-01'), 'nor the head of another county')
    t.same(tried('legality-head'), ['recorded'])
    t.match(lawOf(record).packs['cn-000000'], [
      { level: 'county', reaches: [], from: '2019-09-01' },
    ])
    t.equal(lawOf(record).rules, before, 'for everybody else nothing has changed')
    const again = { type: 'AdoptCalendar', calendar: `sha256:${'1'.repeat(64)}` }
    const { sequence } = record.records('law-in-use', again, holder('administrator'))
    t.ok(rowsOf(approvesPack(record, sequence)).includes('PW-01'), 'he approves packs alone')
    agrees(t, record)
  },
)

t.test(
  'SoD-17: the administrator of another county adopts no pack here; appointments stay with administrators',
  async (t) => {
    const record = twoCounties()
    const command = {
      type: 'AdoptPack',
      jurisdiction: 'cn-000000',
      level: 'county',
      pack: storedPack(record, ceiling(15)),
      from: '2019-09-01',
      reachesRunning: false,
    }
    t.ok(
      rowsOf(record.enter('law-in-use', command, holder('administrator', 'cn-000001'))).includes(
        'PW-01',
      ),
    )
    t.ok(rowsOf(record.enter('law-in-use', command, holder('legality-head'))).includes('PW-01'))
    const change = {
      type: 'EndAppointment',
      official: 'cn-000000.member-5',
      organ: 'cn-000000/government',
      post: 'member',
      until: '2024-06-30T16:00:00.000Z',
    }
    const { sequence } = record.records('offices/cn-000000', change, holder('administrator'))
    const approve = { type: 'ApproveRegisterChange', change: sequence, agrees: true }
    t.ok(
      rowsOf(record.enter('offices/cn-000000', approve, holder('legality-head'))).includes('PW-01'),
    )
    t.same(rowsOf(record.enter('offices/cn-000000', approve, holder('second-administrator'))), [
      'recorded',
    ])
  },
)

t.test(
  '第十六条第三款 (IL-54): five days for the papers of a hearing are refused; seven and ten are taken',
  async (t) => {
    for (const [values, rows] of [
      [{ 'md.hearing.materialsDays': 5 }, ['MD-D10', 'U-03']],
      [{ 'md.hearing.materialsDays': 6 }, ['MD-D10', 'U-03']],
      [{ 'md.hearing.materialsDays': 7 }, ['recorded']],
      [{ 'md.hearing.materialsDays': 10 }, ['recorded']],
      [{ 'md.publish.workdays': 21 }, ['MD-J01', 'U-03']],
      [{ 'md.publish.workdays': 20 }, ['recorded']],
      [{ 'md.comment.days': 29 }, ['MD-D05', 'U-03']],
      [{ 'md.comment.days': 30 }, ['recorded']],
      [{ 'md.review.deemedApproval': true }, ['MD-G09', 'U-03']],
      [{ 'md.review.deemedApproval': false }, ['MD-G09', 'U-03']],
      [{ 'md.meeting.types': ['office-meeting'] }, ['MD-H02', 'U-03']],
      [{ 'md.comment.days': 20, 'md.review.minWorkdays': 5 }, ['MD-D05', 'MD-G05', 'U-03']],
    ] as readonly (readonly [PackValues, readonly string[]])[]) {
      const record = writtenRecord()
      const entry = proposesPack(record, values)
      t.same([...rowsOf(entry)].sort(), [...rows].sort(), JSON.stringify(values))
      agrees(t, record)
    }
    const refused = proposesPack(writtenRecord(), { 'md.hearing.materialsDays': 5 })
    t.match(refused.outcome, {
      grounds: [
        {
          rule: 'MD-D10',
          cites: [{ instrument: 'R713', article: 16, paragraph: 3 }],
          missing: ['md.hearing.materialsDays'],
        },
        { rule: 'U-03' },
      ],
    })
  },
)

t.test('bytes that are no pack, or not the one that is named, are no act', async (t) => {
  const record = writtenRecord()
  const lodges = (pack: object, level = 'county') =>
    record.enter(
      'law-in-use',
      {
        type: 'AdoptPack',
        jurisdiction: 'cn-000000',
        level,
        pack,
        from: '2019-09-01',
        reachesRunning: false,
      } as never,
      holder('administrator'),
    )
  t.throws(() => lodges(storedText(record, '关于规则包的请示')), /不是规则包/)
  t.throws(() => lodges(storedText(record, '{"instruments":[]}')), /不是规则包/)
  const city = storedPack(record, ceiling(15), { level: 'city' })
  t.throws(() => lodges(city), /another level/)
  const national = storedText(record, canonicalPrint(nationalLevelFile))
  t.throws(() => lodges(national), /another level/)
  adoptsPack(record, ceiling(15))
  t.throws(() => lodges(storedPack(record, ceiling(15))), /in force already/)
  t.equal(record.entries.filter(({ entry }) => entry.stream === 'law-in-use').length, 4)
})

t.test(
  'U.3 (F2.7): a pack governs what begins in its jurisdiction; a running matter ends under its own',
  async (t) => {
    const record = twoCounties()
    const running = record.matter()
    await running.plays(lawfulSteps('steps-closed'))
    const national = lawOf(record).rules
    const rules = adoptsPack(record, { ...ceiling(8), 'md.ownReview': true })
    const rest = lawfulSteps('archived').slice(lawfulSteps('steps-closed').length)
    await running.plays(rest)
    t.same(governedBy(record, running.stream), [national], 'to its end')
    t.notOk(running.folded().deadlines.reviewCeiling, 'no ceiling came over it')

    const next = record.matter()
    await next.plays(lawfulSteps('steps-closed'))
    t.same(governedBy(record, next.stream), [rules])
    const submit = await next.lodge({
      by: 'undertaking-unit-principal',
      act: { type: 'SubmitForReview' },
    })
    t.ok(rowsOf(submit).includes('MD-C08'), 'the pack asks for the unit’s own review')

    const neighbour = record.matter('cn-000001')
    await neighbour.plays(lawfulSteps('accepted-for-review'))
    t.same(governedBy(record, neighbour.stream), [national], 'next door nothing has changed')
    agrees(t, record)
  },
)

t.test('U.3: a pack governs what begins on its day or later', async (t) => {
  const record = writtenRecord()
  const rules = adoptsPack(record, ceiling(15), { from: '2024-03-06' })
  const begins = async (at: string) => {
    record.now = instant(at)
    const matter = record.matter()
    await matter.plays(lawfulSteps('proposed'))
    return governedBy(record, matter.stream)
  }
  t.same(await begins('2024-03-05T23:58:00+08:00'), [lawOf(record).rules], 'the day before')
  t.same(await begins('2024-03-06T00:00:00+08:00'), [rules], 'from its first minute')
  agrees(t, record)
})

async function reached(first: PackValues, second: PackValues, how: Adopting = {}) {
  const record = writtenRecord()
  const under = adoptsPack(record, first)
  const matter = record.matter()
  await matter.plays(lawfulSteps('drafted'))
  record.now = instant('2024-03-20T09:00:00+08:00')
  const rules = adoptsPack(record, second, { reachesRunning: true, ...how })
  await matter.plays(lawfulSteps('findings-answered').slice(lawfulSteps('drafted').length))
  return { record, matter, under, rules, governed: governedBy(record, matter.stream) }
}

t.test(
  'U.3: a pack that says so reaches running matters, where none of its values is looser',
  async (t) => {
    const stricter = await reached(ceiling(15), ceiling(10))
    t.same(stricter.governed, [stricter.under, stricter.rules], 'tightened: it reaches')
    agrees(t, stricter.record)
    const same = await reached(ceiling(15), { ...ceiling(15), 'md.ownReview': true })
    t.same(same.governed, [same.under, same.rules], 'the same value is not looser')
    const looser = await reached(ceiling(10), ceiling(15))
    t.same(looser.governed, [looser.under], 'loosened: the matter keeps its own')
    const mixed = await reached(ceiling(15), { ...ceiling(10), 'md.review.minWorkdays': 7 })
    t.same(mixed.governed, [mixed.under, mixed.rules])
    const left = await reached({ ...ceiling(15), 'md.ownReview': true }, ceiling(10))
    t.same(left.governed, [left.under], 'a value that is left out is looser as well')
    const silent = await reached(ceiling(15), ceiling(10), { reachesRunning: false })
    t.same(silent.governed, [silent.under], 'what does not say so reaches nobody')
    const later = await reached(ceiling(15), ceiling(10), { from: '2030-01-01' })
    t.same(later.governed, [later.under], 'and not before its day')
  },
)

t.test(
  'U.3: a digest once superseded is not adopted again for running matters, and binds nobody back',
  async (t) => {
    const record = writtenRecord()
    const first = adoptsPack(record, ceiling(15))
    adoptsPack(record, ceiling(10), { reachesRunning: true })
    const again = proposesPack(record, ceiling(15), { reachesRunning: true })
    t.same(rowsOf(again), ['U-03'])
    const matter = record.matter()
    await matter.plays(lawfulSteps('proposed'))
    t.equal(adoptsPack(record, ceiling(15)), first, 'for new matters it may come back')
    await matter.plays(lawfulSteps('started').slice(lawfulSteps('proposed').length))
    t.equal(governedBy(record, matter.stream).length, 1, 'the running one is not bound back')
    agrees(t, record)
  },
)

t.test(
  'U.3: the levels of a jurisdiction stand on each other, the wider one binding the narrower',
  async (t) => {
    const record = writtenRecord()
    adoptsPack(record, ceiling(10), { level: 'province' })
    t.same([...rowsOf(proposesPack(record, ceiling(15), { level: 'city' }))].sort(), [
      'MD-G06',
      'U-03',
    ])
    adoptsPack(record, { ...ceiling(8), 'md.ownReview': true }, { level: 'city' })
    const matter = record.matter()
    await matter.plays(lawfulSteps('steps-closed'))
    const entry = await matter.lodge({
      by: 'undertaking-unit-principal',
      act: { type: 'SubmitForReview' },
    })
    t.ok(rowsOf(entry).includes('MD-C08'))
    const loosened = proposesPack(record, ceiling(6), { level: 'province' })
    t.ok(
      rowsOf(loosened).includes('MD-G06'),
      'a wider level that is tightened below finds the narrower one loose',
    )
    agrees(t, record)
  },
)

t.test('a pack that another one overtook is adopted anew', async (t) => {
  const record = writtenRecord()
  const one = proposesPack(record, ceiling(15))
  const two = proposesPack(record, { 'md.ownReview': true })
  t.equal(approvesPack(record, one.sequence).outcome.kind, 'recorded')
  t.same(rowsOf(approvesPack(record, two.sequence)), ['U-03'])
  agrees(t, record)
})

t.test('a new rulebook of all reaches a jurisdiction when its pack is adopted anew', async (t) => {
  const record = writtenRecord()
  const old = adoptsPack(record, ceiling(15))
  const [national] = nationalLevel()
  if (national === undefined) return t.fail('no national level')
  const instruments = national.instruments.filter(({ instrument }) => instrument !== 'BIZ')
  const newer = record.keeps([{ ...national, instruments }])
  const { sequence } = record.records(
    'law-in-use',
    { type: 'AdoptRulebook', rules: newer },
    holder('administrator'),
  )
  const approve = { type: 'ApproveRegisterChange', change: sequence, agrees: true }
  record.records('law-in-use', approve, holder('second-administrator'))
  const matter = record.matter()
  await matter.plays(lawfulSteps('proposed'))
  t.same(governedBy(record, matter.stream), [old], 'until then its pack stands on the old one')
  const renewed = adoptsPack(record, ceiling(12))
  const next = record.matter()
  await next.plays(lawfulSteps('proposed'))
  t.same(governedBy(record, next.stream), [renewed])
  const levels = record.tools.levels?.(renewed)?.levels
  t.equal(levels?.[0]?.instruments.length, instruments.length, 'on the new one')
  agrees(t, record)
})

t.test(
  'MD-O08: the self-check of a matter under a pack judges the rows the pack switches on',
  async (t) => {
    const record = writtenRecord()
    const rules = adoptsPack(record, {
      'md.comment.feedback': true,
      'md.meeting.lrMustAttend': true,
    })
    const matter = record.matter()
    await matter.plays(lawfulSteps('on-agenda'))
    const { begun } = matter.folded()
    const resolved = record.tools.rules(rules, dateOf(begun ?? record.now))
    if (resolved === undefined) return t.fail('no rules')
    const lines = selfCheck({ entries: record.entries, stream: matter.stream, rules: resolved })
    t.match(
      lines.find(({ row }) => row === 'MD-H09'),
      { status: 'open' },
    )
    t.match(
      lines.find(({ row }) => row === 'MD-K06'),
      { status: 'not-applicable' },
    )
  },
)

t.test(
  'MD-O08: the self-check asks the rules that reached the matter, and measures nothing before by them',
  async (t) => {
    const checked = async (reachesRunning: boolean) => {
      const record = writtenRecord()
      const matter = record.matter()
      await matter.plays(lawfulSteps('steps-closed'))
      adoptsPack(record, { 'md.ownReview': true, 'md.comment.days': 60 }, { reachesRunning })
      await matter.lodge({ by: 'undertaking-unit-principal', act: { type: 'SubmitForReview' } })
      const own = record.entries.filter(({ entry }) => entry.stream === matter.stream)
      const [first, ...others] = rulesInTurn(
        own,
        matter.folded(),
        record.state('law-in-use') as LawInUse,
      )
      if (first === undefined) throw new Error('no rules')
      const rulesOf = ({ rules, on, since }: typeof first) => {
        const found = record.tools.rules(rules, on)
        if (found === undefined) throw new Error('the rules are not kept')
        return { since, rules: found }
      }
      const lines = selfCheck({
        entries: record.entries,
        stream: matter.stream,
        rules: rulesOf(first).rules,
        later: others.map(rulesOf),
      })
      const { matters } = deviationsOf(openedBundle(record, matter.stream))
      t.same(matters[0]?.lines, lines, 'the auditor says the same from bytes')
      return {
        turns: 1 + others.length,
        of: (row: string) => lines.find((line) => line.row === row)?.status,
      }
    }
    const kept = await checked(false)
    t.equal(kept.turns, 1)
    t.equal(kept.of('MD-C08'), 'not-applicable', 'its own rules ask for no such review')
    const reached = await checked(true)
    t.equal(reached.turns, 2)
    t.not(reached.of('MD-C08'), 'not-applicable', 'the pack asks for it')
    t.equal(reached.of('MD-D05'), 'satisfied', 'the window was over before the pack came')
  },
)
