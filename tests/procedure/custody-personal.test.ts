import { replay, type AnyCommand, type By, type Custody, type Entry } from '@juece/procedure'
import t from 'tap'
import { writtenRecord, type WrittenRecord } from '../support/written-record.ts'

const home = 'cn-000000'
const stream = `custody/${home}`
const matter = 'matter/019b8bab-0680-7575-823f-000000000001'
const erasure = { keys: ['key-1', 'key-2'], matters: [matter], ground: '本人要求。' }
const opening = { type: 'OpenEnvelope', envelope: 12, path: 'submitter.name', purpose: '答复' }
const hold = { matters: [matter], reasons: '审计中。' }
const custodian: By = { clerk: 'custody' }

function by(role: string, post = role, jurisdiction = home): By {
  const organs: Readonly<Record<string, string>> = {
    administrator: 'government-office',
    'second-administrator': 'government-office',
    'openness-reviewer': 'government-office',
    archivist: 'archives',
    'undertaking-unit-handler': 'urban-management-bureau',
    superior: 'superior-government',
    head: 'government',
  }
  return {
    official: `${jurisdiction}.${role}`,
    organ: `${jurisdiction}/${organs[post] ?? organs[role] ?? ''}`,
    post: post === 'second-administrator' ? 'administrator' : post,
  }
}

const rows = ({ outcome }: Entry): readonly string[] =>
  outcome.kind === 'refused' ? outcome.grounds.map(({ rule }) => rule) : ['recorded']
const flags = ({ outcome }: Entry): readonly string[] =>
  outcome.kind === 'recorded' ? outcome.deviations.map(({ rule }) => rule) : ['refused']
const enter = (record: WrittenRecord, command: AnyCommand, who: By) =>
  record.enter(stream, command, who)
const ask = (record: WrittenRecord, command: AnyCommand, who: By) =>
  rows(enter(record, command, who))
const propose: AnyCommand = { type: 'ProposeErasure', ...erasure }
const approve: AnyCommand = { type: 'ApproveErasure', ...erasure }
const state = (record: WrittenRecord) => record.state(stream) as Custody

/** Proposed and approved; answers with the position of the approval. */
function approved(record: WrittenRecord): number {
  record.records(stream, propose, by('administrator'))
  record.records(stream, approve, by('openness-reviewer'))
  return record.entries.length - 1
}

const done = (at: number): AnyCommand => ({
  type: 'RecordErasure',
  erasure: at,
  keys: erasure.keys,
  values: [{ entry: 12, path: 'submitter.name' }],
})

function isDecidedAgain(
  t: { same(found: unknown, wanted: unknown, says: string): unknown },
  record: WrittenRecord,
): void {
  const wrong = [...replay(record.entries, record.tools)].filter(({ kind }) => kind !== 'agrees')
  t.same(wrong, [], 'every entry is decided again alike')
}

t.test('CU-01: an envelope is opened by whoever holds a post there, with a purpose', async (t) => {
  const record = writtenRecord([home, 'cn-000001'])
  t.same(ask(record, opening, by('undertaking-unit-handler')), ['recorded'])
  t.same(ask(record, opening, by('head')), ['recorded'])
  for (const purpose of ['', ' ']) {
    t.same(ask(record, { ...opening, purpose }, by('head')), ['CU-01'])
  }
  const { purpose: _purpose, ...silent } = opening
  t.same(ask(record, silent as AnyCommand, by('head')), ['CU-01'])
  t.same(ask(record, opening, by('administrator')), ['PW-01', 'SoD-17'])
  t.same(ask(record, opening, { public: true }), ['PW-01'])
  t.same(ask(record, opening, custodian), ['PW-01'])
  isDecidedAgain(t, record)
})

t.test('SoD-22, CU-03: an erasure takes two officials and the very same list', async (t) => {
  const record = writtenRecord()
  t.throws(() => ask(record, approve, by('openness-reviewer')), 'nobody proposed it')
  t.throws(() => ask(record, { ...propose, keys: [] }, by('administrator')), 'no key')
  t.throws(() => ask(record, { ...propose, matters: [] }, by('administrator')), 'no matter')
  for (const role of ['openness-reviewer', 'archivist', 'head']) {
    t.same(ask(record, propose, by(role)), ['PW-01'], role)
  }
  t.same(ask(record, propose, by('administrator')), ['recorded'])
  t.match(rows(enter(record, approve, by('second-administrator'))), ['PW-01'])
  t.throws(
    () => ask(record, { ...approve, keys: ['key-1'] }, by('openness-reviewer')),
    'a shorter list is another one',
  )
  const reordered = { ...approve, keys: ['key-2', 'key-1'] }
  t.same(ask(record, reordered, by('openness-reviewer')), ['recorded'])
  t.throws(() => ask(record, approve, by('openness-reviewer')), 'approved once')
  isDecidedAgain(t, record)
})

t.test('SoD-22: who proposed does not approve, whatever post he holds', async (t) => {
  const record = writtenRecord()
  const both: By = { official: 'both', organ: `${home}/government-office`, post: 'administrator' }
  for (const [post, sub] of [
    ['administrator', 'both'],
    ['openness-reviewer', 'both'],
  ] as const) {
    record.records(
      `offices/${home}`,
      {
        type: 'AppointToPost',
        official: 'both',
        organ: `${home}/government-office`,
        post,
        subject: { issuer: 'http://127.0.0.1/', sub },
      },
      by('administrator'),
    )
    const change = record.entries.filter(({ entry }) => entry.stream === `offices/${home}`).length
    record.records(
      `offices/${home}`,
      { type: 'ApproveRegisterChange', change, agrees: true },
      by('second-administrator'),
    )
  }
  t.same(ask(record, propose, both), ['recorded'])
  t.same(ask(record, approve, { ...both, post: 'openness-reviewer' }), ['SoD-22'])
})

t.test('CU-02: what is held is not erased, until the hold is lifted', async (t) => {
  const record = writtenRecord()
  const place: AnyCommand = { type: 'PlaceHold', ...hold }
  const lift: AnyCommand = { type: 'LiftHold', ...hold }
  t.same(ask(record, { type: 'PlaceHold', matters: [matter] }, by('archivist')), ['CU-02'])
  t.same(ask(record, place, by('administrator')), ['PW-01', 'SoD-17'])
  t.throws(() => ask(record, lift, by('archivist')), 'nothing is held')
  t.same(ask(record, propose, by('administrator')), ['recorded'])
  t.same(ask(record, place, by('archivist')), ['recorded'])
  t.throws(() => ask(record, place, by('archivist')), 'held already')
  t.same(ask(record, approve, by('openness-reviewer')), ['CU-02'])
  t.same(ask(record, { ...propose, keys: ['key-3'] }, by('administrator')), ['CU-02'])
  t.same(ask(record, { ...lift, reasons: ' ' }, by('archivist')), ['CU-02'])
  t.same(ask(record, lift, by('archivist')), ['recorded'])
  t.same(ask(record, approve, by('openness-reviewer')), ['recorded'])
  isDecidedAgain(t, record)
})

t.test(
  'CU-03: that keys are gone is entered by the house alone, of what was approved',
  async (t) => {
    const record = writtenRecord()
    t.throws(() => ask(record, done(3), custodian), 'nobody approved it')
    const at = approved(record)
    t.same(ask(record, done(at), by('administrator')), ['PW-01', 'SoD-17'])
    t.throws(() => ask(record, { ...done(at), keys: ['key-9'] }, custodian), 'another key')
    t.same(flags(enter(record, done(at), custodian)), [])
    t.match(state(record), { destroyed: erasure.keys, erased: [{ entry: 12 }] })
    t.same(ask(record, opening, by('head')), ['CU-03'])
    t.same(ask(record, { ...opening, path: 'submitter.address' }, by('head')), ['recorded'])
    t.same(ask(record, propose, by('administrator')), ['CU-03'])
    isDecidedAgain(t, record)
  },
)

t.test(
  'CU-02: a hold placed between approval and destruction is flagged, not denied',
  async (t) => {
    const record = writtenRecord()
    const at = approved(record)
    t.same(ask(record, { type: 'PlaceHold', ...hold }, by('archivist')), ['recorded'])
    t.same(flags(enter(record, done(at), custodian)), ['CU-02'])
    isDecidedAgain(t, record)
  },
)
