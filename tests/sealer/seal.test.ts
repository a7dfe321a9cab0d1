import { bytesOfDigest, generateSigningKey, sameBytes, utf8Of } from '@juece/cryptography'
import {
  emptyTiles,
  growTiles,
  leafHash,
  noteText,
  openNote,
  parseCheckpoint,
  rootOf,
  rootOfTiles,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'
import { newestCheckpoint, recordReader, type Queryable } from '@juece/record-store'
import { addCheckpoint, addSignature } from '@juece/record-store/seals'
import { resume, sealOnce, SealingStopped, unsealed } from '@juece/sealer/seal'
import t, { type Test } from 'tap'

import { cutTail, flipStoredByte, rewriteEntry } from '../support/tamper.ts'
import { origin, record, signer } from './sealed-record.ts'

/** Opens the newest note with the public key, and compares it with the record's own digests. */
async function checkNewest(t: Test, admin: Queryable, size: number): Promise<void> {
  const newest = await newestCheckpoint(admin)
  const entries = await recordReader(admin).readFrom(0, 10_000)
  const leaves = entries
    .slice(0, size)
    .map(({ digest }) => leafHash(Buffer.from(digest.slice(7), 'hex')))
  t.equal(newest?.size, size)
  t.ok(newest && sameBytes(newest.root, rootOf(leaves)), 'the root is that of the entries')
  const text = `${origin}\n${size}\n${Buffer.from(rootOf(leaves)).toString('base64')}\n`
  const lines = (newest?.signatures ?? []).map(({ line }) => line)
  const opened = openNote(utf8Of(noteText(text, lines)), [verifierOf(signer)])
  t.same(parseCheckpoint(opened.text).size, size)
  t.equal(opened.by.length, 1)
}

t.test(
  'what was entered is under a signed root; without anything new there is no checkpoint',
  async (t) => {
    const { admin, sealer, enter } = await record(t)
    let tree = await resume({ db: sealer, signer })
    t.equal(tree.size, 0)
    t.equal(await sealOnce({ db: sealer, signer }, tree), tree, 'an empty record is not sealed')
    for (const many of [1, 1, 5, 300]) {
      await enter(many)
      tree = await sealOnce({ db: sealer, signer }, tree)
      await checkNewest(t, admin, tree.size)
    }
    t.equal(await sealOnce({ db: sealer, signer }, tree), tree)
    const { rows } = await admin.query<{ size: number }>(
      'select size from record.checkpoints order by 1',
    )
    t.same(
      rows.map(({ size }) => size),
      [1, 2, 7, 307],
    )
  },
)

t.test('more entries than one page go under one root', async (t) => {
  const { admin, sealer, enter } = await record(t)
  for (let batch = 0; batch < 10; batch += 1) await enter(500)
  const tree = await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  t.equal(tree.size, 5_000)
  await checkNewest(t, admin, 5_000)
})

t.test('a restart goes on from what was sealed', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(6)
  const tree = await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await enter(3)
  const again = await resume({ db: sealer, signer })
  t.same(again, tree)
  t.equal((await sealOnce({ db: sealer, signer }, again)).size, 9)
  await checkNewest(t, admin, 9)
})

t.test('a size that was promised and not signed is signed before anything else', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(3)
  await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await enter(2)
  const five = await recordReader(admin).readFrom(0, 5)
  const { tiled } = growTiles(
    emptyTiles,
    five.map(({ digest }) => bytesOfDigest(digest)),
  )
  await addCheckpoint(sealer, 5, rootOfTiles(tiled))
  t.same((await newestCheckpoint(admin))?.signatures, [])
  await enter(4)
  t.equal((await resume({ db: sealer, signer })).size, 5)
  await checkNewest(t, admin, 5)
})

t.test('a record shorter than what was sealed is not sealed again', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(8)
  const tree = await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await cutTail(admin, 7)
  await t.rejects(sealOnce({ db: sealer, signer }, tree), SealingStopped, 'the one that runs')
  await t.rejects(resume({ db: sealer, signer }), SealingStopped, 'the one that starts')
  await enter(1)
  await t.rejects(
    resume({ db: sealer, signer }),
    SealingStopped,
    'nor when it has grown to the old size',
  )
  await enter(5)
  await t.rejects(resume({ db: sealer, signer }), SealingStopped, 'or beyond it')
  t.equal((await newestCheckpoint(admin))?.size, 8)
})

t.test('a record with another past is not sealed again', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(4)
  await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await rewriteEntry(admin, 2)
  await t.rejects(resume({ db: sealer, signer }), /not those that were sealed/)
})

t.test('bytes that no longer have their digest are not sealed', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(4)
  const tree = await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await enter(3)
  await flipStoredByte(admin, 5)
  await t.rejects(sealOnce({ db: sealer, signer }, tree), /bytes at 5 have another digest/)
  t.equal((await newestCheckpoint(admin))?.size, 4, 'nothing was promised')
})

t.test('a sealer that fell behind another signs nothing', async (t) => {
  const { admin, sealer, enter } = await record(t)
  await enter(2)
  const old = await resume({ db: sealer, signer })
  await enter(2)
  await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  await cutTail(admin, 3)
  await t.rejects(sealOnce({ db: sealer, signer }, old), /refuses a checkpoint of size 3/)
})

t.test('another key under the same name does not go on where ours ended', async (t) => {
  const { sealer, enter } = await record(t)
  await enter(2)
  await sealOnce({ db: sealer, signer }, await resume({ db: sealer, signer }))
  const other: SignerKey = { ...signer, seed: generateSigningKey().seed }
  await t.rejects(resume({ db: sealer, signer: other }), /our own signature does not verify/)
})

t.test('a signature of ours that does not verify stops the start', async (t) => {
  const { sealer, enter } = await record(t)
  await enter(1)
  const sealed = await sealOnce(
    { db: sealer, signer: { ...signer, name: 'other.example' } },
    unsealed,
  )
  await addSignature(sealer, sealed.size, origin, '— record.test.example/cn-000000 AAAAAAAA')
  await t.rejects(resume({ db: sealer, signer }), SealingStopped)
})
