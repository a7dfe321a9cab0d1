import { calendarDate, digest, instant, type Instant } from '@juece/kernel'
import {
  circumstancesFrom,
  deciderOf,
  noRules,
  withEntry,
  emptyStream,
  type By,
  type Entry,
  type Folded,
  type LawInUse,
  type Offices,
  type Outcome,
} from '@juece/procedure'
import { nationalLevelFile, resolveRules } from '@juece/rulebook'
import t from 'tap'

const founding: By = { founding: digest(`sha256:${'0'.repeat(64)}`) }
const admin = (official: string, organ = 'cn-000000/government-office'): By => ({
  official,
  organ,
  post: 'administrator',
})
const subject = (sub: string) => ({ issuer: 'https://login.example', sub })
const appoint = (official: string, organ: string, post: string, more: object = {}) => ({
  type: 'AppointToPost',
  official,
  organ,
  post,
  subject: subject(official),
  ...more,
})
const approve = (change: number, agrees = true) => ({
  type: 'ApproveRegisterChange',
  change,
  agrees,
})
const rules = resolveRules([nationalLevelFile], calendarDate('2025-03-01'))
const start = instant('2025-03-03T09:00:00+08:00')

class Register {
  #states = new Map<string, Folded>()

  state<T>(stream: string): T {
    return this.#folded(stream).state as T
  }

  lodge(
    stream: string,
    by: By,
    command: { readonly type: string },
    time: Instant = start,
  ): Outcome {
    const folded = this.#folded(stream)
    const states = new Map([...this.#states].map(([name, { state }]) => [name, state] as const))
    states.set(stream, folded.state)
    const at = circumstancesFrom({
      time,
      present: time,
      rules: 'founding' in by ? noRules(calendarDate('2025-03-03')) : rules,
      calendar: { years: {} },
      states,
    })
    const outcome = deciderOf(stream).decide(command as never, folded.state, at, by)
    if (outcome.kind === 'invalid') return outcome
    const entry: Entry = {
      format: 'juece-entry/1',
      stream,
      sequence: folded.sequence + 1,
      previous: null,
      asOf: {},
      occurred: time,
      entered: time,
      by,
      rules: null,
      calendar: null,
      command: { ...(command as never as object), id: 'x', type: command.type },
      outcome,
      salt: '0'.repeat(32),
    }
    this.#states.set(stream, withEntry(folded, { position: 0, entry }))
    return outcome
  }

  #folded(stream: string): Folded {
    return this.#states.get(stream) ?? emptyStream(stream)
  }
}

function founded(): Register {
  const register = new Register()
  register.lodge(
    'offices/cn-000000',
    founding,
    appoint('qian-an', 'cn-000000/government-office', 'administrator'),
  )
  register.lodge(
    'offices/cn-000000',
    founding,
    appoint('sun-ping', 'cn-000000/government-office', 'administrator'),
  )
  return register
}

const rows = (outcome: Outcome) =>
  outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]
const held = (register: Register, stream = 'offices/cn-000000') =>
  register.state<Offices>(stream).appointments.map(({ official, post }) => `${official} ${post}`)

t.test(
  '创设登记: founding entries take effect at once, while nothing else stands in the stream',
  async (t) => {
    const register = founded()
    t.same(held(register), ['qian-an administrator', 'sun-ping administrator'])
    register.lodge(
      'offices/cn-000000',
      admin('qian-an'),
      appoint('li-hua', 'cn-000000/government-office', 'office-director'),
    )
    // No rule governs a founding entry, so none could refuse it: deciding it at all is a fault.
    t.throws(() =>
      register.lodge('offices/cn-000000', founding, appoint('eve', 'cn-000000/government', 'head')),
    )
  },
)

t.test(
  '任职: an appointment takes effect when a second administrator approves it (SoD-22)',
  async (t) => {
    const register = founded()
    const stream = 'offices/cn-000000'
    t.equal(
      register.lodge(
        stream,
        admin('qian-an'),
        appoint('li-hua', 'cn-000000/government-office', 'office-director'),
      ).kind,
      'recorded',
    )
    t.notOk(held(register).includes('li-hua office-director'))
    t.same(rows(register.lodge(stream, admin('qian-an'), approve(3))), ['SoD-22'])
    t.equal(register.lodge(stream, admin('sun-ping'), approve(3)).kind, 'recorded')
    t.ok(held(register).includes('li-hua office-director'))
    t.equal(register.lodge(stream, admin('sun-ping'), approve(3)).kind, 'invalid')
  },
)

t.test('任职: a change that is not agreed to leaves everything as it was', async (t) => {
  const register = founded()
  const stream = 'offices/cn-000000'
  register.lodge(stream, admin('qian-an'), appoint('li-hua', 'cn-000000/government', 'head'))
  register.lodge(stream, admin('sun-ping'), approve(3, false))
  t.same(held(register), ['qian-an administrator', 'sun-ping administrator'])
})

t.test('任职: nobody but an administrator changes the register', async (t) => {
  const register = founded()
  const stream = 'offices/cn-000000'
  register.lodge(stream, admin('qian-an'), appoint('zhou-jing', 'cn-000000/government', 'head'))
  register.lodge(stream, admin('sun-ping'), approve(3))
  const head: By = { official: 'zhou-jing', organ: 'cn-000000/government', post: 'head' }
  t.equal(
    rows(register.lodge(stream, head, appoint('eve', 'cn-000000/government', 'member')))[0],
    'PW-01',
  )
  t.equal(
    rows(
      register.lodge(stream, { public: true }, appoint('eve', 'cn-000000/government', 'member')),
    )[0],
    'PW-01',
  )
})

t.test(
  '任职: administrators of the record open a jurisdiction; then its own take over',
  async (t) => {
    const register = founded()
    const stream = 'offices/cn-000017'
    const own = (official: string) => admin(official, 'cn-000017/government-office')
    for (const [index, official] of ['a-1', 'a-2'].entries()) {
      t.equal(
        register.lodge(
          stream,
          admin('qian-an'),
          appoint(official, 'cn-000017/government-office', 'administrator'),
        ).kind,
        'recorded',
      )
      if (index === 0) {
        // Not in force yet, so the record's administrators still may.
        continue
      }
    }
    t.equal(register.lodge(stream, admin('sun-ping'), approve(1)).kind, 'recorded')
    t.equal(rows(register.lodge(stream, admin('sun-ping'), approve(2)))[0], 'PW-01')
    t.equal(register.lodge(stream, own('a-1'), approve(2)).kind, 'recorded')
    t.equal(
      register.lodge(stream, own('a-1'), appoint('b', 'cn-000017/government', 'head')).kind,
      'recorded',
    )
    t.equal(
      register.lodge(stream, own('a-1'), appoint('b', 'cn-000000/government', 'head')).kind,
      'invalid',
    )
  },
)

t.test(
  'SoD-23: acting authority has a document and an end, and holds from instant to instant',
  async (t) => {
    const register = founded()
    const stream = 'offices/cn-000000'
    const grant = (more: object) =>
      register.lodge(stream, admin('qian-an'), {
        type: 'GrantActingAuthority',
        kind: 'actingHead',
        official: 'wu-fan',
        organ: 'cn-000000/government',
        post: 'head',
        from: start,
        appointedBy: 'peoplesCongressCommittee',
        ...more,
      } as never)
    t.same(rows(grant({})), ['SoD-23'])
    t.same(rows(grant({ until: instant('2025-04-01T00:00:00+08:00') })), ['SoD-23'])
    const paper = { digest: digest(`sha256:${'1'.repeat(64)}`), length: 1, mediaType: 'text/plain' }
    t.equal(
      grant({ until: instant('2025-04-01T00:00:00+08:00'), document: paper }).kind,
      'recorded',
    )
  },
)

t.test(
  'U-03: a rulebook once superseded is not adopted again, and adoption takes two persons',
  async (t) => {
    const register = founded()
    const one = digest(`sha256:${'a'.repeat(64)}`)
    const two = digest(`sha256:${'b'.repeat(64)}`)
    const adopt = (rules: string) => ({ type: 'AdoptRulebook', rules })
    t.equal(register.lodge('law-in-use', founding, adopt(one)).kind, 'recorded')
    t.equal(register.state<LawInUse>('law-in-use').rules, one)
    t.equal(register.lodge('law-in-use', admin('qian-an'), adopt(two)).kind, 'recorded')
    t.equal(register.state<LawInUse>('law-in-use').rules, one)
    t.same(rows(register.lodge('law-in-use', admin('qian-an'), approve(2))), ['SoD-22'])
    register.lodge('law-in-use', admin('sun-ping'), approve(2))
    t.equal(register.state<LawInUse>('law-in-use').rules, two)
    t.equal(register.lodge('law-in-use', admin('qian-an'), adopt(one)).kind, 'invalid')
  },
)

const becomes = (more: object = {}) => ({
  type: 'RecordSuccession',
  institution: '县政策研究室',
  became: ['县发展研究中心'],
  kind: 'renamed',
  from: calendarDate('2025-03-01'),
  document: { digest: digest(`sha256:${'1'.repeat(64)}`), length: 1, mediaType: 'text/plain' },
  ...more,
})

t.test(
  '机构沿革: what a body became is on record once a second administrator agrees',
  async (t) => {
    const register = founded()
    const stream = 'offices/cn-000000'
    const successions = () => register.state<Offices>(stream).successions
    t.same(rows(register.lodge(stream, admin('qian-an'), becomes())), ['recorded'])
    t.same(successions(), [])
    t.same(rows(register.lodge(stream, admin('qian-an'), approve(3))), ['SoD-22'])
    t.same(rows(register.lodge(stream, admin('sun-ping'), approve(3))), ['recorded'])
    t.same(successions(), [
      {
        institution: '县政策研究室',
        became: ['县发展研究中心'],
        kind: 'renamed',
        from: '2025-03-01',
      },
    ])
    const head: By = { official: 'zhou-jing', organ: 'cn-000000/government', post: 'head' }
    t.equal(rows(register.lodge(stream, head, becomes()))[0], 'PW-01')
  },
)

t.test(
  '机构沿革: only what was abolished became nothing, and nothing becomes itself',
  async (t) => {
    const register = founded()
    const lodge = (more: object) =>
      rows(register.lodge('offices/cn-000000', admin('qian-an'), becomes(more)))
    t.same(lodge({ became: [] }), ['invalid'])
    t.same(lodge({ became: [], kind: 'abolished' }), ['recorded'])
    t.same(lodge({ kind: 'abolished' }), ['invalid'])
    t.same(lodge({ became: ['县政策研究室'] }), ['invalid'])
    t.same(lodge({ became: ['一所', '二所'], kind: 'split' }), ['recorded'])
  },
)
