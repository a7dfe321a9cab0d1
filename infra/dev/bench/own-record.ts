import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { migrateRecord } from '@juece/record-store/migrate'
import { openCommitter, type Committer } from '@juece/record-store'
import { removePostgresData, startPostgres, type DatabaseRole } from '../postgres.ts'
import { unitOf, type Registers } from './units.ts'

/** A record on a server of its own, with one committer and the registers that acts read. */
export interface OwnRecord {
  /** A folder beside the data, gone with it. */
  readonly folder: string
  readonly committer: Committer
  readonly registers: Registers
  url(role: DatabaseRole): string
}

const database = 'bench'

/** Lends such a record to what measures the store alone. */
export async function withOwnRecord<T>(measure: (record: OwnRecord) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-bench-'))
  fs.chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'postgres')
  const server = await startPostgres({ dataDir })
  try {
    await server.ensureDatabase(database)
    const url = (role: DatabaseRole) => server.url(database, role)
    await migrateRecord(url('admin'), { passwordOf: server.passwordOf })
    const committer = openCommitter(url('registrar'))
    const registers = { 'law-in-use': 1, 'offices/cn-000000': 1 }
    for (const stream of Object.keys(registers)) {
      await committer.append(unitOf({ stream, expected: 0, previous: null, guards: {} }))
    }
    const found = await measure({ folder, committer, registers, url })
    await committer.close()
    return found
  } finally {
    await server.stop()
    removePostgresData(dataDir)
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
