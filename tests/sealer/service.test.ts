import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import {
  emptyRoot,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  verifierKeyText,
  verifierOf,
} from '@juece/ledger'
import { askForWitness, newestCheckpoint, openPool } from '@juece/record-store'
import { appendBatch } from '@juece/record-store/append'
import { ensureKeyFile, readKeyFile } from '@juece/sealer/key-file'
import { ensureKeyFile as ensureWitnessKey } from '@juece/witness/key-file'
import { trust } from '@juece/witness/last-seen'
import t, { type Test } from 'tap'

import { freePort } from '../../infra/dev/ports.ts'
import { testDatabase } from '../support/postgres.ts'
import { cutTail } from '../support/tamper.ts'
import { unit } from '../support/units.ts'
import { verifyEverything } from './sealed-record.ts'

const origin = 'record.test.example/cn-000000'
const witnessProgram = path.join(import.meta.dirname, '../../services/witness/src/main.ts')
const program = path.join(import.meta.dirname, '../../services/sealer/src/main.ts')

type Running = { readonly child: ChildProcess; readonly output: () => string }

function run(t: Test, env: Record<string, string>, what = program): Running {
  const child = spawn(process.execPath, [what], { env, stdio: ['ignore', 'pipe', 'pipe'] })
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
  const place = t.testdir()
  const keyFile = path.join(place, 'log.key')
  ensureKeyFile(keyFile, origin)
  const tilesDir = path.join(place, 'tiles')
  const env = {
    JUECE_TILES_DIR: tilesDir,
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
  return { db, admin, env, enter, sealedTo, place, tilesDir, keyFile }
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

t.test(
  'killed again and again, each time it goes on; nothing is lost or signed twice',
  async (t) => {
    const { admin, env, enter, sealedTo, tilesDir, keyFile } = await record(t)
    const signer = readKeyFile(keyFile, origin)
    let size = 0
    for (const [i, delayMs] of [0, 3, 11, 27, 45, 80, 5, 60].entries()) {
      const sealer = run(t, env)
      while (!/"msg":"sealing"/.test(sealer.output())) await pause(5)
      const entering = enter(60 + i)
      await pause(delayMs)
      sealer.child.kill('SIGKILL')
      await ended(sealer)
      await entering
      size += 60 + i
    }
    const last = run(t, env)
    // What the killed one sealed last may be the whole: this one has to have taken over.
    while (!/"msg":"sealing"/.test(last.output())) await pause(5)
    await sealedTo(size)
    last.child.kill('SIGTERM')
    t.equal(await ended(last), 0)
    t.equal(await verifyEverything(t, admin, tilesDir, signer), size)
  },
)

t.test('an old sealer that wakes finds another leading: one signs, no second root', async (t) => {
  const { admin, env, enter, sealedTo, tilesDir, keyFile } = await record(t)
  await enter(3)
  const old = run(t, env)
  await sealedTo(3)
  const next = run(t, env)
  while (!next.output().includes('another sealer leads')) await pause(10)
  old.child.kill('SIGSTOP')
  // As a network would that had been cut: the server lets go of the session and its lock.
  await admin.query(
    `select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and application_name = 'juece-sealer'
       and pg_stat_activity.datname = current_database()`,
  )
  await enter(300)
  await sealedTo(303)
  old.child.kill('SIGCONT')
  await enter(4)
  await sealedTo(307)
  while (!/another sealer leads/.test(old.output())) await pause(10)
  for (const one of [next, old]) {
    one.child.kill('SIGTERM')
    t.equal(await ended(one), 0)
  }
  t.equal(await verifyEverything(t, admin, tilesDir, readKeyFile(keyFile, origin)), 307)
})

t.test(
  'its witness is a process of another: checkpoints become witnessed, also after both were killed',
  async (t) => {
    const { db, env, enter, sealedTo, place, tilesDir, keyFile } = await record(t)
    const port = await freePort()
    const witnessKey = path.join(place, 'witness.key')
    const vkey = ensureWitnessKey(witnessKey, 'audit.test.example/w1')
    const logKey = verifierKeyText(verifierOf(readKeyFile(keyFile, origin)))
    const state = path.join(place, 'witness')
    await trust(state, { origin, size: 0, root: emptyRoot })
    const policy = path.join(place, 'policy')
    fs.writeFileSync(
      policy,
      `log ${logKey}\nwitness audit ${vkey} http://127.0.0.1:${String(port)}\nquorum audit\n`,
    )
    const witnessEnv = {
      JUECE_PORT: String(port),
      JUECE_WITNESS_KEY: witnessKey,
      JUECE_WITNESS_STATE: state,
      JUECE_WITNESS_LOGS: logKey,
    }
    const registrar = openPool(db.url('registrar'))
    t.teardown(() => registrar.end())
    const witnessedTo = async (size: number) => {
      const file = path.join(tilesDir, 'checkpoint.witnessed')
      for (;;) {
        if (fs.existsSync(file)) {
          const note = parseNote(new Uint8Array(fs.readFileSync(file)))
          if (parseCheckpoint(note.text).size >= size)
            return note.signatures.map(({ name }) => name)
        }
        await askForWitness(registrar)
        await pause(20)
      }
    }
    for (const [round, size] of [5, 10, 15].entries()) {
      const witness = run(t, witnessEnv, witnessProgram)
      const sealer = run(t, { ...env, JUECE_POLICY: policy })
      await enter(5)
      await sealedTo(size)
      t.same(await witnessedTo(size), [origin, 'audit.test.example/w1'], `round ${String(round)}`)
      for (const one of [witness, sealer]) {
        one.child.kill('SIGKILL')
        await ended(one)
      }
    }
  },
)

t.test('witnesses without a folder to show them are a wrong setting', async (t) => {
  const { env } = await record(t)
  const { JUECE_TILES_DIR: _tiles, ...less } = env
  const sealer = run(t, { ...less, JUECE_POLICY: 'policy' })
  t.equal(await ended(sealer), 1)
  t.match(sealer.output(), /JUECE_POLICY.*JUECE_TILES_DIR is needed/)
})
