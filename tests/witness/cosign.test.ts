import fs from 'node:fs'
import path from 'node:path'

import { generateSigningKey, utf8Of } from '@juece/cryptography'
import {
  addCheckpointText,
  cosignatureAlgorithm,
  cosignatureTime,
  emptyRoot,
  noteText,
  openNote,
  parseNote,
  signNote,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'
import { buildWitness } from '@juece/witness/app'
import { openLastSeen, trust } from '@juece/witness/last-seen'
import t, { type Test } from 'tap'

import { smallLog } from '../support/small-log.ts'

const origin = 'record.test.example/cn-000000'
const log = smallLog(origin)
/** The same first 7 entries, others after them, under the same key. */
const fork = smallLog(origin, { upTo: 7, twist: ' otherwise' })

async function witness(t: Test, { trusted = true } = {}) {
  const folder = path.join(t.testdir(), 'state')
  const signer: SignerKey = {
    name: 'audit.test.example/w1',
    algorithm: cosignatureAlgorithm,
    ...generateSigningKey(),
  }
  if (trusted) await trust(folder, { origin, size: 0, root: emptyRoot })
  const lastSeen = await openLastSeen(folder)
  const app = buildWitness({
    signer,
    logs: [verifierOf(log.signer)],
    lastSeen,
    now: () => 1_704_157_200,
  })
  t.teardown(() => app.close())
  const ask = async (body: string) => {
    const answer = await app.inject({ method: 'POST', url: '/add-checkpoint', body })
    return {
      status: answer.statusCode,
      body: answer.body,
      type: String(answer.headers['content-type']),
    }
  }
  const seen = async () => (await lastSeen.read(origin))?.size
  const evidence = () => {
    const kept = path.join(folder, 'evidence')
    return fs.existsSync(kept) ? fs.readdirSync(kept).length : 0
  }
  return { signer, folder, ask, seen, evidence }
}

t.test('it cosigns what contains what it saw before, each time with its time', async (t) => {
  const { signer, ask, seen } = await witness(t)
  let old = 0
  for (const size of [1, 2, 7, 8, 300, 600, 600]) {
    const answer = await ask(log.request(old, size))
    t.equal(answer.status, 200)
    const note = `${log.note(size)}${answer.body}`
    const { by } = openNote(utf8Of(note), [verifierOf(signer)])
    t.equal(by[0]?.name, signer.name, `size ${String(size)}`)
    const [, cosignature] = parseNote(utf8Of(note)).signatures
    t.equal(cosignatureTime(cosignature?.signature ?? new Uint8Array()), '2024-01-02T01:00:00.000Z')
    t.equal(await seen(), size)
    old = size
  }
})

t.test('who names another size than the last one is told it, and nothing is signed', async (t) => {
  const { ask, seen } = await witness(t)
  await ask(log.request(0, 8))
  for (const [old, size] of [
    [0, 300],
    [7, 300],
    [9, 300],
    [3, 7],
    [7, 7],
  ] as const) {
    const answer = await ask(log.request(old, size))
    t.equal(answer.status, 409)
    t.equal(answer.body, '8\n')
    t.equal(answer.type, 'text/x.tlog.size')
  }
  t.equal(await seen(), 8)
})

t.test('it refuses a fork, a rollback and an invented proof, and keeps the fork', async (t) => {
  const { ask, seen, evidence } = await witness(t)
  await ask(log.request(0, 8))
  t.equal((await ask(fork.request(8, 300))).status, 422, 'a fork that grew')
  t.equal((await ask(fork.request(8, 8))).status, 409, 'a fork of the same size')
  t.equal(evidence(), 2)
  t.equal((await ask(log.request(7, 7))).status, 409, 'a rollback')
  const invented = addCheckpointText(8, log.proof(7, 300), log.note(300))
  t.equal((await ask(invented)).status, 422)
  const without = addCheckpointText(8, [], log.note(300))
  t.equal((await ask(without)).status, 422)
  t.equal((await ask(addCheckpointText(0, log.proof(3, 8), log.note(8)))).status, 409)
  t.equal(await seen(), 8)
  t.equal((await ask(log.request(8, 300))).status, 200, 'and the true one goes on')
})

t.test('a first checkpoint comes without a proof', async (t) => {
  const { ask, seen } = await witness(t)
  t.equal((await ask(addCheckpointText(0, log.proof(3, 8), log.note(8)))).status, 422)
  t.equal(await seen(), 0)
  t.equal((await ask(log.request(0, 8))).status, 200)
})

t.test('an unknown log, another key, a size that falls, and what is no request', async (t) => {
  const { ask, seen } = await witness(t)
  t.equal((await ask(smallLog('other.example').request(0, 8))).status, 404)
  const other = { ...log.signer, ...generateSigningKey() }
  const { text } = parseNote(utf8Of(log.note(8)))
  const forged = noteText(text, [signNote(text, other)])
  t.equal((await ask(addCheckpointText(0, [], forged))).status, 403)
  t.equal((await ask(addCheckpointText(9, [], log.note(8)))).status, 400)
  for (const body of ['', 'old 0\n', `old 0\n${log.note(8)}`, log.note(8), 'old 1e3\n\n']) {
    t.equal((await ask(body)).status, 400, JSON.stringify(body.slice(0, 20)))
  }
  t.equal((await ask('x'.repeat(1_100_000))).status, 413)
  t.equal(await seen(), 0)
})

t.test('the log may sign beside others: foreign lines are ignored', async (t) => {
  const { ask } = await witness(t)
  const stranger = { ...log.signer, name: 'stranger.example', ...generateSigningKey() }
  const { text } = parseNote(utf8Of(log.note(8)))
  const note = noteText(text, [signNote(text, stranger), signNote(text, log.signer)])
  t.equal((await ask(addCheckpointText(0, [], note))).status, 200)
})

t.test('of two requests at once for one log, one is answered with the other’s size', async (t) => {
  const { ask, seen } = await witness(t)
  await ask(log.request(0, 8))
  const sizes = [300, 301, 302, 303, 304, 305]
  const answers = await Promise.all(sizes.map((size) => ask(log.request(8, size))))
  t.equal(answers.filter(({ status }) => status === 200).length, 1)
  const last = await seen()
  for (const { status, body } of answers) {
    if (status !== 200) t.same([status, body], [409, `${String(last)}\n`])
  }
})

t.test('a witness that lost its last checkpoint refuses until an operator says so', async (t) => {
  const { folder, ask } = await witness(t)
  await ask(log.request(0, 8))
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name))
  t.equal((await ask(log.request(8, 300))).status, 503)
  t.equal((await ask(log.request(0, 300))).status, 503)
  await trust(folder, log.checkpoint(8))
  t.equal((await ask(fork.request(8, 300))).status, 422)
  t.equal((await ask(log.request(8, 300))).status, 200)
})

t.test('an operator cannot talk a witness out of what it remembers', async (t) => {
  const { folder, ask } = await witness(t, { trusted: false })
  t.equal((await ask(log.request(0, 8))).status, 503)
  await t.rejects(trust(folder, { origin, size: 0, root: log.checkpoint(8).root }), /another root/)
  await trust(folder, log.checkpoint(8))
  await trust(folder, log.checkpoint(8))
  await t.rejects(trust(folder, log.checkpoint(7)), /remembers .* at size 8/)
  await t.rejects(trust(folder, log.checkpoint(9)), /remembers/)
  await t.rejects(trust(folder, fork.checkpoint(8)), /remembers/)
})

t.test('what cannot be kept is not cosigned', async (t) => {
  const { folder, ask, seen } = await witness(t)
  await ask(log.request(0, 8))
  const [name = ''] = fs.readdirSync(folder)
  const half = path.join(folder, `.${name}.${String(process.pid)}`)
  // A folder in the place of the half-written file: the disk says no.
  fs.mkdirSync(half)
  t.equal((await ask(log.request(8, 300))).status, 500)
  t.equal(await seen(), 8)
  fs.rmdirSync(half)
  t.equal((await ask(log.request(8, 300))).status, 200)
})
