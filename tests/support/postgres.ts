import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import pg from 'pg'

import type { DatabaseRole } from '../../infra/dev/postgres.ts'
import { alive, places, template, withLock, type KeeperState } from './postgres-places.ts'

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
  const keeper = await (asked ??= keeperState())
  copies += 1
  const name = `test_${process.pid}_${copies}`
  const url = (role: DatabaseRole) => urlOf(keeper, name, role)
  await asAdmin(keeper, `create database ${name} template ${template}`)
  t.teardown(() => asAdmin(keeper, `drop database ${name} with (force)`))
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

async function asAdmin(keeper: KeeperState, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(keeper, 'postgres', 'admin') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(statement)
    // The grants on a database are not copied with it.
    const [, created] = /^create database (\S+)/.exec(statement) ?? []
    if (created !== undefined) {
      await client.query(`grant create on database ${created} to juece_owner, juece_projector`)
      await client.query(`revoke temporary on database ${created} from public`)
    }
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
