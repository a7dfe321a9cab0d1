import { once } from 'node:events'
import { rmSync } from 'node:fs'
import net from 'node:net'

import {
  openNote,
  parseNote,
  parsePolicy,
  sealStateOf,
  verifierOf,
  checkpointText,
  emptyRoot,
  leafHash,
  noteText,
  rootOf,
  signNote,
  addCheckpointText,
} from '@juece/ledger'
import { sha256, textOf, utf8Of } from '@juece/cryptography'
import { newestCheckpoint } from '@juece/record-store'
import { resume, sealOnce, SealingStopped } from '@juece/sealer/seal'
import { trust } from '@juece/witness/last-seen'
import t from 'tap'

import { runWitness } from '../support/running-witness.ts'
import { cutTail } from '../support/tamper.ts'
import {
  askWitnesses,
  policyText,
  record,
  sealAll,
  sealing,
  signer,
  signersOf,
} from './sealed-record.ts'

const own = signer.name

t.test('sealed, waiting for a witness, witnessed: two of three are enough', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const names = ['audit.test.example/w1', 'court.test.example/w2', 'university.test.example/w3']
  const all = await Promise.all(names.map((name) => runWitness(t, signer, name)))
  const keys = all.map((one) => one.signer)
  const [first, second, third] = all
  if (first === undefined || second === undefined || third === undefined) throw new Error('three')
  // A proxy in front of nothing: the second and third are not reached at first.
  const away = { url: 'http://127.0.0.1:1' }
  const alone = policyText([first, { ...second, ...away }, { ...third, ...away }], 2)
  await enter(4)
  await sealAll(await sealing(sealer, tilesDir, { policy: alone }))
  t.same(signersOf(tilesDir, 'checkpoint', keys), { size: 4, by: [own, names[0]] })
  t.equal(signersOf(tilesDir, 'checkpoint.witnessed', keys), undefined, 'one of two')
  const newest = async () => {
    const stored = await newestCheckpoint(sealer)
    const lines = stored?.signatures.map(({ line }) => line) ?? []
    const { size = 0, root = emptyRoot } = stored ?? {}
    return parseNote(utf8Of(noteText(checkpointText({ origin: own, size, root }), lines)))
  }
  t.equal(sealStateOf(parsePolicy(alone), await newest()), 'waiting')
  t.equal(sealStateOf(parsePolicy(policyText([], 0)), await newest()), 'sealed')

  const together = policyText(all, 2)
  await enter(3)
  await sealAll(await sealing(sealer, tilesDir, { policy: together }))
  t.equal(sealStateOf(parsePolicy(together), await newest()), 'witnessed')
  const shown = signersOf(tilesDir, 'checkpoint.witnessed', keys)
  t.equal(shown?.size, 7)
  t.ok((shown?.by.length ?? 0) >= 3)
  t.same(new Set(signersOf(tilesDir, 'checkpoint', keys)?.by), new Set([own, ...names]))

  await enter(1)
  await sealAll(await sealing(sealer, tilesDir, { policy: alone }))
  t.equal(signersOf(tilesDir, 'checkpoint', keys)?.size, 8)
  t.equal(signersOf(tilesDir, 'checkpoint.witnessed', keys)?.size, 7, 'the newest with a quorum')
})

t.test('a witness that joins late is told the whole past in one proof', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(300)
  await sealAll(await sealing(sealer, tilesDir))
  await enter(300)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  await sealAll(await sealing(sealer, tilesDir, { policy: policyText([witness], 1) }))
  t.equal(await witness.seen(), 600)
})

t.test('its cosignature is kept in the record and outlives the folder', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  const policy = policyText([witness], 1)
  await enter(9)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  rmSync(tilesDir, { recursive: true })
  await witness.close()
  await resume(await sealing(sealer, tilesDir, { policy }))
  const both = { size: 9, by: [own, witness.signer.name] }
  t.same(signersOf(tilesDir, 'checkpoint', [witness.signer]), both)
  t.same(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer]), both)
})

t.test('a line that does not verify, or comes from another, is not a cosignature', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const honest = await runWitness(t, signer, 'audit.test.example/w1')
  const other = await runWitness(t, signer, 'court.test.example/w2')
  // The policy expects the one's key at the other's address.
  const policy = policyText([{ ...honest, url: other.url }], 1)
  await enter(9)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  t.equal(await other.seen(), 9)
  t.same(signersOf(tilesDir, 'checkpoint', [honest.signer, other.signer])?.by, [own])
  t.same(
    (await newestCheckpoint(sealer))?.signatures.map((one) => one.signer),
    [own],
  )
})

t.test('rollback: record and folder restored together are caught by the witness', async (t) => {
  const { admin, sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  const policy = policyText([witness], 1)
  await enter(12)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  // Yesterday's backup of everything the operator has: entries, promises, signatures, folder.
  for (const table of ['signatures', 'checkpoints']) {
    await admin.query(`alter table record.${table} disable trigger no_change`)
    await admin.query(`delete from record.${table}`)
    await admin.query(`alter table record.${table} enable always trigger no_change`)
  }
  await cutTail(admin, 8)
  rmSync(tilesDir, { recursive: true })
  await t.rejects(sealAll(await sealing(sealer, tilesDir, { policy })), /seen more than we have/)
  await enter(4)
  await t.rejects(
    sealAll(await sealing(sealer, tilesDir, { policy })),
    SealingStopped,
    'at the same size under another root',
  )
  await enter(10)
  await t.rejects(
    sealAll(await sealing(sealer, tilesDir, { policy })),
    /seen another past|seen more/,
    'nor once it is longer than what was seen',
  )
  t.equal(await witness.seen(), 12)
  t.notOk(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer]))
})

t.test('the owner of the key forks the log: whoever is second gets no cosignature', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  const policy = policyText([witness], 1)
  await enter(5)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  // The other history, signed with the same key, is offered behind the sealer's back.
  const leaves = Array.from({ length: 9 }, (_, i) => leafHash(sha256(Uint8Array.of(i))))
  const text = checkpointText({ origin: own, size: 9, root: rootOf(leaves) })
  const note = noteText(text, [signNote(text, signer)])
  const ask = async (old: number) => {
    const body = addCheckpointText(old, [], note)
    return (await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body })).status
  }
  t.equal(await ask(5), 422)
  t.equal(await ask(0), 409)
  t.equal(await witness.seen(), 5)
  await enter(5)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  t.equal(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer])?.size, 10)
})

t.test(
  'a witness that lost its memory is waited for; told by an operator it goes on',
  async (t) => {
    const { sealer, enter, tilesDir } = await record(t)
    const witness = await runWitness(t, signer, 'audit.test.example/w1')
    const policy = policyText([witness], 1)
    await enter(5)
    await sealAll(await sealing(sealer, tilesDir, { policy }))
    const { root = emptyRoot } = (await newestCheckpoint(sealer)) ?? {}
    rmSync(witness.folder, { recursive: true })
    await enter(5)
    const place = await sealing(sealer, tilesDir, { policy })
    t.equal(await sealAll(place), 10, 'sealing goes on')
    t.equal(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer])?.size, 5)
    await trust(witness.folder, { origin: own, size: 5, root })
    await askWitnesses(place)
    t.equal(signersOf(tilesDir, 'checkpoint.witnessed', [witness.signer])?.size, 10)
  },
)

t.test('a witness that never answers is given up; the note stays as it was', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const lines = new Set<net.Socket>()
  const mute = net.createServer((line) => void lines.add(line.on('error', () => undefined)))
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  t.teardown(() => {
    for (const line of lines) line.destroy()
    mute.close()
  })
  const address = mute.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const real = await runWitness(t, signer, 'audit.test.example/w1')
  const policy = policyText([{ ...real, url: `http://127.0.0.1:${String(address.port)}` }], 1)
  await enter(5)
  const place = await sealing(sealer, tilesDir, { policy })
  let tiled = await sealOnce(place, await resume(place))
  const asked = askWitnesses(place)
  await enter(5)
  tiled = await sealOnce(place, tiled)
  t.equal(tiled.size, 10, 'sealing does not wait for it')
  await asked
  t.equal(lines.size, 1, 'one request in flight')
  t.same(signersOf(tilesDir, 'checkpoint', [real.signer]), { size: 10, by: [own] })
})

t.test('the witnessed note is a note that anybody can open with both keys', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  await enter(5)
  const place = await sealing(sealer, tilesDir, { policy: policyText([witness], 1) })
  await sealAll(place)
  const note = (await place.publication.folder.read('checkpoint.witnessed')) ?? new Uint8Array()
  const { by } = openNote(note, [verifierOf(signer), verifierOf(witness.signer)])
  t.same(
    by.map(({ name }) => name),
    [own, 'audit.test.example/w1'],
  )
  t.equal(textOf(note).split('\n').length, 7)
})
