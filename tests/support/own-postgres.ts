import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { removePostgresData } from '../../infra/dev/postgres.ts'

/** A folder for the data of a server that one test has to itself; gone afterwards. */
export function dataFolder(t: { teardown(after: () => void): unknown }): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-own-postgres-'))
  fs.chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  t.teardown(() => {
    removePostgresData(dataDir)
    fs.rmSync(folder, { recursive: true, force: true })
  })
  return dataDir
}
