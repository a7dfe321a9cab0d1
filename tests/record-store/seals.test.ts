import { sha256, utf8Of } from '@juece/cryptography'
import {
  addCheckpoint,
  addSignature,
  checkpointCovering,
  newestCheckpoint,
  newestSigned,
  openPool,
  toSeal,
} from '@juece/record-store'
import { appendBatch } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { flipStoredByte } from '../support/tamper.ts'
import { unit } from '../support/units.ts'

const db = await testDatabase(t)
const sealer = openPool(db.url('sealer'))
const registrar = openPool(db.url('registrar'))
const admin = openPool(db.url('admin'))
t.teardown(() => Promise.all([sealer.end(), registrar.end(), admin.end()]))
const units = Array.from({ length: 10 }, (_, i) => unit(`matter/${i}`))
await appendBatch(registrar, units)

const root = (text: string) => sha256(utf8Of(text))
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (why: unknown) => (why as { code?: string }).code,
  )

t.test('the sealer reads digests in order, each checked again against the bytes', async (t) => {
  const read = await toSeal(sealer, 2, 9, 5)
  t.same(
    read.map(({ position }) => position),
    [2, 3, 4, 5, 6],
  )
  t.ok(read.every(({ agrees }) => agrees))
  t.equal(`sha256:${Buffer.from(read[0]?.digest ?? []).toString('hex')}`, units[2]?.digest)
})

t.test('a promise may be repeated, grow, and nothing else (JL003)', async (t) => {
  t.equal(await newestCheckpoint(sealer), undefined)
  t.equal(await addCheckpoint(sealer, 4, root('four')), true)
  t.equal(await addCheckpoint(sealer, 4, root('four')), false, 'the same again')
  t.equal(await codeOf(addCheckpoint(sealer, 4, root('fork'))), 'JL003', 'another root')
  t.equal(await codeOf(addCheckpoint(sealer, 3, root('three'))), 'JL003', 'back')
  t.equal(await codeOf(addCheckpoint(sealer, 11, root('eleven'))), 'JL003', 'beyond the head')
  t.equal(await addCheckpoint(sealer, 10, root('ten')), true, 'up to the head')
  t.equal((await newestCheckpoint(sealer))?.size, 10)
})

t.test('of two sealers that promise at once only one root stands', async (t) => {
  await appendBatch(registrar, [unit('matter/a'), unit('matter/b')])
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, i) => codeOf(addCheckpoint(sealer, 12, root(`root ${i}`)))),
  )
  t.equal(outcomes.filter((code) => code === 'none').length, 1)
  t.equal(outcomes.filter((code) => code === 'JL003').length, 7)
})

t.test(
  'lines are kept once for each signer; the newest signed is told from the newest',
  async (t) => {
    t.equal(await addSignature(sealer, 4, 'us', 'our line'), true)
    t.equal(await addSignature(sealer, 4, 'us', 'another line'), false, 'the first stays')
    t.equal(await addSignature(sealer, 4, 'witness', 'their line'), true)
    t.equal(await codeOf(addSignature(sealer, 5, 'us', 'line')), '23503', 'nothing without promise')
    const signed = await newestSigned(sealer, 'us')
    t.equal(signed?.size, 4)
    t.same(signed?.root, root('four'))
    t.same(signed?.signatures, [
      { signer: 'us', line: 'our line' },
      { signer: 'witness', line: 'their line' },
    ])
    t.equal((await checkpointCovering(registrar, 3))?.size, 4)
    t.equal(await checkpointCovering(registrar, 4), undefined, 'position 4 is not below size 4')
  },
)

t.test('a bit that flipped in the stored bytes shows as the sealer reads', async (t) => {
  await flipStoredByte(admin, 3)
  const read = await toSeal(sealer, 0, 10)
  t.same(
    read.filter(({ agrees }) => !agrees).map(({ position }) => position),
    [3],
  )
})
