import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import pg from 'pg'

import type { DatabaseRole } from '../../infra/dev/postgres.ts'
import {
  alive,
  keyringTemplate,
  places,
  template,
  withLock,
  type KeeperState,
} from './postgres-places.ts'

/** A database of its own for one test: the record, empty and migrated, on a real server. */
export type TestDatabase = {
  readonly name: string
  url(role: DatabaseRole): string
}

/** What we need of a tap test. */
type Teardown = { teardown(after: () => Promise<void> | void): unknown }

let asked: Promise<KeeperState> | undefined
let copies = 0

/** Copies the migrated template; the copy is dropped when the test ends. */
export async function testDatabase(t: Teardown): Promise<TestDatabase> {
  return copyOf(t, template, 'test', [
    'grant create on database NAME to juece_owner, juece_projector',
    'revoke temporary on database NAME from public',
  ])
}

/** A keyring of its own for one test. */
export async function testKeyring(t: Teardown): Promise<TestDatabase> {
  return copyOf(t, keyringTemplate, 'keyring', [
    'revoke connect, temporary on database NAME from public',
    'grant connect on database NAME to juece_keyring',
  ])
}

/** A copy of a keyring as it stands now, under another name: yesterday's, once time has gone on. */
export async function copyOfKeyring(t: Teardown, { name }: TestDatabase): Promise<TestDatabase> {
  const keeper = await (asked ??= keeperState())
  // A database with sessions is not copied; its users come back by themselves.
  await asAdmin(keeper, [
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  ])
  return copyOf(t, name, 'keyring', ['grant connect on database NAME to juece_keyring'])
}

async function copyOf(
  t: Teardown,
  from: string,
  kind: string,
  grants: readonly string[],
): Promise<TestDatabase> {
  const keeper = await (asked ??= keeperState())
  copies += 1
  const name = `${kind}_${process.pid}_${copies}`
  const url = (role: DatabaseRole) => urlOf(keeper, name, role)
  await asAdmin(keeper, [
    `create database ${name} template ${from}`,
    // The grants on a database are not copied with it.
    ...grants.map((grant) => grant.replace('NAME', name)),
  ])
  t.teardown(() => asAdmin(keeper, [`drop database ${name} with (force)`]))
  return { name, url }
}

function urlOf(keeper: KeeperState, database: string, role: DatabaseRole): string {
  const url = new URL(keeper.url.replace('DATABASE', database))
  if (role !== 'admin') {
    url.username = `juece_${role}_login`
    url.password = keeper.passwords[role] ?? ''
  }
  return url.href
}

async function asAdmin(keeper: KeeperState, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(keeper, 'postgres', 'admin') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function keeperState(): Promise<KeeperState> {
  return withLock(async () => {
    fs.writeFileSync(path.join(places.users, String(process.pid)), '')
    const there = readState()
    if (there !== undefined) return there
    const keeper = new URL('./postgres-keeper.ts', import.meta.url).pathname
    const log = fs.openSync(places.log, 'w', 0o600)
    // Apart from the test runner's own children, which wait for each other.
    const child = spawn(process.execPath, [keeper], {
      detached: true,
      stdio: ['ignore', log, log],
    })
    child.unref()
    fs.closeSync(log)
    for (let waited = 0; waited < 60_000; waited += 20) {
      const state = readState()
      if (state !== undefined) return state
      if (child.exitCode !== null) break
      await pause(20)
    }
    throw new Error(`no PostgreSQL for the tests:\n${fs.readFileSync(places.log, 'utf8')}`)
  })
}

function readState(): KeeperState | undefined {
  if (!fs.existsSync(places.state)) return undefined
  const state = JSON.parse(fs.readFileSync(places.state, 'utf8')) as KeeperState
  return alive(state.keeper) ? state : undefined
}
