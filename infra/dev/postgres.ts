import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { hexOf, randomBytes, sha256, utf8Of } from '@juece/cryptography'
import pg from 'pg'

import { freePort } from './ports.ts'
import { dataPlace, programs, removeData, serverUser, type ServerUser } from './postgres-place.ts'

export { removeData as removePostgresData }

/** Who connects: `admin` is the superuser of the embedded server, the others are logins of a role. */
export type DatabaseRole =
  'admin' | 'owner' | 'registrar' | 'reader' | 'projector' | 'sealer' | 'courier' | 'keyring'

/** `fast` ends sessions and writes a checkpoint; `immediate` is a crash, with recovery at the next start. */
export type StopMode = 'fast' | 'immediate'

/** A running server of our own. */
export type Postgres = {
  url(database: string, role: DatabaseRole): string
  /** The password of a login, for whoever makes the roles. */
  passwordOf(login: string): string
  readonly port: number
  readonly pid: number
  /** Makes the database where it is missing; says whether it was. */
  ensureDatabase(name: string): Promise<boolean>
  stop(mode?: StopMode): Promise<void>
}

export type PostgresOptions = {
  readonly dataDir: string
  /** 0 or nothing: any free one. */
  readonly port?: number
  readonly log?: (line: string) => void
}

/**
 * Starts PostgreSQL 18 over a data folder, made when it is missing. On loopback only, passwords on,
 * flushes and checksums on. It stops when asked, and also when this process is killed. For
 * development and tests; an agency runs its own server.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, log = () => undefined } = options
  const user = serverUser()
  const { postgres, initdb } = programs(user)
  const data = dataPlace(dataDir, user)
  const secret = secretOf(`${path.resolve(dataDir)}.secret`)
  const passwordOf = (login: string) => hexOf(sha256(utf8Of(`${login} ${secret}`)))
  const logFile = `${path.resolve(dataDir)}.log`
  await endLeftover(data, log)
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    log('preparing the data folder of PostgreSQL')
    await initialise(initdb, data, passwordOf('postgres'), user)
  }
  const port = options.port || (await freePort())
  const child = launch(postgres, data, port, logFile, user)
  const pid = child.pid
  if (pid === undefined) throw new Error('PostgreSQL could not be started')
  const guard = guardOf(pid)
  const url = (database: string, role: DatabaseRole) => {
    const login = role === 'admin' ? 'postgres' : `juece_${role}_login`
    return `postgres://${login}:${passwordOf(login)}@127.0.0.1:${port}/${database}`
  }
  try {
    await answering(child, url('postgres', 'admin'))
  } catch (cause) {
    child.kill('SIGQUIT')
    guard.kill('SIGKILL')
    const tail = fs.readFileSync(logFile, 'utf8').split('\n').slice(-8).join('\n')
    throw new Error(`PostgreSQL did not start on port ${port}:\n${tail}`, { cause })
  }
  log(`PostgreSQL answers on 127.0.0.1:${port}`)
  return {
    url,
    passwordOf,
    port,
    pid,
    ensureDatabase: (name) => ensureDatabase(url('postgres', 'admin'), name),
    stop: async (mode = 'fast') => {
      // The guard first: it must not outlive the number it watches.
      guard.kill('SIGKILL')
      await ended(child, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    },
  }
}

function launch(
  postgres: string,
  data: string,
  port: number,
  logFile: string,
  user: ServerUser,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '200',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Fewer processes; the record never reads much at once.
    io_method: 'sync',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const out = fs.openSync(logFile, 'w', 0o600)
  // Detached: an interrupt at the terminal reaches us alone, and we stop things in order.
  const child = spawn(postgres, ['-D', data, ...flags], {
    ...user,
    detached: true,
    stdio: ['ignore', out, out],
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
  })
  child.on('error', () => undefined)
  child.unref()
  fs.closeSync(out)
  return child
}

/** Ends the server when we are gone, however we went: our end of its pipe closes. */
function guardOf(pid: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1"', 'sh', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.on('error', () => undefined)
  guard.unref()
  const pipe = guard.stdin
  if (pipe instanceof net.Socket) pipe.unref()
  pipe?.on('error', () => undefined)
  return guard
}

async function answering(child: ChildProcess, url: string): Promise<void> {
  const until = Date.now() + 120_000
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) throw error
      await pause(20)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.ref()
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await exit
  clearTimeout(late)
}

/** A server left by a process that was killed: ended if it is of this folder, else only its trace. */
async function endLeftover(data: string, log: (line: string) => void): Promise<void> {
  const trace = path.join(data, 'postmaster.pid')
  const pid = Number(fs.existsSync(trace) ? fs.readFileSync(trace, 'utf8').split('\n')[0] : 0)
  if (!Number.isInteger(pid) || pid <= 1) return
  if (!runsOver(pid, data)) {
    // The number may belong to somebody else by now, and PostgreSQL would refuse to start.
    fs.rmSync(trace, { force: true })
    return
  }
  log(`ending the PostgreSQL that was left behind (${pid})`)
  process.kill(pid, 'SIGINT')
  const impatient = Date.now() + 20_000
  while (runsOver(pid, data)) {
    if (Date.now() > impatient) process.kill(pid, 'SIGQUIT')
    await pause(20)
  }
}

function runsOver(pid: number, data: string): boolean {
  try {
    const command = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return command.includes('-D') && command.includes(data)
  } catch {
    return false
  }
}

async function initialise(
  initdb: string,
  data: string,
  password: string,
  user: ServerUser,
): Promise<void> {
  // Made beside and renamed, so that a folder half made is never taken for a whole one.
  const half = `${data}.new`
  fs.rmSync(half, { recursive: true, force: true })
  fs.mkdirSync(half, { mode: 0o700 })
  if (user !== undefined) fs.chownSync(half, user.uid, user.gid)
  const passwordFile = path.join(half, '..', `.${path.basename(half)}.${process.pid}`)
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user !== undefined) fs.chownSync(passwordFile, user.uid, user.gid)
  const flags = ['--auth=scram-sha-256', '--username=postgres', '--encoding=UTF8', '--locale=C']
  const unicode = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums']
  try {
    const child = spawn(initdb, ['-D', half, `--pwfile=${passwordFile}`, ...flags, ...unicode], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const [code] = (await once(child, 'close')) as [number | null]
    if (code !== 0) throw new Error(`initdb failed (${String(code)}): ${said}`)
    fs.renameSync(half, data)
  } finally {
    fs.rmSync(passwordFile, { force: true })
    fs.rmSync(half, { recursive: true, force: true })
  }
}

async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount !== 0) return false
    await client.query(`create database ${client.escapeIdentifier(name)}`)
    return true
  } finally {
    await client.end()
  }
}

function secretOf(file: string): string {
  if (!fs.existsSync(file)) {
    fs.writeFileSync(file, hexOf(randomBytes(32)), { mode: 0o600, flag: 'wx' })
  }
  return fs.readFileSync(file, 'utf8')
}
