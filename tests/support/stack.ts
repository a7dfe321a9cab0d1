import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openPool, type Pool } from '@juece/record-store'
import { isFree } from '../../infra/dev/ports.ts'
import { removePostgresData, startPostgres, type Postgres } from '../../infra/dev/postgres.ts'
import { startStack, type PartName, type Stack, type StackSettings } from '../../infra/dev/stack.ts'
import { startTemporal, type TemporalServer } from '../../infra/dev/temporal.ts'
import { killed, processesBelow } from './processes.ts'

/** What a tap test offers here. */
type Teardown = { teardown(after: () => Promise<void> | void): unknown }

/** A real stack of one test file, and ways to hurt it. */
export interface TestStack extends Stack {
  /** The record under the login that sees everything. */
  readonly admin: Pool
  /** Kills a part at once: nothing it holds is told or kept. */
  kill(name: PartName): Promise<void>
  /** PostgreSQL stops as in a crash, with recovery at its next start. */
  crashPostgres(): Promise<void>
  startPostgresAgain(): Promise<void>
  /** Kills the engine; it kept everything in memory, so its namespace is lost. */
  loseEngine(): Promise<void>
  /** An empty engine at the same address. */
  startEmptyEngine(): Promise<void>
}

/** A folder for one stack, gone with everything in it when the test ends. */
export function stackHome(t: Teardown): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-stack-'))
  // The server's own user has to enter it.
  fs.chmodSync(home, 0o755)
  t.teardown(() => {
    removePostgresData(path.join(home, 'postgres'))
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
  return home
}

/** Starts the embedded stack in a home of its own, on a settable clock. */
export async function testStack(
  t: Teardown,
  settings: Partial<StackSettings> = {},
): Promise<TestStack> {
  const home = settings.home ?? stackHome(t)
  // The hooks of the test runner are for test files; a service starts as it does anywhere.
  delete process.env['NODE_OPTIONS']
  const stack = await startStack({
    clock: 'settable',
    progress: () => undefined,
    ...settings,
    home,
  }).catch((cause: unknown) => {
    // The folder goes with the test: what the parts said is told here or nowhere.
    throw new Error(`the stack did not start:\n${lastWords(home)}`, { cause })
  })
  const admin = openPool(stack.url('admin'), { service: 'test', most: 4 })
  let postgres: Postgres = stack.postgres
  let engine: TemporalServer | undefined
  t.teardown(async () => {
    await admin.end()
    await stack.stop()
    await engine?.stop()
    if (postgres !== stack.postgres) await postgres.stop()
  })
  return {
    ...stack,
    admin,
    startPart: (name) =>
      stack.startPart(name).catch((cause: unknown) => {
        throw new Error(`${name} did not start:\n${lastWords(home)}`, { cause })
      }),
    kill: async (name) => {
      const part = stack.part(name)
      if (part === undefined) throw new Error(`${name} does not run`)
      process.kill(part.pid, 'SIGKILL')
      await part.exited
    },
    crashPostgres: () => postgres.stop('immediate'),
    startPostgresAgain: async () => {
      postgres = await startPostgres({
        dataDir: path.join(home, 'postgres'),
        port: stack.postgres.port,
      })
    },
    loseEngine: async () => {
      const [port = ''] = stack.temporal.split(':').slice(-1)
      const found = processesBelow(process.pid).filter(
        ({ command }) => command.includes('start-dev') && command.includes(port),
      )
      await Promise.all(found.filter(({ isLeaf }) => isLeaf).map(killed))
      if (found.length === 0) throw new Error('there is no engine to lose')
      // Its threads may outlive it by a moment, and its port with them.
      await until('the port of the engine is free', () => isFree(Number(port)))
    },
    startEmptyEngine: async () => {
      const [port = ''] = stack.temporal.split(':').slice(-1)
      engine = await startTemporal({ port: Number(port), log: () => undefined })
    },
  }
}

/** What the parts of a stack said last, for whoever has to know why it failed. */
export function lastWords(home: string): string {
  const logs = path.join(home, 'logs')
  return fs
    .readdirSync(logs)
    .flatMap((name) => [
      `== ${name}`,
      ...fs.readFileSync(path.join(logs, name), 'utf8').trimEnd().split('\n').slice(-12),
    ])
    .join('\n')
}

/** Asks until the answer is there. A wait that never ends is a failure and says for what. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  patienceMs = 90_000,
): Promise<T> {
  const end = performance.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await pause(10)
  }
}
