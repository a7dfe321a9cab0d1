import type { Queryable } from '@juece/record-store'
import { askForWitness } from '@juece/record-store/seals'
import type { TileFolder } from '@juece/sealer/folder'
import { resume } from '@juece/sealer/seal'
import t, { type Test } from 'tap'

import { proxyTo } from '../support/cutting-proxy.ts'
import { runWitness } from '../support/running-witness.ts'
import {
  askWitnesses,
  policyText,
  record,
  sealAll,
  sealing,
  signer,
  signersOf,
  verifyEverything,
} from './sealed-record.ts'

/** `failed`: it never came there; `lost`: it was done and we were not told. */
type Mode = 'failed' | 'lost'

class Fault extends Error {
  override readonly name = 'Fault'
}

/** Does the call or not, and ends in a fault either way. */
async function faulted(mode: Mode, call: () => Promise<unknown>): Promise<never> {
  if (mode === 'lost') await call()
  throw new Fault(mode)
}

/** The record with one fault, at the nth statement of a name. */
function troubledRecord(db: Queryable, name: string, mode: Mode, nth = 1): Queryable {
  let met = 0
  return {
    query: (config, values) => {
      const isIt = typeof config === 'object' && config.name === name && (met += 1) === nth
      return isIt ? faulted(mode, () => db.query(config, values)) : db.query(config, values)
    },
  }
}

/** The folder with one fault, at the nth call of a kind. */
function troubledFolder(call: 'add' | 'swap' | 'sweep', mode: Mode, nth = 1) {
  let met = 0
  const here = (name: string) => name === call && (met += 1) === nth
  return (folder: TileFolder): TileFolder => ({
    ...folder,
    add: (...of) => (here('add') ? faulted(mode, () => folder.add(...of)) : folder.add(...of)),
    swap: (...of) => (here('swap') ? faulted(mode, () => folder.swap(...of)) : folder.swap(...of)),
    sweep: (...of) =>
      here('sweep') ? faulted(mode, () => folder.sweep(...of)) : folder.sweep(...of),
  })
}

type Row = {
  readonly letter: string
  readonly what: string
  readonly record?: readonly [name: string, nth?: number]
  readonly folder?: readonly [call: 'add' | 'swap' | 'sweep', nth?: number]
}

const rows: readonly Row[] = [
  { letter: 'a', what: 'reading the size', record: ['size', 2] },
  { letter: 'a', what: 'reading digests', record: ['to_seal'] },
  { letter: 'b', what: 'full tiles and partial ones', folder: ['add', 2] },
  { letter: 'c', what: 'the second reading', record: ['to_seal', 2] },
  { letter: 'e', what: 'the promise', record: ['add_checkpoint'] },
  { letter: 'f', what: 'keeping our signature', record: ['add_signature'] },
  { letter: 'g', what: 'the note in front', folder: ['swap', 1] },
  { letter: 'g', what: 'sweeping partial tiles', folder: ['sweep', 2] },
  { letter: 'h', what: 'keeping a cosignature', record: ['add_signature', 2] },
  { letter: 'h', what: 'the note with a cosignature', folder: ['swap', 2] },
  { letter: 'h', what: 'the witnessed note', folder: ['swap', 3] },
  { letter: 'start', what: 'reading the promise', record: ['checkpoint_newest'] },
  { letter: 'start', what: 'the tiles that were there', folder: ['add', 1] },
  { letter: 'start', what: 'sweeping at the start', folder: ['sweep', 1] },
]

t.test(
  'each letter fails, and each works but its answer is lost: the next start goes on',
  async (t) => {
    const place = await record(t)
    const { sealer, enter, tilesDir } = place
    const witness = await runWitness(t, signer, 'audit.test.example/w1')
    const policy = policyText([witness], 1)
    await enter(250)
    let size = await sealAll(await sealing(sealer, tilesDir, { policy }))
    for (const row of rows) {
      for (const mode of ['failed', 'lost'] as const) {
        const what = `${row.letter} ${mode}: ${row.what}`
        await enter(270)
        const db =
          row.record === undefined
            ? sealer
            : troubledRecord(sealer, row.record[0], mode, row.record[1])
        const troubled =
          row.folder === undefined
            ? {}
            : { troubled: troubledFolder(row.folder[0], mode, row.folder[1]) }
        const process = async () => sealAll(await sealing(db, tilesDir, { policy, ...troubled }))
        await t.rejects(process(), Fault, what)
        size = await goesOn(t, { ...place, policy }, size + 270)
        t.equal(await witness.seen(), size)
        const both = { size, by: [signer.name, witness.signer.name] }
        t.same(signersOf(tilesDir, 'checkpoint', [witness.signer]), both)
        t.same(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer]), both)
      }
    }
  },
)

/** A new process over what the old one left: everything verifies, before and after more is entered. */
async function goesOn(
  t: Test,
  place: Omit<Awaited<ReturnType<typeof record>>, 'db'> & { readonly policy: string },
  size: number,
): Promise<number> {
  const { admin, sealer, enter, tilesDir, policy } = place
  t.equal(await sealAll(await sealing(sealer, tilesDir, { policy })), size)
  t.equal(await verifyEverything(t, admin, tilesDir), size)
  await enter(7)
  t.equal(await sealAll(await sealing(sealer, tilesDir, { policy })), size + 7)
  t.equal(await verifyEverything(t, admin, tilesDir), size + 7)
  return size + 7
}

t.test('h: the answer of a witness is lost; it is asked again and says the same', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  const proxy = await proxyTo(Number(new URL(witness.url).port))
  t.teardown(() => proxy.close())
  const policy = policyText([{ ...witness, url: `http://127.0.0.1:${String(proxy.port)}` }], 1)
  await enter(10)
  proxy.cutNextAnswer()
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  t.equal(await witness.seen(), 10, 'it has cosigned')
  t.same(signersOf(tilesDir, 'checkpoint', [witness.signer])?.by, [signer.name], 'we do not know')
  t.equal(signersOf(tilesDir, 'checkpoint.witnessed', []), undefined)
  await goesOn(t, { admin, sealer, enter, tilesDir, policy }, 10)
  t.equal(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer])?.size, 17)
})

t.test(
  'h: a witness that is not there, answers nonsense or nothing, holds up nobody',
  async (t) => {
    const { admin, sealer, enter, tilesDir } = await record(t)
    const witness = await runWitness(t, signer, 'audit.test.example/w1')
    const policy = policyText([witness], 1)
    await enter(10)
    await witness.close()
    const place = await sealing(sealer, tilesDir, { policy })
    t.equal(await sealAll(place), 10)
    await askWitnesses(place)
    t.equal(await verifyEverything(t, admin, tilesDir), 10)
    t.equal(signersOf(tilesDir, 'checkpoint.witnessed', []), undefined)
  },
)

t.test('whoever waits for a witness can say so with any login', async (t) => {
  const { db, sealer } = await record(t)
  t.ok(db.name)
  await t.resolves(askForWitness(sealer))
  await t.resolves(resume({ db: sealer, signer }))
})
