import { digestOf, utf8Of } from '@juece/cryptography'
import { instant } from '@juece/kernel'
import { openPool, recordReader, type Unit } from '@juece/record-store'
import { appendBatch, appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { after, start, unit } from '../support/units.ts'

const db = await testDatabase(t)
const pool = openPool(db.url('registrar'))
t.teardown(() => pool.end())
const reader = recordReader(pool)

const entered: Unit[] = []
for (let n = 0; n < 6; n += 1) {
  const before = entered.at(-1)
  const bytes = utf8Of(JSON.stringify({ entered: `2026-03-0${n + 1}T00:00:00.000Z`, n }))
  const made = unit('matter/1', before === undefined ? start : after(before))
  const next = { ...made, bytes, digest: digestOf(bytes) }
  await appendOne(pool, next)
  await appendOne(pool, unit(`matter/between-${n}`))
  entered.push(next)
}
const sequencesOf = (found: readonly { sequence: number }[]) => found.map((e) => e.sequence)

t.test('a stream is read whole, or the part that is asked for', async (t) => {
  t.same(sequencesOf(await reader.readStream('matter/1')), [1, 2, 3, 4, 5, 6])
  t.same(sequencesOf(await reader.readStream('matter/1', { from: 3 })), [3, 4, 5, 6])
  t.same(sequencesOf(await reader.readStream('matter/1', { from: 2, upTo: 4 })), [2, 3, 4])
  t.same(sequencesOf(await reader.readStream('matter/1', { below: 4 })), [1, 2], 'below a position')
  t.same(sequencesOf(await reader.readStream('matter/1', { below: 5 })), [1, 2, 3])
  t.same(await reader.readStream('matter/none'), [])
})

t.test('known=T reads what was entered by T, the instant itself included', async (t) => {
  const known = async (raw: string) =>
    sequencesOf(await reader.readStream('matter/1', { enteredBy: instant(raw) }))
  t.same(await known('2026-03-03T00:00:00.000Z'), [1, 2, 3])
  t.same(await known('2026-03-02T23:59:59.999Z'), [1, 2])
  t.same(await known('2026-02-28T00:00:00Z'), [])
})

t.test('heads are of the streams that exist', async (t) => {
  const heads = await reader.readHeads(['matter/1', 'matter/none', 'matter/between-0'])
  t.same([...heads.keys()].sort(), ['matter/1', 'matter/between-0'])
  t.equal(heads.get('matter/1')?.digest, entered[5]?.digest)
  t.equal((await reader.readHead('matter/1'))?.position, 10)
  t.equal(await reader.readHead('matter/none'), undefined)
})

t.test('an act is found by its stream and command id', async (t) => {
  const [first] = entered
  if (first === undefined) return t.fail()
  const found = await reader.readByCommand('matter/1', first.commandId)
  t.equal(found?.entry.digest, first.digest)
  t.same(found?.body, first.body)
  t.equal(await reader.readByCommand('matter/none', first.commandId), undefined)
})

t.test('positions are paged through without a gap', async (t) => {
  t.equal(await reader.size(), 12)
  const pages = [
    await reader.readFrom(0, 5),
    await reader.readFrom(5, 5),
    await reader.readFrom(10, 5),
  ]
  t.same(
    pages.flat().map(({ position }) => position),
    Array.from({ length: 12 }, (_, i) => i),
  )
  t.same(
    (await reader.readPositions([7, 3, 99])).map(({ position }) => position),
    [3, 7],
  )
})

t.test('the set of opinions of a window is what stands below a position', async (t) => {
  const window = 'matter/1#1'
  const opinions = ['a', 'b', 'c', 'd'].map((id) =>
    unit(`opinion/${id}`, start, { belongs: window }),
  )
  const [a, b, c, d] = opinions
  if (a === undefined || b === undefined || c === undefined || d === undefined) return t.fail()
  await appendBatch(pool, [a, b, unit('opinion/other', start, { belongs: 'matter/2#1' })])
  const disposal = unit(a.stream, after(a), { belongs: window })
  await appendBatch(pool, [disposal, c, unit('opinion/late')])
  const below = await reader.size()
  await appendBatch(pool, [d, unit(b.stream, after(b), { belongs: window })])
  const base = 12
  t.same(await reader.opinionSet(window, below), {
    below,
    digests: [a.digest, b.digest, c.digest].sort(),
    disposed: 1,
    dispositions: [base + 3],
  })
  const later = await reader.opinionSet(window, await reader.size())
  t.equal(later.digests.length, 4)
  t.equal(later.disposed, 2)
  t.same(await reader.opinionSet('matter/9#1', below), {
    below,
    digests: [],
    disposed: 0,
    dispositions: [],
  })
  const empty = await reader.opinionSet(window, base)
  t.same(empty.digests, [], 'nothing at or above q')
})
