import { digestOf, sha256, utf8Of } from '@juece/cryptography'
import { openPool, recordReader, type Queryable, type Unit } from '@juece/record-store'
import { appendBatch, appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { after, start, unit } from '../support/units.ts'

const db = await testDatabase(t)
const pool = openPool(db.url('registrar'))
const admin = openPool(db.url('admin'))
t.teardown(() => Promise.all([pool.end(), admin.end()]))

/** The same unit through the scalar door, and through the wide one among two good neighbours. */
const doors: readonly [string, (db: Queryable, tried: Unit) => Promise<unknown>][] = [
  ['append_one', appendOne],
  [
    'append',
    async (to, tried) => {
      const neighbours = [unit(fresh()), unit(fresh())] as const
      const verdicts = await appendBatch(to, [neighbours[0], tried, neighbours[1]])
      t.same(
        [verdicts[0]?.kind, verdicts[2]?.kind],
        ['entered', 'entered'],
        'the neighbours of any unit enter',
      )
      return verdicts[1]
    },
  ],
]
let streams = 0
const fresh = () => `matter/${(streams += 1)}`
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (why: unknown) => (why as { code?: string }).code,
  )
const outbox = async () => (await admin.query('select * from record.outbox')).rows.length
const reader = recordReader(pool)

for (const [name, append] of doors) {
  t.test(`${name}: a unit that finds everything as it read it is entered`, async (t) => {
    const register = unit(`offices/${name}`)
    await append(pool, register)
    const first = unit(fresh(), start, { guards: { [register.stream]: 1, 'sittings/none': 0 } })
    const second = unit(first.stream, after(first), { target: 'majorDecision/x' })
    const before = await outbox()
    const size = await reader.size()
    t.match(await append(pool, first), { kind: 'entered', sequence: 1 })
    t.match(await append(pool, second), { kind: 'entered', sequence: 2 })
    t.equal(await outbox(), before + 1, 'one nudge, of the unit that has a target')
    const stored = await reader.readStream(first.stream)
    t.same(
      stored.map(({ bytes }) => Buffer.from(bytes)),
      [first, second].map(({ bytes }) => Buffer.from(bytes)),
      'the bytes are kept as they came',
    )
    t.same(
      stored.map(({ digest }) => digest),
      [first.digest, second.digest],
    )
    t.ok((await reader.size()) > size)
  })

  t.test(
    `${name}: the same act under the same id is a duplicate, however stale it looks`,
    async (t) => {
      const first = unit(fresh())
      const entered = (await append(pool, first)) as { position: number }
      const size = await reader.size()
      const again = { ...first, guards: { 'never/there': 7 } }
      t.same(await append(pool, again), { kind: 'duplicate', position: entered.position })
      const rewritten = unit(first.stream, start, { commandId: first.commandId, body: first.body })
      t.same(await append(pool, rewritten), { kind: 'duplicate', position: entered.position })
      t.equal((await reader.readStream(first.stream)).length, 1)
      t.ok((await reader.size()) - size <= 4, 'only neighbours entered')
    },
  )

  t.test(`${name}: another act under a used id is reused, not entered`, async (t) => {
    const first = unit(fresh())
    const entered = (await append(pool, first)) as { position: number }
    const other = unit(first.stream, after(first), {
      commandId: first.commandId,
      body: sha256(utf8Of('another act')),
    })
    t.same(await append(pool, other), { kind: 'reused', position: entered.position })
    t.equal((await reader.readStream(first.stream)).length, 1)
  })

  t.test(`${name}: the same id in another stream is another act`, async (t) => {
    const first = unit(fresh())
    await append(pool, first)
    const elsewhere = unit(fresh(), start, { commandId: first.commandId })
    t.match(await append(pool, elsewhere), { kind: 'entered' })
  })

  t.test(`${name}: a stream that moved, that is behind or that is new is a conflict`, async (t) => {
    const first = unit(fresh())
    await append(pool, first)
    await append(pool, unit(first.stream, after(first)))
    const conflict = { kind: 'conflict', on: 'stream', stream: first.stream }
    const nudges = await outbox()
    for (const tried of [
      unit(first.stream),
      unit(first.stream, after(first), { target: 'majorDecision/x' }),
      unit(first.stream, { sequence: 3, digest: first.digest }),
    ]) {
      t.same(await append(pool, tried), conflict)
    }
    const unknown = unit(fresh(), after(first))
    t.same(await append(pool, unknown), { ...conflict, stream: unknown.stream })
    t.equal((await reader.readStream(first.stream)).length, 2)
    t.equal(await outbox(), nudges, 'who did not enter nudges nobody')
  })

  t.test(`${name}: the right sequence over another history is a conflict`, async (t) => {
    const first = unit(fresh())
    await append(pool, first)
    const forked = unit(first.stream, { sequence: 1, digest: digestOf(utf8Of('another past')) })
    t.same(await append(pool, forked), { kind: 'conflict', on: 'stream', stream: first.stream })
  })

  t.test(
    `${name}: a register that moved is a conflict that names it, and the id stays free`,
    async (t) => {
      const register = unit(`offices/moving-${name}`)
      await append(pool, register)
      await append(pool, unit(register.stream, after(register)))
      const stale = unit(fresh(), start, { guards: { [register.stream]: 1 } })
      const conflict = { kind: 'conflict', on: 'guard', stream: register.stream }
      t.same(await append(pool, stale), conflict)
      t.same(
        await append(pool, unit(fresh(), start, { guards: { [register.stream]: 0 } })),
        conflict,
        'also when it was read as not existing',
      )
      t.same(await append(pool, unit(fresh(), start, { guards: { 'not/there': 1 } })), {
        ...conflict,
        stream: 'not/there',
      })
      const newer = { ...stale, guards: { [register.stream]: 2 } }
      t.match(await append(pool, newer), { kind: 'entered', sequence: 1 })
    },
  )

  t.test(`${name}: the stream's own conflict is named before a guard's`, async (t) => {
    const first = unit(fresh())
    await append(pool, first)
    const both = unit(first.stream, start, { guards: { 'not/there': 1 } })
    t.same(await append(pool, both), { kind: 'conflict', on: 'stream', stream: first.stream })
  })

  t.test(`${name}: JL005, a digest that the stored bytes do not have enters nothing`, async (t) => {
    const false_ = { ...unit(fresh()), digest: digestOf(utf8Of('other bytes')) }
    const size = await reader.size()
    const door =
      name === 'append' ? appendBatch(pool, [unit(fresh()), false_]) : appendOne(pool, false_)
    t.equal(await codeOf(door), 'JL005')
    t.equal(await reader.size(), size)
    t.same(await reader.readStream(false_.stream), [])
    t.equal(await reader.readByCommand(false_.stream, false_.commandId), undefined)
  })
}

t.test('append: every verdict in one batch, each to its own unit', async (t) => {
  const register = unit('offices/mixed')
  const known = unit(fresh())
  await appendBatch(pool, [register, known])
  const base = await reader.size()
  const units = [
    unit(fresh(), start, { target: 'majorDecision/first', guards: { [register.stream]: 1 } }),
    known,
    unit(fresh(), start, { guards: { [register.stream]: 9 } }),
    unit(fresh(), after(known)),
    unit(fresh(), start, { target: 'majorDecision/last' }),
  ]
  t.match(await appendBatch(pool, units), [
    { kind: 'entered', position: base, sequence: 1 },
    { kind: 'duplicate', position: base - 1 },
    { kind: 'conflict', on: 'guard', stream: register.stream },
    { kind: 'conflict', on: 'stream' },
    { kind: 'entered', position: base + 1, sequence: 1 },
  ])
  t.equal(await reader.size(), base + 2, 'no hole')
  const nudges = await admin.query<{ position: number; target: string }>(
    'select position, target from record.outbox where position >= $1 order by position',
    [base],
  )
  t.same(nudges.rows, [
    { position: base, target: 'majorDecision/first' },
    { position: base + 1, target: 'majorDecision/last' },
  ])
  t.match(await appendOne(pool, unit(units[4]?.stream ?? '', after(units[4] ?? known))), {
    kind: 'entered',
    position: base + 2,
  })
})

t.test('append: a batch in which nothing enters leaves the record as it was', async (t) => {
  const known = unit(fresh())
  await appendOne(pool, known)
  const base = await reader.size()
  const verdicts = await appendBatch(pool, [known, unit(fresh(), after(known))])
  t.match(verdicts, [{ kind: 'duplicate' }, { kind: 'conflict' }])
  t.equal(await reader.size(), base)
})

t.test('JL004: a batch that is not independent is no batch', async (t) => {
  const one = unit(fresh())
  const size = await reader.size()
  const reads = unit(fresh(), start, { guards: { [one.stream]: 0 } })
  t.equal(await codeOf(appendBatch(pool, [one, reads])), 'JL004')
  t.equal(await codeOf(appendBatch(pool, [one, unit(one.stream)])), 'JL004')
  t.equal(await codeOf(appendOne(pool, { ...one, guards: { [one.stream]: 0 } })), 'JL004')
  t.equal(await reader.size(), size)
})

t.test('an entry of exactly 1 MiB enters, one byte more does not', async (t) => {
  const long = (length: number) => {
    const bytes = new Uint8Array(length).fill(0x20)
    return { ...unit(fresh()), bytes, digest: digestOf(bytes) }
  }
  t.match(await appendOne(pool, long(1_048_576)), { kind: 'entered' })
  t.equal(await codeOf(appendOne(pool, long(1_048_577))), 'shape')
})

t.test('a batch of 512 enters in its order', async (t) => {
  const base = await reader.size()
  const units = Array.from({ length: 512 }, () => unit(fresh()))
  const verdicts = await appendBatch(pool, units)
  t.same(
    verdicts.map((verdict) => (verdict.kind === 'entered' ? verdict.position : -1)),
    units.map((_, i) => base + i),
  )
  const stored = await reader.readFrom(base, 512)
  t.same(
    stored.map(({ digest }) => digest),
    units.map(({ digest }) => digest),
  )
})
