import t from 'tap'
import { accountabilityExtract, type Placed, type StoredEvent } from '@juece/procedure'
import {
  answerTo,
  but,
  by,
  given,
  matterOf,
  member,
  members,
  moment,
  paper,
  revised,
  rowsOf,
  stream,
  type Act,
  type World,
} from './support/review.ts'
import { act, executing, head, inspector } from './support/execution-acts.ts'
import {
  closeItem,
  decide,
  onAgenda,
  openItem,
  openSitting,
  reviewed,
  stance,
} from './support/review-acts.ts'

const superior = by('superior')
const open = (more: object = {}, who: Act['by'] = superior): Act =>
  act('OpenAccountability', who, '2027-01-10 09:00', {
    rule: 'MD-O02',
    persons: ['head', 'member-1'],
    paper: paper(),
    ...more,
  })
const close = (more: object = {}): Act =>
  act('CloseAccountability', superior, '2027-06-10 09:00', {
    rule: 'MD-O02',
    persons: ['member-1', 'head'],
    outcome: '责令改正。',
    paper: paper(),
    ...more,
  })

t.test('第三十八条: a case is opened at any stage, by those who may', async (t) => {
  for (const who of [superior, inspector, head]) {
    t.same(rowsOf(answerTo(executing(), open({}, who))), ['recorded'])
  }
  t.same(rowsOf(answerTo(reviewed(), open())), ['recorded'], 'before any decision as well')
  t.same(rowsOf(answerTo(executing(), open({}, by('executing-unit')))), ['PW-01'])
  t.same(rowsOf(answerTo(executing(), open({ persons: [] }))), ['MD-O02'])
})

t.test('T48: a case changes nothing else, and is closed once', async (t) => {
  const world = executing()
  const opened = given(world, open())
  // Beside the cases only the authorship of the new entry is noted (T50).
  const { accountability: _a, corrections: _c, ...rest } = matterOf(opened)
  const { accountability: _b, corrections: _d, ...before } = matterOf(world)
  t.same(rest, before)
  t.same(rowsOf(answerTo(world, close())), ['T48'])
  t.same(rowsOf(answerTo(opened, close({ rule: 'MD-O01' }))), ['T48'])
  t.same(rowsOf(answerTo(opened, close({ persons: ['head'] }))), ['T48'], 'others')
  const closed = given(opened, close())
  t.type(matterOf(closed).accountability.cases[0]?.closed, 'number')
  t.same(rowsOf(answerTo(closed, close())), ['T48'])
})

/** An entry that says what it says. */
function placed(
  position: number,
  who: Act['by'],
  at: Act['at'],
  events: readonly StoredEvent[],
): Placed {
  const [first] = events
  return {
    position,
    entry: {
      format: 'juece-entry/1',
      stream,
      sequence: position,
      previous: null,
      asOf: {},
      occurred: at,
      entered: at,
      by: who,
      rules: null,
      calendar: null,
      command: { ...first, id: `test/${position}`, type: first?.type ?? '' },
      outcome: { kind: 'recorded', events, consulted: [], deviations: [] },
      salt: '00',
    },
  }
}
const registration = act('RegisterDraft', by('undertaking-unit-handler'), '2025-03-02 09:00', {
  version: 1,
  text: paper(1),
  explanation: paper(),
})

/** The entries of these acts, decided one after the other; a refused one is an entry too. */
function told(before: World, acts: readonly Act[]): readonly Placed[] {
  const { entries } = acts.reduce<{ world: World; entries: readonly Placed[] }>(
    ({ world, entries }, one) => {
      const outcome = answerTo(world, one)
      if (outcome.kind === 'invalid') throw new Error(JSON.stringify(outcome))
      const shell = placed(world.position, one.by, one.at, [])
      const command = { ...one.with, id: `test/${world.position}`, type: one.type }
      const entry = { ...shell.entry, command, outcome }
      return {
        world: outcome.kind === 'recorded' ? given(world, one) : world,
        entries: [...entries, { ...shell, entry }],
      }
    },
    { world: before, entries: [] },
  )
  return entries
}
const registered = told(
  but(revised(), () => ({ stage: 'S06', drafts: [] })),
  [registration],
)

t.test('E10: the extract lists exactly the six who dissented', async (t) => {
  const sitting = given(onAgenda(), openSitting(moment('2025-03-13 09:00')))
  const others = members.slice(1)
  const entries = told(sitting, [
    openItem(moment('2025-03-13 09:30')),
    ...others.map((who, index) => stance(who, index < 6 ? 'disagree' : 'agree')),
    decide('agreed', { reasons: '不调整将无法运行。' }),
    closeItem,
  ])
  const [decision, ...more] = accountabilityExtract([...registered, ...entries]).decisions
  t.same(more, [])
  t.same(decision?.dissenters, members.slice(1, 7))
  t.equal(decision?.decider, 'head')
  t.equal(decision?.reasons, '不调整将无法运行。')
  t.equal(decision?.draft, 1)
  t.equal(decision?.text, paper(1).digest)
  t.equal(decision?.stances.length, 7)
  t.match(decision?.stances[0], {
    member: 'executive-deputy',
    stance: 'disagree',
    statement: '意见如上。',
  })
})

t.test(
  '第三十八条第三款: a silent member, a recused one and the decider dissented from nothing',
  async (t) => {
    const office = by('government-office')
    const event = (position: number, who: Act['by'], said: StoredEvent) =>
      placed(position, who, moment('2025-03-13 10:00'), [said])
    const spoke = (position: number, who: string, takes: string) =>
      event(position, by('recorder'), {
        type: 'StanceRecorded',
        member: who,
        stance: takes,
        statement: '意见如上。',
      })
    const extract = accountabilityExtract([
      event(1, office, { type: 'DeliberationOpened', draft: 1, sitting: 'sittings/x' }),
      spoke(2, 'member-1', 'disagree'),
      spoke(3, 'member-2', 'defer'),
      spoke(4, 'member-3', 'disagree'),
      spoke(5, 'head', 'disagree'),
      event(6, member(3), { type: 'RecusalDeclared', member: 'member-3' }),
      event(7, head, { type: 'DecisionTaken', decision: 'agreed' }),
      event(8, head, { type: 'ReasonsGiven', reasons: '理由如上。' }),
      event(9, office, { type: 'DeliberationOpened', draft: 2, sitting: 'sittings/y' }),
      spoke(10, 'member-4', 'disagree'),
      event(11, head, { type: 'DecisionTaken', decision: 'rejected' }),
    ])
    t.same(
      extract.decisions.map(({ decision, dissenters }) => [decision, dissenters]),
      [
        ['agreed', ['member-1', 'member-2']],
        ['rejected', []],
      ],
    )
    t.equal(extract.decisions[0]?.reasons, '理由如上。')
  },
)

t.test('a sitting on paper has its dissenters as well', async (t) => {
  const entered = act('EnterTranscript', by('recorder'), '2025-03-14 09:00', {
    kind: 'executive-meeting',
    opened: moment('2025-03-13 09:00'),
    closed: moment('2025-03-13 11:00'),
    chair: 'head',
    due: members,
    speeches: [
      { member: 'member-1', stance: 'disagree', statement: '群众负担过重。', head: false },
      { member: 'member-2', stance: 'agree', head: false },
      { member: 'head', stance: 'agree', head: true },
    ],
    decider: 'head',
    decision: 'agreed',
    draft: 1,
    transcript: paper(),
    happened: moment('2025-03-13 11:00'),
    evidence: paper(),
  })
  const [decision] = accountabilityExtract(told(reviewed(), [entered])).decisions
  t.same(decision?.dissenters, ['member-1'])
  t.equal(decision?.stances[0]?.statement, '群众负担过重。')
  t.equal(decision?.takenAt, moment('2025-03-13 11:00'))
})

t.test('R713 38: who acted, in which post, on which text; refused acts bind nobody', async (t) => {
  const refused = act('StopExecution', by('executing-unit'), '2025-07-01 09:00')
  const entries = told(executing(), [refused, open()])
  const { acts, cases } = accountabilityExtract([...registered, ...entries])
  t.same(
    acts.map(({ official, organ, post, act: type, text }) => [official, organ, post, type, text]),
    [
      [
        'undertaking-unit-handler',
        'cn-000000/urban-management-bureau',
        'undertaking-unit-handler',
        'RegisterDraft',
        paper(1).digest,
      ],
      ['superior', 'cn-000000/superior-government', 'superior', 'OpenAccountability', undefined],
    ],
  )
  t.same(
    cases.map(({ rule, persons }) => [rule, persons]),
    [['MD-O02', ['head', 'member-1']]],
  )
})
