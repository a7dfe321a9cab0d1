import { sameBytes, textOf, utf8Of } from '@juece/cryptography'
import {
  openNote,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  provesInclusion,
  readTile,
  rootOfTiles,
  leafHash,
  sealStateOf,
  tiledTreeFrom,
  verifierKeyText,
  verifierOf,
} from '@juece/ledger'
import { openPool, recordReader } from '@juece/record-store'
import { resume } from '@juece/sealer/seal'
import { fastify } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import t, { type Test } from 'tap'

import type { Dependencies } from '../../services/api/src/dependencies.ts'
import { problems } from '../../services/api/src/plugins/problems.ts'
import { openSeals } from '../../services/api/src/reading/seals.ts'
import { ledger } from '../../services/api/src/routes/ledger.ts'
import type { App } from '../../services/api/src/types.ts'
import { runWitness } from '../support/running-witness.ts'
import {
  askWitnesses,
  origin,
  policyText,
  record,
  sealAll,
  sealing,
  signer,
} from './sealed-record.ts'

const hour = 3_600_000

/** The routes of the folder alone, over HTTP. */
async function served(t: Test, tilesDir: string | undefined) {
  const app: App = fastify({ logger: false }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  problems(app)
  const settings = tilesDir === undefined ? {} : { tilesDir }
  // The routes take nothing of what they are given but the folder.
  ledger(app, { settings } as Dependencies)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const get = (name: string) => fetch(`${url}/ledger/${name}`)
  const read = async (name: string) => {
    const answer = await get(name)
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined
  }
  return { app, get, read }
}

t.test('a stranger who has the key checks the log over HTTP alone', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(700)
  await sealAll(await sealing(sealer, tilesDir))
  const { get, read } = await served(t, tilesDir)
  const note = await get('checkpoint')
  t.equal(note.headers.get('content-type'), 'text/plain; charset=utf-8')
  t.match(note.headers.get('cache-control'), /max-age=1\b/)
  const text = utf8Of(await note.text())
  const checkpoint = parseCheckpoint(openNote(text, [verifierOf(signer)]).text)
  t.equal(checkpoint.size, 700)
  const tiled = await tiledTreeFrom(read, checkpoint.size)
  t.ok(sameBytes(rootOfTiles(tiled), checkpoint.root))
  t.equal((await readTile(read, 'entries', 1)).length, 256)
  const tile = await get('tile/0/002.p/188')
  t.equal(tile.headers.get('content-type'), 'application/octet-stream')
  t.match(tile.headers.get('cache-control'), /immutable/)
  t.equal((await tile.arrayBuffer()).byteLength, 188 * 32)
})

t.test('nothing else is read, and what is not there is not found', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(300)
  await sealAll(await sealing(sealer, tilesDir))
  const { app, get } = await served(t, tilesDir)
  for (const name of [
    'checkpoint.witnessed',
    'tile/0/001',
    'tile/0/002',
    'tile/0/001.p/45',
    'tile/0/001.p',
    'tile/0/1',
    'tile/64/000',
    'tile/00/000',
    'tile/0/x000/000',
    'tile/0/000/',
    'tile/0',
    'tile/entries',
    '.half',
    '',
  ]) {
    const answer = await get(name)
    await answer.arrayBuffer()
    t.equal(answer.status, 404, name)
    t.notMatch(answer.headers.get('cache-control') ?? '', /immutable/, name)
  }
  for (const url of [
    '/ledger/tile/0/%2e%2e%2f%2e%2e%2fcheckpoint',
    '/ledger/tile/0/..%2f..%2fcheckpoint',
    '/ledger/tile/0/000%00',
    `/ledger/tile/0/${'x000/'.repeat(400)}000`,
  ]) {
    t.equal((await app.inject({ url })).statusCode, 404, url.slice(0, 60))
  }
})

t.test('without a folder there is no ledger to be seen', async (t) => {
  const { get } = await served(t, undefined)
  for (const name of ['checkpoint', 'tile/0/000']) t.equal((await get(name)).status, 404)
})

t.test('a proof rests on the newest witnessed note that covers the entry', async (t) => {
  const { db, sealer, enter, tilesDir } = await record(t)
  const witness = await runWitness(t, signer, 'audit.test.example/w1')
  const policy = policyText([witness], 1)
  const registrar = openPool(db.url('registrar'))
  t.teardown(() => registrar.end())
  const log = { origin, key: verifierKeyText(verifierOf(signer)) }
  const reader = recordReader(registrar)
  const seals = openSeals(registrar, reader, { ...log, policy })
  await enter(5)
  await sealAll(await sealing(sealer, tilesDir, { policy }))
  await enter(5)
  t.equal(await sealAll(await sealing(sealer, tilesDir)), 10)
  t.equal((await seals.witnessed(4, 0))?.size, 5)
  t.equal(await seals.witnessed(5, 0), undefined, 'sealed and not witnessed')
  t.equal((await seals.covering(5, 0))?.size, 10)
  const waited = seals.witnessed(9, 30_000)
  const again = await sealing(sealer, tilesDir, { policy })
  await resume(again)
  await askWitnesses(again)
  const seal = await waited
  t.equal(seal?.size, 10)
  t.equal(sealStateOf(parsePolicy(policy), parseNote(utf8Of(seal?.note ?? ''))), 'witnessed')
  const [entry] = await reader.readPositions([9])
  const leaf = leafHash(Buffer.from(entry?.digest.slice(7) ?? '', 'hex'))
  const { root } = parseCheckpoint(parseNote(utf8Of(seal?.note ?? '')).text)
  t.ok(provesInclusion(leaf, 9, 10, seal?.path(9) ?? [], root))
  t.equal(await openSeals(registrar, reader, log).witnessed(0, hour), undefined, 'nobody is asked')
  t.match(textOf(utf8Of(seal?.proof(9) ?? '')), /audit\.test\.example\/w1/)
})
