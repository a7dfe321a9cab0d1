import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { generateSigningKey } from '@juece/cryptography'
import { logAlgorithm } from '@juece/ledger'
import { migrateRecord, openPool, recordReader } from '@juece/record-store'
import { runSealer } from '@juece/sealer/sealer'
import { pino } from 'pino'
import type { Test } from 'tap'

import { startPostgres } from '../../../infra/dev/postgres.ts'
import { chances } from '../chances.ts'
import { dataFolder } from '../own-postgres.ts'
import { recordFaults } from '../record-check.ts'
import { allEntries, checkpointFaults, toldFaults } from './check.ts'
import { readDiary } from './diary.ts'

const processes = 3

/**
 * Three processes of twelve writers on sixty contended streams, for so many seconds: one act in five
 * repeated, guards that move, writers killed, the database crashed. Then everything anybody was told
 * is compared with what stands there.
 */
export async function hammer(t: Test, seconds: number): Promise<void> {
  const seed = Number(process.env['JUECE_SEED'] ?? Math.floor(Math.random() * 1e9))
  t.comment(`seed ${seed}`)
  const chance = chances(seed)
  const dataDir = dataFolder(t)
  let server = await startPostgres({ dataDir })
  const { port } = server
  await server.ensureDatabase('juece')
  await migrateRecord(server.url('juece', 'admin'), { passwordOf: server.passwordOf })
  const url = server.url('juece', 'registrar')
  const admin = openPool(server.url('juece', 'admin'))

  const folder = t.testdir()
  const stop = new AbortController()
  const signer = {
    name: 'record.test.example/hammer',
    algorithm: logAlgorithm,
    ...generateSigningKey(),
  }
  const sealer = runSealer({
    recordUrl: server.url('juece', 'sealer'),
    signer,
    sealEveryMs: 100,
    tilesDir: path.join(folder, 'tiles'),
    log: pino({ level: 'silent' }),
    signal: stop.signal,
  })
  const subscriber = subscribe(server.url('juece', 'reader'))

  const diaries: string[] = []
  const launch = (before = ''): { readonly child: ChildProcess; readonly diary: string } => {
    const diary = path.join(folder, `diary-${diaries.length}`)
    diaries.push(diary)
    const program = path.join(import.meta.dirname, 'writer.ts')
    const child = spawn(process.execPath, [program, url, diary, String(chance() * 1e9), before], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    child.stderr?.on('data', (words: Buffer) => t.comment(words.toString()))
    return { child, diary }
  }
  const writers = Array.from({ length: processes }, () => launch())
  t.teardown(() => writers.forEach(({ child }) => child.kill('SIGKILL')))
  await wrote(diaries)

  let kills = 0
  let crashes = 0
  const end = performance.now() + seconds * 1_000
  // One accident after another, two killed writers to a crash of the database, until the time is over.
  for (let n = 0; performance.now() < end; n += 1) {
    await pause(Math.min(end - performance.now(), 400 + chance() * 1_200))
    if (performance.now() >= end) break
    if (n % 3 === 2) {
      await server.stop('immediate')
      server = await startPostgres({ dataDir, port })
      crashes += 1
    } else {
      const at = Math.floor(chance() * processes)
      const old = writers[at]
      if (old === undefined) continue
      if (old.child.exitCode !== null) t.fail(`a writer ended by itself: ${old.child.exitCode}`)
      await killed(old.child)
      writers[at] = launch(old.diary)
      kills += 1
    }
  }
  // Whoever has just been started must have begun, or it would not know how to end.
  await wrote(writers.map(({ diary }) => diary))
  const ends = await Promise.all(writers.map(({ child }) => endOf(child, 'SIGTERM')))
  t.same(
    ends,
    writers.map(() => 0),
    'the last writers ended in order',
  )
  stop.abort()
  await sealer
  const seen = await subscriber.end()

  const stored = await allEntries(admin)
  const sent = diaries.flatMap(readDiary)
  const { faults, counts } = toldFaults(sent, stored)
  t.same(faults, [], 'what anybody was told is what stands there')
  t.same(await recordFaults(admin), [], 'no gap, no double, chains and readings hold')
  t.same(
    seen,
    stored.map(({ digest }) => digest),
    'who read by position saw every entry once, in order',
  )
  const sealed = await checkpointFaults(admin, stored)
  t.same(sealed.faults, [], 'each checkpoint has the root of what stands below it')
  t.ok(kills > 0 && crashes > 0 && sealed.checkpoints > 0, 'the hammer fell')
  for (const [what, many] of Object.entries({
    seconds,
    'processes killed': kills,
    'crashes of the database': crashes,
    'units sent': sent.length,
    entries: stored.length,
    checkpoints: sealed.checkpoints,
    ...counts,
  }).sort()) {
    t.comment(`${what}: ${many}`)
  }
  await admin.end()
  await server.stop()
}

/** Until every writer has written something. */
async function wrote(diaries: readonly string[]): Promise<void> {
  while (!diaries.every((file) => fs.existsSync(file) && fs.statSync(file).size > 0)) {
    await pause(20)
  }
}

async function killed(child: ChildProcess): Promise<void> {
  await endOf(child, 'SIGKILL')
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}

/** Reads on by position while others write; `end` reads to the end first. */
function subscribe(url: string): { end(): Promise<readonly string[]> } {
  const pool = openPool(url, { service: 'subscriber', most: 1 })
  const reader = recordReader(pool)
  const seen: string[] = []
  let last = false
  const reading = (async () => {
    for (;;) {
      const wasLast = last
      const page = await reader.readFrom(seen.length, 1_000).catch(() => undefined)
      for (const { position, digest } of page ?? []) {
        // A hole would show as another entry's digest at this place.
        seen[position] = digest
      }
      if (page?.length === 0) {
        if (wasLast) return
        await pause(5)
      } else if (page === undefined) await pause(20)
    }
  })()
  return {
    end: async () => {
      last = true
      await reading
      await pool.end()
      return seen
    },
  }
}
