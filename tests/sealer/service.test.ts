import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { parseVerifierKey } from '@juece/ledger'
import { newestCheckpoint, openPool } from '@juece/record-store'
import { appendBatch } from '@juece/record-store/append'
import { ensureKeyFile, readKeyFile } from '@juece/sealer/key-file'
import t, { type Test } from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { cutTail } from '../support/tamper.ts'
import { unit } from '../support/units.ts'

const origin = 'record.test.example/cn-000000'
const program = path.join(import.meta.dirname, '../../services/sealer/src/main.ts')

type Running = { readonly child: ChildProcess; readonly output: () => string }

function run(t: Test, env: Record<string, string>): Running {
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  t.teardown(() => void child.kill('SIGKILL'))
  return { child, output: () => text }
}

async function ended({ child }: Running): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

async function record(t: Test) {
  const db = await testDatabase(t)
  const admin = openPool(db.url('admin'))
  const registrar = openPool(db.url('registrar'))
  t.teardown(() => Promise.all([admin.end(), registrar.end()]))
  const keyFile = path.join(t.testdir(), 'log.key')
  ensureKeyFile(keyFile, origin)
  const env = {
    JUECE_RECORD_URL: db.url('sealer'),
    JUECE_LOG_ORIGIN: origin,
    JUECE_SEALER_KEY: keyFile,
    JUECE_SEAL_EVERY_MS: '20',
    JUECE_LOG_LEVEL: 'debug',
  }
  let made = 0
  const enter = (many: number) =>
    appendBatch(
      registrar,
      Array.from({ length: many }, () => unit(`matter/${(made += 1)}`)),
    )
  const sealedTo = async (size: number) => {
    for (;;) {
      const newest = await newestCheckpoint(admin)
      if (newest !== undefined && newest.size >= size && newest.signatures.length > 0) return newest
      await pause(10)
    }
  }
  return { db, admin, env, enter, sealedTo }
}

t.test('it seals what is entered, and stops in order on SIGTERM', async (t) => {
  const { env, enter, sealedTo } = await record(t)
  await enter(3)
  const sealer = run(t, env)
  await sealedTo(3)
  await enter(2)
  t.equal((await sealedTo(5)).signatures.length, 1)
  sealer.child.kill('SIGTERM')
  t.equal(await ended(sealer), 0)
  t.match(sealer.output(), /"msg":"stopped"/)
})

t.test('of two sealers one signs; when it is killed the other goes on', async (t) => {
  const { admin, env, enter, sealedTo } = await record(t)
  await enter(1)
  const first = run(t, env)
  await sealedTo(1)
  const second = run(t, env)
  while (!second.output().includes('another sealer leads')) await pause(10)
  await enter(4)
  await sealedTo(5)
  t.notMatch(second.output(), /"msg":"sealed"/)
  first.child.kill('SIGKILL')
  await enter(4)
  await sealedTo(9)
  t.match(second.output(), /"msg":"sealing"/)
  const { rows } = await admin.query<{ n: number }>(
    'select count(*) as n from record.checkpoints as c left join record.signatures using (size) where line is null',
  )
  t.equal(rows[0]?.n, 0, 'no promise is left unsigned')
  second.child.kill('SIGTERM')
  t.equal(await ended(second), 0)
})

t.test('a lost connection is made anew; sealing goes on from the record', async (t) => {
  const { admin, env, enter, sealedTo } = await record(t)
  await enter(1)
  const sealer = run(t, env)
  await sealedTo(1)
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'juece-sealer' and datname = current_database()`,
  )
  await enter(2)
  await sealedTo(3)
  sealer.child.kill('SIGTERM')
  t.equal(await ended(sealer), 0)
})

t.test('a record that was cut ends the sealer with status 1, again and again', async (t) => {
  const { admin, env, enter, sealedTo } = await record(t)
  await enter(5)
  const first = run(t, env)
  await sealedTo(5)
  await cutTail(admin, 3)
  t.equal(await ended(first), 1)
  t.match(first.output(), /3 entries, but 5 were sealed/)
  const second = run(t, env)
  t.equal(await ended(second), 1)
  t.equal((await newestCheckpoint(admin))?.size, 5)
})

t.test(
  'it does not start with a login that could do more, nor with settings that are missing',
  async (t) => {
    const { db, env } = await record(t)
    const powerful = run(t, { ...env, JUECE_RECORD_URL: db.url('owner') })
    t.equal(await ended(powerful), 1)
    t.match(powerful.output(), /does not start on this record/)
    const { JUECE_LOG_ORIGIN: _origin, ...less } = env
    const incomplete = run(t, less)
    t.equal(await ended(incomplete), 1)
    t.match(incomplete.output(), /JUECE_LOG_ORIGIN/)
    const foreign = run(t, { ...env, JUECE_LOG_ORIGIN: 'other.example' })
    t.equal(await ended(foreign), 1)
    t.match(foreign.output(), /signs for record.test.example/)
  },
)

t.test('the key is made once, is its owner’s alone, and answers with its public half', (t) => {
  const file = path.join(t.testdir(), 'deeper', 'log.key')
  const vkey = ensureKeyFile(file, origin)
  t.equal(parseVerifierKey(vkey).name, origin)
  t.equal(ensureKeyFile(file, origin), vkey)
  t.equal(fs.statSync(file).mode & 0o777, 0o600)
  t.equal(readKeyFile(file, origin).name, origin)
  t.throws(() => readKeyFile(file, 'other.example'), /signs for/)
  fs.chmodSync(file, 0o644)
  t.throws(() => readKeyFile(file, origin), /can be read by others/)
  t.throws(() => readKeyFile(`${file}.none`, origin), /no signing key/)
  t.end()
})
