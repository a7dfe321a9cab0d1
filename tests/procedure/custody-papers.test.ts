import { calendarDate, digest, instant } from '@juece/kernel'
import {
  circumstancesFrom,
  deciderOf,
  emptyStream,
  withEntry,
  type By,
  type Custody,
  type Entry,
  type Folded,
  type Outcome,
} from '@juece/procedure'
import { nationalLevelFile, resolveRules } from '@juece/rulebook'
import t from 'tap'

const rules = resolveRules([nationalLevelFile], calendarDate('2025-03-01'))
const now = instant('2025-03-03T09:00:00+08:00')
const paper = { digest: digest(`sha256:${'a'.repeat(64)}`), length: 3, mediaType: 'text/plain' }
const matter = 'matter/01900000-0000-7000-8000-000000000001'
const organ = 'cn-000000/government-office'
const clerk: By = { clerk: 'custody' }
const home = 'custody/cn-000000'

const official = (id: string, post: string): By => ({ official: id, organ, post })
const archivist = official('archivist', 'archivist')
const reviewer = official('reviewer', 'office-director')
const administrator = official('administrator', 'administrator')

/** Every person here holds the post he acts in. */
const offices = emptyStream('offices/cn-000000')
for (const by of [archivist, reviewer, administrator]) appointed(by)

function appointed(by: By): void {
  if (!('official' in by)) return
  const state = offices.state as { appointments: object[] }
  const held = {
    official: by.official,
    organ,
    post: by.post,
    from: instant('2024-01-01T00:00:00Z'),
  }
  Object.assign(offices, {
    state: {
      ...state,
      appointments: [...state.appointments, { ...held, subject: {}, sequence: 1 }],
    },
  })
}

class Register {
  folded: Folded
  readonly stream: string
  constructor(stream: string) {
    this.stream = stream
    this.folded = emptyStream(stream)
  }

  get state(): Custody {
    return this.folded.state as Custody
  }

  lodge(by: By, command: { readonly type: string; readonly [field: string]: unknown }): Outcome {
    const { folded, stream } = this
    const at = circumstancesFrom({
      time: now,
      present: now,
      rules,
      calendar: { years: {} },
      states: new Map([
        [stream, folded.state],
        ['offices/cn-000000', offices.state],
      ]),
    })
    const outcome = deciderOf(stream).decide(command as never, folded.state, at, by)
    if (outcome.kind === 'invalid') return outcome
    const entry: Entry = {
      format: 'juece-entry/1',
      stream,
      sequence: folded.sequence + 1,
      previous: null,
      asOf: {},
      occurred: now,
      entered: now,
      by,
      rules: null,
      calendar: null,
      command: { ...command, id: 'x', type: command.type } as Entry['command'],
      outcome,
      salt: '0'.repeat(32),
    }
    this.folded = withEntry(folded, { position: folded.sequence, entry })
    return outcome
  }
}

const said = (outcome: Outcome) =>
  outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : [outcome.kind]

const propose = {
  type: 'ProposeDestruction',
  items: [paper],
  matters: [matter],
  ground: '保管期限届满',
  reviewers: ['reviewer'],
}
const review = { type: 'ReviewDestruction', destruction: 0, answer: 'destroy', reasons: '已核对' }
const certify = { type: 'CertifyDestruction', destruction: 0, certificate: paper }

t.test(
  'CU-04: a paper is destroyed by a list, a named reviewer who agrees, and a certificate',
  (t) => {
    const register = new Register(home)
    t.same(said(register.lodge(archivist, propose)), ['recorded'])
    t.same(said(register.lodge(archivist, certify)), ['CU-04'], 'nobody has reviewed it')
    t.same(said(register.lodge(archivist, review)), ['CU-04', 'SoD-22'], 'not by who proposed it')
    t.same(said(register.lodge(administrator, review)), ['PW-01', 'SoD-17', 'CU-04'])
    t.same(said(register.lodge(reviewer, { ...review, reasons: '' })), ['CU-04'])
    t.same(said(register.lodge(reviewer, { ...review, answer: 'keep' })), ['CU-04'], 'until when')
    const kept = { ...review, answer: 'keep', keepUntil: '2030-01-01' }
    t.same(said(register.lodge(reviewer, kept)), ['recorded'])
    t.same(said(register.lodge(archivist, certify)), ['CU-04'], 'the reviewer keeps it')
    t.same(said(register.lodge(reviewer, review)), ['recorded'], 'he may think again')
    const certified = register.lodge(archivist, certify)
    t.match(certified, {
      kind: 'recorded',
      events: [
        {
          type: 'DestructionCertified',
          items: [paper.digest],
          ground: '保管期限届满',
          officials: ['archivist', 'reviewer'],
        },
      ],
    })
    t.same(said(register.lodge(archivist, certify)), ['invalid'], 'once')
    t.same(
      said(register.lodge(archivist, propose)),
      ['CU-04'],
      'what is gone is not destroyed again',
    )
    t.end()
  },
)

t.test('CU-02: under a hold nothing is proposed, reviewed or certified for destruction', (t) => {
  const register = new Register(home)
  const hold = { type: 'PlaceHold', matters: [matter], reasons: '审查中' }
  t.same(said(register.lodge(archivist, propose)), ['recorded'])
  t.same(said(register.lodge(archivist, hold)), ['recorded'])
  t.ok(said(register.lodge(reviewer, review)).includes('CU-02'))
  t.ok(said(register.lodge(archivist, propose)).includes('CU-02'))
  t.ok(said(register.lodge(archivist, certify)).includes('CU-02'))
  t.same(said(register.lodge(archivist, { ...hold, type: 'LiftHold' })), ['recorded'])
  t.same(said(register.lodge(reviewer, review)), ['recorded'])
  t.same(said(register.lodge(archivist, certify)), ['recorded'])
  t.end()
})

t.test('SoD-22: who proposes a destruction is not among its reviewers', (t) => {
  const register = new Register(home)
  t.same(said(register.lodge(archivist, { ...propose, reviewers: ['archivist'] })), ['SoD-22'])
  t.same(said(register.lodge(archivist, { ...propose, reviewers: [] })), ['invalid'])
  t.same(said(new Register('custody/heads').lodge(archivist, propose)), ['invalid'])
  t.end()
})

t.test('CU-05: heads are recorded by the house itself, forwards only, in their own stream', (t) => {
  const register = new Register('custody/heads')
  const heads = { type: 'RecordHeads', below: 5, count: 2, root: `sha256:${'0'.repeat(64)}` }
  t.same(said(register.lodge(administrator, heads)).slice(0, 1), ['PW-01'])
  t.same(said(register.lodge(clerk, heads)), ['recorded'])
  t.same(said(register.lodge(clerk, heads)), ['CU-05'])
  t.same(said(register.lodge(clerk, { ...heads, below: 6 })), ['recorded'])
  t.same(said(register.lodge(clerk, { ...heads, root: 'x' })), ['invalid'])
  t.same(said(new Register(home).lodge(clerk, heads)), ['invalid'])
  t.end()
})

t.test('CU-06: an outage is recorded once it is over', (t) => {
  const register = new Register('custody/outages')
  const outage = {
    type: 'RecordOutage',
    from: '2025-03-03T00:00:00.000Z',
    until: now,
    what: '断电',
  }
  t.same(said(register.lodge(administrator, outage)), ['recorded'])
  t.same(said(register.lodge(clerk, outage)), ['recorded'])
  const ahead = { ...outage, until: '2025-03-03T01:00:00.001Z' }
  t.same(said(register.lodge(administrator, ahead)), ['CU-06'])
  t.same(said(register.lodge(administrator, { ...outage, from: now, until: outage.from })), [
    'CU-06',
  ])
  t.end()
})

t.test(
  'CU-07: a key of the log is announced by one in use, and retired when another is left',
  (t) => {
    const register = new Register('custody/keys')
    const announce = { type: 'AnnounceLogKey', key: 'log+2+k', by: 'log+1+k', signature: 's' }
    const retire = { type: 'RetireLogKey', key: 'log+1+k', lastSize: 9 }
    t.same(said(register.lodge(administrator, retire)), ['CU-07'], 'no other key is left')
    t.same(said(register.lodge(administrator, { ...announce, by: 'log+2+k' })), ['CU-07'])
    t.same(said(register.lodge(administrator, announce)), ['recorded'])
    t.same(said(register.lodge(administrator, announce)), ['CU-07'], 'once')
    t.same(said(register.lodge(administrator, retire)), ['recorded'])
    t.same(said(register.lodge(administrator, retire)), ['CU-07'], 'once')
    const late = { ...announce, key: 'log+3+k' }
    t.same(
      said(register.lodge(administrator, late)),
      ['CU-07'],
      'a retired key vouches for nothing',
    )
    t.same(said(register.lodge(administrator, { ...late, by: 'log+2+k' })), ['recorded'])
    t.same(said(register.lodge(archivist, late)).slice(0, 1), ['PW-01'])
    t.end()
  },
)
