import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { base64Of } from '@juece/cryptography'
import { parseVerifierKey, verifierKeyText, verifierOf } from '@juece/ledger'
import t, { type Test } from 'tap'

import { freePort } from '../../infra/dev/ports.ts'
import { smallLog } from '../support/small-log.ts'

const origin = 'record.test.example/cn-000000'
const log = smallLog(origin)
const fork = smallLog(origin, { upTo: 7, twist: ' otherwise' })
const program = path.join(import.meta.dirname, '../../services/witness/src/main.ts')

async function place(t: Test) {
  const folder = t.testdir()
  const port = await freePort()
  const env = {
    JUECE_PORT: String(port),
    JUECE_WITNESS_KEY: path.join(folder, 'keys', 'witness.key'),
    JUECE_WITNESS_STATE: path.join(folder, 'state'),
    JUECE_WITNESS_LOGS: verifierKeyText(verifierOf(log.signer)),
  }
  const run = (words: readonly string[] = [], more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [program, ...words], { env: { ...env, ...more } })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const closed = once(child, 'close').then(() => child.exitCode)
    t.teardown(() => void child.kill('SIGKILL'))
    return { child, closed, output: () => output }
  }
  const done = async (...words: readonly string[]) => {
    const one = run(words)
    return { code: await one.closed, output: one.output() }
  }
  const serving = async () => {
    const one = run()
    while (!one.output().includes('witnessing')) {
      if (one.child.exitCode !== null) throw new Error(one.output())
      await pause(10)
    }
    return one
  }
  const ask = async (body: string) => {
    const url = `http://127.0.0.1:${String(port)}/add-checkpoint`
    const answer = await fetch(url, { method: 'POST', body })
    return { status: answer.status, body: await answer.text() }
  }
  return { env, run, done, serving, ask }
}

t.test('it starts with a key and with what it saw last, and with nothing less', async (t) => {
  const { env, done, serving, ask } = await place(t)
  t.match(await done(), { code: 1, output: /no key at/ })
  const made = await done('key', 'audit.test.example/w1')
  t.equal(parseVerifierKey(made.output.trim()).name, 'audit.test.example/w1')
  t.equal(fs.statSync(env.JUECE_WITNESS_KEY).mode & 0o777, 0o600)
  t.same(await done('key', 'audit.test.example/w1'), made, 'made once')
  t.match(await done('key', 'other.example'), { code: 1 })
  const lost = await done()
  t.match(lost, { code: 1, output: /juece witness trust record\.test\.example/ })
  t.match(await done('trust', origin, '0'), { code: 0 })
  const witness = await serving()
  t.equal((await ask(log.request(0, 8))).status, 200)
  witness.child.kill('SIGTERM')
  t.equal(await witness.closed, 0)
})

t.test('killed and started again it knows what it cosigned', async (t) => {
  const { done, serving, ask } = await place(t)
  await done('key', 'audit.test.example/w1')
  await done('trust', origin, '0')
  const first = await serving()
  t.equal((await ask(log.request(0, 8))).status, 200)
  first.child.kill('SIGKILL')
  await first.closed
  await serving()
  t.same(await ask(fork.request(0, 300)), { status: 409, body: '8\n' })
  t.equal((await ask(fork.request(8, 300))).status, 422)
  t.equal((await ask(log.request(8, 300))).status, 200)
})

t.test(
  'with its state gone it refuses to start until a person says where the log stands',
  async (t) => {
    const { env, done, serving, ask } = await place(t)
    await done('key', 'audit.test.example/w1')
    await done('trust', origin, '0')
    const first = await serving()
    await ask(log.request(0, 8))
    first.child.kill('SIGTERM')
    await first.closed
    fs.rmSync(env.JUECE_WITNESS_STATE, { recursive: true })
    t.match(await done(), { code: 1, output: /has no last checkpoint/ })
    const { root } = log.checkpoint(8)
    t.match(await done('trust', origin, '8', base64Of(root)), { code: 0, output: /trusted/ })
    await serving()
    t.equal((await ask(fork.request(8, 300))).status, 422)
    t.equal((await ask(log.request(8, 300))).status, 200)
  },
)

t.test('one process has the state to itself, an operator’s word included', async (t) => {
  const { done, run, serving } = await place(t)
  await done('key', 'audit.test.example/w1')
  await done('trust', origin, '0')
  await serving()
  const second = run([], { JUECE_PORT: String(await freePort()) })
  t.equal(await second.closed, 1)
  t.match(second.output(), /another witness has/)
  t.match(await done('trust', origin, '0'), { code: 1, output: /another witness has/ })
})

t.test('wrong use and wrong settings are told apart and named', async (t) => {
  const { run, done } = await place(t)
  for (const words of [
    ['forget'],
    ['trust', origin],
    ['trust', origin, '8'],
    ['trust', origin, '08', 'x'],
    ['key'],
  ]) {
    t.match(await done(...words), { code: 2, output: /usage/ }, words.join(' '))
  }
  t.match(await done('trust', origin, '8', 'x'), { code: 1, output: /base64/ })
  const bad = run([], { JUECE_WITNESS_LOGS: 'log', JUECE_PORT: 'x' })
  t.equal(await bad.closed, 1)
  t.match(bad.output(), /JUECE_PORT[^]*JUECE_WITNESS_LOGS: not a key/)
})
