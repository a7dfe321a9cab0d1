import { digestOf } from '@juece/cryptography'
import { setRootOf } from '@juece/ledger'
import { replay, type Replayed } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { v7 } from 'uuid'
import t from 'tap'
import { openLawLibrary } from '../../packages/registrar/src/law-library.ts'
import { openedDesk, posts, proposal, town, jurisdiction, type Town } from '../support/town.ts'
import { openPersonDoor } from '@juece/registrar/person'

const matterStream = () => `matter/${v7()}`

async function entries(of: Town): Promise<readonly Replayed[]> {
  const stored = await of.house.reader.readFrom(0, 10_000)
  return stored.map(({ position, digest, bytes }) => ({
    position,
    digest,
    entry: parseEntry(bytes),
  }))
}

/** Whether every entry of the record is decided again as it stands. */
async function redecided(of: Town): Promise<readonly string[]> {
  const all = await entries(of)
  const library = openLawLibrary(of.house.papers)
  const rules = new Map<string, Awaited<ReturnType<typeof library.rules>>>()
  const calendars = new Map<string, Awaited<ReturnType<typeof library.calendar>>>()
  for (const { entry } of all) {
    const on = entry.occurred.slice(0, 10)
    if (entry.rules !== null) rules.set(entry.rules, await library.rules(entry.rules, on as never))
    if (entry.calendar !== null)
      calendars.set(entry.calendar, await library.calendar(entry.calendar))
  }
  const tools = {
    rules: (name: string) => rules.get(name),
    calendar: (name: string) => calendars.get(name),
    procedure: () => 1,
    rootOf: setRootOf,
  }
  return [...replay(all, tools as never)]
    .filter(({ kind }) => kind !== 'agrees')
    .map((result) => JSON.stringify(result))
}

t.test(
  'an act is entered with what it read, chained to the one before, and is decided again the same',
  async (t) => {
    const county = await town(t)
    const stream = matterStream()
    const proposed = await county.lodge('proposer', stream, proposal)
    t.match(proposed, { kind: 'recorded', sequence: 1, stage: 'S01', repeated: false })
    const assigned = await county.lodge('head', stream, {
      type: 'AssignStudy',
      unit: `${jurisdiction}/finance-bureau`,
    })
    t.match(assigned, { kind: 'recorded', sequence: 2, stage: 'S02' })
    const [first, second] = await county.house.reader.readStream(stream)
    const entry = parseEntry(second?.bytes ?? new Uint8Array())
    t.equal(entry.previous, first?.digest)
    t.equal(digestOf(second?.bytes ?? new Uint8Array()), second?.digest)
    t.same(Object.keys(entry.asOf), ['law-in-use', `offices/${jurisdiction}`])
    t.same(await redecided(county), [])
  },
)

t.test('what the law forbids is an entry too, and changes nothing', async (t) => {
  const county = await town(t)
  const stream = matterStream()
  await county.lodge('proposer', stream, proposal)
  const early = await county.lodge('undertaking-unit-handler', stream, {
    type: 'RegisterDraft',
    version: 1,
    text: await county.paper(),
    explanation: await county.paper(),
  })
  t.match(early, {
    kind: 'refused',
    sequence: 2,
    isAboutThePerson: false,
    grounds: [{ rule: 'MD-B04' }],
  })
  const unable = await county.lodge('proposer', stream, {
    type: 'AssignStudy',
    unit: `${jurisdiction}/finance-bureau`,
  })
  t.match(unable, { kind: 'refused', isAboutThePerson: true, grounds: [{ rule: 'PW-01' }] })
  const { folded } = await county.door.folded(stream)
  t.match(folded, { sequence: 3, state: { stage: 'S01' } })
  t.same(await redecided(county), [])
})

t.test('the same key brings the first answer again; another body under it is none', async (t) => {
  const county = await town(t)
  const stream = matterStream()
  const first = await county.lodge('proposer', stream, proposal, { key: 'once' })
  const again = await county.lodge('proposer', stream, proposal, { key: 'once' })
  t.match(again, { ...first, repeated: true })
  const other = await county.lodge('proposer', stream, { ...proposal, title: 'x' }, { key: 'once' })
  t.equal(other.kind, 'reused')
  t.equal((await county.house.reader.readStream(stream)).length, 1)
})

t.test('twenty retries at once enter once and are all told the same', async (t) => {
  const county = await town(t)
  const stream = matterStream()
  const doors = await Promise.all(
    [1, 2].map(async () =>
      openPersonDoor(await openedDesk(t, county.database.url('registrar'), county.attachmentsDir)),
    ),
  )
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_unused, index) =>
      (doors[index % 2] ?? county.door).lodge({
        stream,
        command: proposal,
        key: 'same',
        by: {
          official: 'proposer',
          actAs: { organ: `${jurisdiction}/development-bureau`, post: 'proposer' },
        },
        occurred: county.door.now(),
      }),
    ),
  )
  const positions = answers.map((answer) =>
    answer.kind === 'recorded' ? answer.position : answer.kind,
  )
  t.equal(new Set(positions).size, 1)
  t.equal(answers.filter((answer) => answer.kind === 'recorded' && !answer.repeated).length, 1)
  t.equal((await county.house.reader.readStream(stream)).length, 1)
})

t.test(
  '32 people of two processes act on one matter at once: each act is recorded or refused, none handed back',
  async (t) => {
    const county = await town(t)
    const stream = matterStream()
    await county.lodge('proposer', stream, proposal)
    const second = openPersonDoor(
      await openedDesk(t, county.database.url('registrar'), county.attachmentsDir),
    )
    const [organ, post] = posts['government-office'] ?? ['', '']
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_unused, index) =>
        (index % 2 === 0 ? county.door : second).lodge({
          stream,
          command: {
            type: 'ProposeFinding',
            findings: [{ code: 'AF-01', answer: 'yes', reasons: `理由${index}` }],
          },
          key: `p${index}`,
          by: { official: 'government-office', actAs: { organ: `${jurisdiction}/${organ}`, post } },
          occurred: county.door.now(),
        }),
      ),
    )
    t.same([...new Set(answers.map(({ kind }) => kind))], ['recorded'])
    const stored = await county.house.reader.readStream(stream)
    t.same(
      stored.map(({ sequence }) => sequence),
      Array.from({ length: 33 }, (_unused, index) => index + 1),
    )
    t.same(await redecided(county), [])
  },
)

t.test('32 matters at once: every act is entered, and positions are dense', async (t) => {
  const county = await town(t)
  const answers = await Promise.all(
    Array.from({ length: 32 }, () => county.lodge('proposer', matterStream(), proposal)),
  )
  t.same([...new Set(answers.map(({ kind }) => kind))], ['recorded'])
  const all = await entries(county)
  t.same(
    all.map(({ position }) => position),
    all.map((_unused, index) => index),
  )
})

t.test('a register that moves all the while makes nobody lose an act', async (t) => {
  const county = await town(t)
  const stream = matterStream()
  await county.lodge('proposer', stream, proposal)
  const other = openPersonDoor(
    await openedDesk(t, county.database.url('registrar'), county.attachmentsDir),
  )
  const moves = Array.from({ length: 10 }, (_unused, index) =>
    other.lodge({
      stream: `offices/${jurisdiction}`,
      command: {
        type: 'AppointToPost',
        official: `member-${index}`,
        organ: `${jurisdiction}/government`,
        post: 'member',
        subject: { issuer: 'http://127.0.0.1:1', sub: `member-${index}` },
      },
      key: `m${index}`,
      by: {
        official: 'qian-an',
        actAs: { organ: `${jurisdiction}/government-office`, post: 'administrator' },
      },
      occurred: county.door.now(),
    }),
  )
  const acts = Array.from({ length: 10 }, () => county.lodge('proposer', matterStream(), proposal))
  const kinds = (await Promise.all([...moves, ...acts])).map(({ kind }) => kind)
  t.same([...new Set(kinds)], ['recorded'])
  t.same(await redecided(county), [])
})

t.test(
  'what is no act leaves no entry: an unknown act, an unknown paper, an empty stream, a stale look',
  async (t) => {
    const county = await town(t)
    const stream = matterStream()
    const before = await county.house.reader.size()
    t.equal((await county.lodge('proposer', stream, { type: 'DeemApproved' })).kind, 'invalid')
    t.equal(
      (await county.lodge('head', stream, { type: 'DeclineToStart', reasons: 'x' })).kind,
      'unknown',
    )
    const strange = `sha256:${'9'.repeat(64)}`
    t.match(await county.lodge('proposer', stream, { ...proposal, paper: strange }), {
      kind: 'invalid',
      issues: [{ path: 'paper' }],
    })
    t.equal(
      (await county.lodge('proposer', stream, proposal, { key: 'clock key' })).kind,
      'invalid',
    )
    t.equal(await county.house.reader.size(), before)
    await county.lodge('proposer', stream, proposal)
    const stale = await county.lodge(
      'head',
      stream,
      { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` },
      { ifMatch: 0 },
    )
    t.match(stale, { kind: 'stale', sequence: 1 })
  },
)

t.test('the clock’s ids do not come through the door for people', async (t) => {
  const county = await town(t)
  const answer = await county.door.lodge({
    stream: matterStream(),
    command: proposal,
    key: 'x/ClosePublicComment/5',
    by: { official: 'clock' },
    occurred: county.door.now(),
  })
  t.equal(answer.kind, 'invalid')
})

t.test('a person without Act-As acts in the one post that may lodge the act', async (t) => {
  const county = await town(t)
  const answer = await county.door.lodge({
    stream: matterStream(),
    command: proposal,
    key: 'plain',
    by: { official: 'proposer' },
    occurred: county.door.now(),
  })
  t.equal(answer.kind, 'recorded')
  const held = await county.door.postsOf({ issuer: 'http://127.0.0.1:1', sub: 'head' })
  t.match(held, {
    official: 'head',
    posts: [{ organ: `${jurisdiction}/government`, post: 'head' }],
  })
  t.equal(await county.door.postsOf({ issuer: 'http://127.0.0.1:2', sub: 'head' }), undefined)
})
