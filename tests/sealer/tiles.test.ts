import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { generateSigningKey, utf8Of } from '@juece/cryptography'
import { newestCheckpoint, type Queryable } from '@juece/record-store'
import { resume, sealOnce, SealingStopped } from '@juece/sealer/seal'
import t from 'tap'

import { cutTail, rewriteEntry } from '../support/tamper.ts'
import { filesIn, record, sealAll, sealing, signer, verifyEverything } from './sealed-record.ts'

/** A connection that notes from which position digests are read. */
function watched(db: Queryable): { readonly db: Queryable; readonly from: number[] } {
  const from: number[] = []
  return {
    from,
    db: {
      query: (config, values) => {
        if (typeof config === 'object' && config.name === 'to_seal') from.push(Number(values?.[0]))
        return db.query(config, values)
      },
    },
  }
}

function flip(file: string, at: number): void {
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  chmodSync(file, 0o644)
  writeFileSync(file, bytes)
}

t.test('the folder holds what a stranger needs, at each size, and no more', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  const place = await sealing(sealer, tilesDir)
  let tiled = await resume(place)
  t.same(filesIn(tilesDir), [], 'nothing is shown of an empty record')
  for (const many of [1, 2, 252, 1, 1, 43]) {
    await enter(many)
    tiled = await sealOnce(place, tiled)
    t.equal(await verifyEverything(t, admin, tilesDir), tiled.size)
  }
  t.same(
    filesIn(tilesDir),
    [
      'checkpoint',
      'tile/0/000',
      'tile/0/001.p/1',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/1',
      'tile/entries/001.p/44',
    ],
    'partial tiles go when the full one is there',
  )
})

t.test('more than a level of tiles, under several checkpoints', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(70_000)
  const place = await sealing(sealer, tilesDir)
  t.equal(await sealAll(place), 70_000)
  t.ok(existsSync(path.join(tilesDir, 'tile/2/000.p/1')))
  t.equal(await verifyEverything(t, admin, tilesDir), 70_000)
  const { rows } = await admin.query<{ size: number }>('select size from record.checkpoints')
  t.same(
    rows.map(({ size }) => size),
    [65_536, 70_000],
  )
})

t.test('a start goes on from the tiles, not from the first entry', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(700)
  await sealAll(await sealing(sealer, tilesDir))
  await enter(30)
  const { db, from } = watched(sealer)
  t.equal(await sealAll(await sealing(db, tilesDir)), 730)
  t.same(from, [700, 700])
  t.equal(await verifyEverything(t, admin, tilesDir), 730)
})

t.test('a folder that is lost, or that lags behind, is made again from the record', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(300)
  await sealAll(await sealing(sealer, tilesDir))
  const old = readFileSync(path.join(tilesDir, 'checkpoint'))
  await enter(300)
  await sealAll(await sealing(sealer, tilesDir))
  writeFileSync(path.join(tilesDir, 'checkpoint'), old)
  t.equal(await sealAll(await sealing(sealer, tilesDir)), 600)
  t.equal(await verifyEverything(t, admin, tilesDir), 600)
  rmSync(tilesDir, { recursive: true })
  t.equal(await sealAll(await sealing(sealer, tilesDir)), 600)
  t.equal(await verifyEverything(t, admin, tilesDir), 600)
})

t.test('a record restored from an older backup is not sealed over a newer folder', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(8)
  await sealAll(await sealing(sealer, tilesDir))
  await cutTail(admin, 5)
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), /has 5 entries, but 8 were sealed/)
  // The backup is older than the promise, too.
  for (const table of ['signatures', 'checkpoints']) {
    await admin.query(`alter table record.${table} disable trigger no_change`)
    await admin.query(`delete from record.${table} where size > 5`)
    await admin.query(`alter table record.${table} enable always trigger no_change`)
  }
  const ahead = /folder shows 8 sealed entries, the record knows of 0/
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), ahead)
  await enter(20)
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), ahead, 'nor once it has grown')
  t.equal(await newestCheckpoint(admin), undefined, 'and nothing was promised')
})

t.test('a past that was changed leaves no tile behind', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(600)
  await sealAll(await sealing(sealer, tilesDir))
  rmSync(tilesDir, { recursive: true })
  await rewriteEntry(admin, 17)
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), /not those that were sealed/)
  t.same(filesIn(tilesDir), [])
})

t.test(
  'a flipped bit in the right edge, a foreign note and a foreign tile end the start',
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    await enter(300)
    await sealAll(await sealing(sealer, tilesDir))
    const start = async () => sealAll(await sealing(sealer, tilesDir))
    for (const [name, says] of [
      ['tile/0/001.p/44', /not whole/],
      ['tile/1/000.p/1', /not those that were sealed/],
      ['tile/entries/001.p/44', /not whole/],
      ['checkpoint', /not signed by us|not a tree|folder/],
    ] as const) {
      const file = path.join(tilesDir, name)
      const at = name === 'checkpoint' ? 60 : 20
      flip(file, at)
      await t.rejects(start(), SealingStopped, name)
      await t.rejects(start(), says, name)
      flip(file, at)
    }
    t.equal(await start(), 300)
    rmSync(path.join(tilesDir, 'tile/0/001.p/44'))
    await t.rejects(start(), /not whole/)
  },
)

t.test('what lies in the place of a tile to come is not overwritten', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(300)
  await sealAll(await sealing(sealer, tilesDir))
  writeFileSync(path.join(tilesDir, 'tile/0/001'), 'other')
  await enter(300)
  const place = await sealing(sealer, tilesDir)
  await t.rejects(sealAll(place), /tile\/0\/001 has other bytes/)
  t.equal((await newestCheckpoint(sealer))?.size, 300, 'nothing was promised')
})

t.test('an old sealer that wakes signs no second root and shows no older note', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  await enter(5)
  const old = await sealing(sealer, tilesDir)
  const asleep = await sealOnce(old, await resume(old))
  await enter(5)
  await sealAll(await sealing(sealer, tilesDir))
  await t.rejects(
    sealOnce(old, asleep),
    /checkpoint is not what was last written here/,
    'the same promise stands, but the note in front is another’s',
  )
  await enter(3)
  await sealAll(await sealing(sealer, tilesDir))
  await cutTail(admin, 12)
  await t.rejects(sealOnce(old, asleep), /refuses a checkpoint of size 12/)
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), SealingStopped)
  t.equal((await newestCheckpoint(admin))?.size, 13)
})

t.test('another key does not go on over a folder of ours', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(5)
  await sealAll(await sealing(sealer, tilesDir))
  const place = {
    ...(await sealing(sealer, tilesDir)),
    signer: { ...signer, ...generateSigningKey() },
  }
  await t.rejects(resume(place), /not signed by us/)
  writeFileSync(path.join(tilesDir, 'checkpoint'), utf8Of('nothing\n'))
  await t.rejects(sealAll(await sealing(sealer, tilesDir)), /not signed by us/)
})
