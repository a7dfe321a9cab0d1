import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { instant } from '@juece/kernel'
import { migrateKeyring } from '@juece/keyring/migrate'
import { migrateReadModel } from '@juece/read-model/migrate'
import {
  endSettableClock,
  markAllDue,
  migrateRecord,
  openPool,
  readClock,
  recordReader,
  startSettableClock,
} from '@juece/record-store'
import { emptyRoot } from '@juece/ledger'
import { ensureKeyFile } from '../../services/sealer/src/key-file.ts'
import { ensureKeyFile as ensureWitnessKey } from '@juece/witness/key-file'
import { trust } from '@juece/witness/last-seen'
import { workflowBundle } from '../tooling/bundle-workflows.ts'
import { verdictPage } from '../tooling/verdict-page.ts'
import { foundFrom } from './founding.ts'
import { startGuarded, type Guarded } from './guarded.ts'
import { freePort, isFree, portsFrom } from './ports.ts'
import { startPostgres, type DatabaseRole, type Postgres } from './postgres.ts'
import { startTemporal } from './temporal.ts'
import { tokenFrom } from './token.ts'

/** The database that holds record, operations and read model of an embedded stack. */
export const recordDatabase = 'juece_record'
/** The keyring's own database: it is neither read nor backed up with the record. */
export const keyringDatabase = 'juece_keyring'
/** The clock's beginning where nobody said otherwise. */
export const defaultClockStart = '2024-01-02T09:00+08:00'

/** How an embedded stack is started. */
export interface StackSettings {
  readonly home: string
  readonly clock: 'system' | 'settable'
  readonly clockStart?: string
  /** Without the parts that only time needs: acts go on, nothing is reminded or closed. */
  readonly without?: readonly 'worker'[]
  readonly portBase?: string
  readonly progress: (line: string) => void
  readonly env?: Readonly<Record<string, string>>
}

/** A running stack. */
export interface Stack {
  readonly home: string
  readonly api: string
  /** The pages of the public. */
  readonly web: string
  readonly issuer: string
  readonly temporal: string
  readonly postgres: Postgres
  readonly logVkey: string
  url(role: DatabaseRole): string
  token(person: string): Promise<string>
  /** The process of a part, for tests that kill it. */
  part(name: PartName): Guarded | undefined
  startPart(name: PartName): Promise<void>
  stopPart(name: PartName): Promise<void>
  /** A second API process beside the first, on a port of its own; answers its address. */
  anotherApi(env?: Readonly<Record<string, string>>): Promise<string>
  stopWorker(): Promise<void>
  startWorker(): Promise<void>
  /** System time for good; every open clerk is marked, for timers of the old offset ring late. */
  endSettableClock(): Promise<void>
  stop(): Promise<void>
}

/** The parts of our own. */
export type PartName = 'identity-provider' | 'witness' | 'sealer' | 'api' | 'worker' | 'web'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const programs: Readonly<Record<PartName, string>> = {
  'identity-provider': at('infra/dev/identity-provider.ts'),
  witness: at('services/witness/src/main.ts'),
  sealer: at('services/sealer/src/main.ts'),
  api: at('services/api/src/main.ts'),
  worker: at('services/worker/src/main.ts'),
  web: at('services/web/src/main.ts'),
}

/** Where a running stack says how it is reached. */
export function stackFile(home: string): string {
  return join(resolve(home), 'stack.json')
}

/** Starts everything in its order and waits for each part by asking it, never by sleeping. */
export async function startStack(settings: StackSettings): Promise<Stack> {
  const { progress } = settings
  const home = resolve(settings.home)
  await throwIfRunning(home)
  await mkdir(join(home, 'logs'), { recursive: true })
  const stops: (() => Promise<void>)[] = []
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop().catch(() => undefined)
    await rm(stackFile(home), { force: true })
  }
  try {
    return await started(home, settings, stops, stopAll)
  } catch (error) {
    progress('启动失败，正在停止已启动的部分 · could not start; stopping what was started')
    await stopAll()
    throw error
  }
}

async function started(
  home: string,
  settings: StackSettings,
  stops: (() => Promise<void>)[],
  stopAll: () => Promise<void>,
): Promise<Stack> {
  const { progress } = settings
  const ports = await portsOf(home, settings.portBase ?? process.env['JUECE_PORT_BASE'])
  const issuer = `http://127.0.0.1:${ports.issuer}`
  const api = `http://127.0.0.1:${ports.api}`
  const web = `http://127.0.0.1:${ports.web}`
  const attachmentsDir = join(home, 'attachments')
  const origin = await originOf(home, settings.clock)
  const keyFile = join(home, 'sealer.key')

  progress('启动 PostgreSQL 与 Temporal · starting PostgreSQL and Temporal')
  const engine = startTemporal({ port: ports.temporal, log: logTo(home, 'temporal') })
  engine.catch(() => undefined)
  const bundled = workflowBundle()
  bundled.catch(() => undefined)
  const postgres = await startPostgres({
    dataDir: join(home, 'postgres'),
    port: ports.postgres,
    log: logTo(home, 'postgres'),
  })
  stops.push(() => postgres.stop())
  const temporal = await engine
  stops.push(() => temporal.stop())

  progress('准备记录 · preparing the record')
  await postgres.ensureDatabase(recordDatabase)
  const url = (role: DatabaseRole) => postgres.url(recordDatabase, role)
  await migrateRecord(url('admin'), { passwordOf: postgres.passwordOf })
  await migrateReadModel(url('admin'))
  await postgres.ensureDatabase(keyringDatabase)
  await migrateKeyring(postgres.url(keyringDatabase, 'admin'), { passwordOf: postgres.passwordOf })
  const logVkey = ensureKeyFile(keyFile, origin)
  const policyFile = await prepareWitness(home, url('admin'), {
    origin,
    logVkey,
    address: `http://127.0.0.1:${ports.witness}`,
  })
  const clock = await prepareRecord(url('admin'), settings, () =>
    foundFrom(at('infra/dev/demo-town.founding.json'), {
      recordUrl: url('registrar'),
      attachmentsDir,
      clock: settings.clock,
      issuer,
    }),
  )

  const shared = {
    JUECE_ENVIRONMENT: 'embedded',
    JUECE_CLOCK: clock,
    JUECE_ATTACHMENTS_DIR: attachmentsDir,
    JUECE_LOG_ORIGIN: origin,
    JUECE_LOG_VKEY: logVkey,
    JUECE_TILES_DIR: join(home, 'tiles'),
    JUECE_VERDICT_PAGE: await verdictPage(),
    JUECE_POLICY: policyFile,
    JUECE_LOG_LEVEL: process.env['JUECE_LOG_LEVEL'] ?? 'warn',
    TZ: 'UTC',
    // Papers wait for the disk on these threads: four would queue behind each other.
    UV_THREADPOOL_SIZE: '16',
    ...settings.env,
  }
  const environments: Readonly<Record<PartName, () => Promise<Record<string, string>>>> = {
    'identity-provider': async () => ({ ...shared, JUECE_IDP_PORT: String(ports.issuer) }),
    witness: async () => ({
      ...shared,
      JUECE_HOST: '127.0.0.1',
      JUECE_PORT: String(ports.witness),
      JUECE_WITNESS_KEY: join(home, 'witness.key'),
      JUECE_WITNESS_STATE: join(home, 'witness'),
      JUECE_WITNESS_LOGS: logVkey,
    }),
    sealer: async () => ({
      ...shared,
      JUECE_RECORD_URL: url('sealer'),
      JUECE_SEALER_KEY: keyFile,
    }),
    api: async () => ({
      ...shared,
      JUECE_HOST: '127.0.0.1',
      JUECE_PORT: String(ports.api),
      JUECE_RECORD_URL: url('registrar'),
      JUECE_READ_URL: url('projector'),
      JUECE_KEYRING_URL: postgres.url(keyringDatabase, 'keyring'),
      JUECE_OIDC_ISSUER: issuer,
      JUECE_OIDC_AUDIENCE: 'juece',
      JUECE_OIDC_JWKS: `${issuer}/jwks`,
      JUECE_WEB_URL: web,
    }),
    web: async () => ({
      ...shared,
      JUECE_HOST: '127.0.0.1',
      JUECE_PORT: String(ports.web),
      JUECE_API_URL: api,
      JUECE_WEB_URL: web,
      JUECE_LOG_LEVEL: process.env['JUECE_LOG_LEVEL'] ?? 'error',
    }),
    worker: async () => ({
      ...shared,
      JUECE_RECORD_URL: url('registrar'),
      JUECE_READ_URL: url('projector'),
      JUECE_OPS_URL: url('courier'),
      JUECE_TEMPORAL_ADDRESS: temporal.address,
      JUECE_TEMPORAL_NAMESPACE: temporal.namespace,
      JUECE_TASK_QUEUE: 'statutes',
      JUECE_WORKFLOW_BUNDLE: await bundled,
      JUECE_METRICS_PORT: String(ports.metrics),
    }),
  }
  const ready: Readonly<Record<PartName, () => Promise<void>>> = {
    'identity-provider': () => answers(`${issuer}/.well-known/openid-configuration`),
    witness: () => answers(`http://127.0.0.1:${ports.witness}/healthz`),
    sealer: async () => {},
    api: () => answers(`${api}/readyz`),
    web: () => answers(`${web}/healthz`),
    worker: () => answers(`http://127.0.0.1:${ports.metrics}/healthz`),
  }
  const parts = new Map<PartName, Guarded>()
  const startPart = async (name: PartName): Promise<void> => {
    const env = await environments[name]()
    const part = await startGuarded({
      command: process.execPath,
      args: [programs[name]],
      env,
      log: logTo(home, name),
    })
    parts.set(name, part)
    await Promise.race([
      ready[name](),
      part.exited.then((code) => {
        throw new Error(`${name} ended with exit ${code}; see ${join(home, 'logs', `${name}.log`)}`)
      }),
    ])
  }
  const stopPart = async (name: PartName): Promise<void> => {
    const part = parts.get(name)
    parts.delete(name)
    await part?.stop()
  }
  const anotherApi: Stack['anotherApi'] = async (env = {}) => {
    const port = await freePort()
    const part = await startGuarded({
      command: process.execPath,
      args: [programs.api],
      env: { ...(await environments.api()), ...env, JUECE_PORT: String(port) },
      log: logTo(home, `api-${port}`),
    })
    stops.push(() => part.stop())
    await answers(`http://127.0.0.1:${port}/readyz`)
    return `http://127.0.0.1:${port}`
  }
  const wanted = (
    ['identity-provider', 'witness', 'sealer', 'api', 'worker', 'web'] as const
  ).filter((name) => name !== 'worker' || settings.without?.includes('worker') !== true)
  progress('启动各服务 · starting the services')
  for (const name of wanted) stops.push(() => stopPart(name))
  await Promise.all(wanted.map(startPart))

  await writeFile(
    stackFile(home),
    `${JSON.stringify({ pid: process.pid, api, web, issuer, temporal: temporal.address, clock }, null, 2)}\n`,
  )
  return {
    home,
    api,
    web,
    issuer,
    temporal: temporal.address,
    postgres,
    logVkey,
    url,
    token: (person) => tokenFrom(issuer, person),
    part: (name) => parts.get(name),
    startPart,
    stopPart,
    anotherApi,
    stopWorker: () => stopPart('worker'),
    startWorker: () => startPart('worker'),
    endSettableClock: async () => {
      const pool = openPool(url('admin'), { service: 'stack' })
      try {
        await endSettableClock(pool)
        await markAllDue(pool)
      } finally {
        await pool.end()
      }
    },
    stop: stopAll,
  }
}

/**
 * A witness of the same operator, with a key and a folder of its own: it shows how witnessing goes, and a verifier never
 * counts it as more than a claim. It is told to begin only while the record is empty; one that lost its memory later stays out.
 */
async function prepareWitness(
  home: string,
  adminUrl: string,
  log: { readonly origin: string; readonly logVkey: string; readonly address: string },
): Promise<string> {
  const vkey = ensureWitnessKey(join(home, 'witness.key'), 'juece.demo/witness')
  const pool = openPool(adminUrl, { service: 'stack' })
  try {
    if ((await recordReader(pool).size()) === 0) {
      await trust(join(home, 'witness'), { origin: log.origin, size: 0, root: emptyRoot })
    }
  } finally {
    await pool.end()
  }
  const policyFile = join(home, 'policy')
  await writeFile(
    policyFile,
    `log ${log.logVkey}\nwitness own ${vkey} ${log.address}\nquorum own\n`,
  )
  return policyFile
}

/** A clock and a founding for an empty record; for one that lives on, every clerk begins its walk anew. */
async function prepareRecord(
  adminUrl: string,
  { clock, clockStart, progress }: StackSettings,
  found: () => Promise<number>,
): Promise<StackSettings['clock']> {
  const pool = openPool(adminUrl, { service: 'stack' })
  try {
    if ((await recordReader(pool).size()) > 0) {
      const { settable } = await readClock(pool)
      if (clock === 'system' && settable) {
        throw new Error(
          '这份记录用的是可设定的时钟 · this record is kept on a settable clock; choose another JUECE_HOME',
        )
      }
      // The engine keeps nothing between two starts: each one is a rebuild.
      await markAllDue(pool)
      // Once it has gone over to system time a record stays there.
      return settable ? 'settable' : 'system'
    }
    if (clock === 'settable') {
      await startSettableClock(pool, instant(clockStart ?? defaultClockStart))
    }
    progress('创设记录 · founding the record')
    await found()
    return clock
  } finally {
    await pool.end()
  }
}

const portNames = ['api', 'issuer', 'postgres', 'temporal', 'metrics', 'witness', 'web'] as const

/**
 * The ports of last time where they are free. That of the identity provider must be: people are known by the issuer
 * of their login, and it carries the port in its name.
 */
async function portsOf(home: string, base: string | undefined) {
  const file = join(home, 'ports.json')
  const ports: Record<(typeof portNames)[number], number> = {
    ...(await portsFrom(portNames, base)),
  }
  const last = await readFile(file, 'utf8').catch(() => undefined)
  if (last !== undefined && (base === undefined || base === '')) {
    const before = JSON.parse(last) as Partial<typeof ports>
    for (const name of portNames) {
      // A part that is newer than the folder has no port of last time.
      if (before[name] === undefined) continue
      if (await isFree(before[name])) ports[name] = before[name]
      else if (name === 'issuer') {
        throw new Error(
          `端口 ${before[name]} 被占用，而本记录中的人员以该身份服务地址登记 · port ${before[name]} is in use; people of this record are known under it: free it, or choose another JUECE_HOME`,
        )
      }
    }
  }
  await writeFile(file, `${JSON.stringify(ports)}\n`)
  return ports
}

/** The name of the log, kept for its life: one begun on a settable clock says so for ever. */
async function originOf(home: string, clock: StackSettings['clock']): Promise<string> {
  const file = join(home, 'origin')
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known !== undefined) return known.trim()
  const origin = clock === 'settable' ? 'juece.demo/settable-clock' : 'juece.demo/embedded'
  await writeFile(file, `${origin}\n`)
  return origin
}

async function throwIfRunning(home: string): Promise<void> {
  const text = await readFile(stackFile(home), 'utf8').catch(() => undefined)
  if (text === undefined) return
  const { pid } = JSON.parse(text) as { readonly pid: number }
  if (isAlive(pid)) {
    throw new Error(
      `${home} 中已有运行的系统（进程 ${pid}） · a stack runs there already; stop it, or choose another JUECE_HOME`,
    )
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function answers(url: string): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    const answer = await fetch(url).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok === true) return
    if (performance.now() > until) throw new Error(`no answer from ${url}`)
    await pause(25)
  }
}

function logTo(home: string, name: string): (line: string) => void {
  const file = createWriteStream(join(home, 'logs', `${name}.log`), { flags: 'a' })
  return (line) => void file.write(`${line}\n`)
}
