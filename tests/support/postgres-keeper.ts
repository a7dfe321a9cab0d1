// Keeps one PostgreSQL for all test files of a run. Started by the first file that asks, it goes
// when no file has needed it for a while, killed ones included, and leaves nothing behind.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { migrateKeyring } from '@juece/keyring/migrate'
import { migrateRecord } from '@juece/record-store/migrate'
import pg from 'pg'

import { removePostgresData, startPostgres } from '../../infra/dev/postgres.ts'
import {
  alive,
  keyringTemplate,
  places,
  template,
  withLock,
  type KeeperState,
} from './postgres-places.ts'

const quietMs = 3_000

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-test-postgres-'))
fs.chmodSync(folder, 0o755)
const dataDir = path.join(folder, 'data')
try {
  const server = await startPostgres({ dataDir })
  await server.ensureDatabase(template)
  await migrateRecord(server.url(template, 'admin'), { passwordOf: server.passwordOf })
  await server.ensureDatabase(keyringTemplate)
  await migrateKeyring(server.url(keyringTemplate, 'admin'), { passwordOf: server.passwordOf })
  const admin = new pg.Client({ connectionString: server.url('postgres', 'admin') })
  await admin.connect()
  for (const name of [template, keyringTemplate]) {
    await admin.query(`alter database ${name} with is_template true allow_connections false`)
  }
  await admin.end()
  tell({
    keeper: process.pid,
    url: server.url('DATABASE', 'admin'),
    passwords: Object.fromEntries(
      ['owner', 'registrar', 'reader', 'projector', 'sealer', 'courier', 'keyring'].map((role) => [
        role,
        server.passwordOf(`juece_${role}_login`),
      ]),
    ),
  })
  let needed = Date.now()
  for (;;) {
    await pause(250)
    if (usersLeft()) needed = Date.now()
    else if (Date.now() - needed > quietMs && (await withLock(withdrawn))) break
  }
  await server.stop()
} finally {
  removePostgresData(dataDir)
  fs.rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

function tell(state: KeeperState): void {
  const half = `${places.state}.${process.pid}`
  fs.writeFileSync(half, JSON.stringify(state), { mode: 0o600 })
  fs.renameSync(half, places.state)
}

/** Nobody came in the meantime: from here on the next file starts a keeper of its own. */
function withdrawn(): boolean {
  if (usersLeft()) return false
  fs.rmSync(places.state, { force: true })
  return true
}

function usersLeft(): boolean {
  let left = false
  for (const pid of fs.readdirSync(places.users)) {
    if (alive(Number(pid))) left = true
    else fs.rmSync(path.join(places.users, pid), { force: true })
  }
  return left
}
