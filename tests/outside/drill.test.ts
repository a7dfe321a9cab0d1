import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { verifierKeyText, verifierOf } from '@juece/ledger'
import { openPool } from '@juece/record-store'
import t from 'tap'
import { v7 } from 'uuid'

import { drill } from '../../infra/dev/drill.ts'
import { serverUser } from '../../infra/dev/postgres-place.ts'
import { portsFrom } from '../../infra/dev/ports.ts'
import { apiTown, proposal } from '../api/api-town.ts'
import { sealAll, sealing, signer } from '../sealer/sealed-record.ts'
import { cutTail } from '../support/tamper.ts'

/** PostgreSQL of another major version than ours, where the system has one (Debian's `postgresql`). */
const home = '/usr/lib/postgresql'
const major = (existsSync(home) ? readdirSync(home) : []).find(
  (one) => one !== '18' && existsSync(path.join(home, one, 'bin/initdb')),
)
const options = { skip: major === undefined && `no other major version below ${home}` } as const

async function otherServer(t: { teardown(fn: () => unknown): void }, version: string) {
  const bin = (name: string) => path.join(home, version, 'bin', name)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-drill-'))
  const user = serverUser()
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = path.join(folder, 'data')
  const how = {
    ...user,
    stdio: 'ignore' as const,
    env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC' },
  }
  const flags = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C']
  const icu = ['--locale-provider=icu', '--icu-locale=zh-Hans']
  const made = spawn(bin('initdb'), ['-D', data, ...flags, ...icu], how)
  await once(made, 'close')
  const { postgres: port } = await portsFrom(['postgres'], undefined)
  const zone = ['-c', 'timezone=Asia/Kathmandu', '-c', 'lc_messages=C']
  const server = spawn(
    bin('postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder, ...zone],
    how,
  )
  t.teardown(async () => {
    server.kill('SIGINT')
    await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const pool = openPool(url)
  for (let tries = 0; ; tries += 1) {
    const isUp = await pool.query('select 1').then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (tries > 200) throw new Error('it did not start')
    await pause(50)
  }
  t.teardown(() => pool.end())
  const make = async (name: string) => {
    await pool.query(`create database ${name}`)
    return `postgres://postgres@127.0.0.1:${port}/${name}`
  }
  return { make }
}

t.test(
  'a record restored on another major version, zone and locale has the same verdict; an older one is seen',
  options,
  async (t) => {
    const county = await apiTown(t)
    for (let i = 0; i < 4; i += 1) {
      await county.app.inject({
        method: 'POST',
        url: `/api/matters/${v7()}/acts`,
        headers: await county.as('proposer'),
        payload: proposal,
      })
    }
    const sealer = openPool(county.url('sealer'))
    t.teardown(() => sealer.end())
    const dir = t.testdir({ reports: {} })
    const tilesDir = path.join(dir, 'tiles')
    const sealed = await sealAll(await sealing(sealer, tilesDir))
    const server = await otherServer(t, major ?? '')
    const target = await server.make('restored')
    const reportDir = path.join(dir, 'reports')
    const common = {
      source: county.url('admin'),
      target,
      tilesDir,
      logVkey: verifierKeyText(verifierOf(signer)),
      reportDir,
      progress: () => undefined,
    }
    const verdict = await drill(common)
    t.same(verdict.report.findings, [])
    t.match(verdict, { isSound: true, timeZone: 'Asia/Kathmandu', copied: sealed })
    t.equal(verdict.report.entriesChecked, sealed)
    t.match(verdict.server, new RegExp(`^${major ?? ''}\\.`))
    await t.rejects(drill(common), /holds a record already/)

    // A backup of last week, restored in good faith.
    const admin = openPool(target)
    t.teardown(() => admin.end())
    await cutTail(admin, sealed - 2)
    const older = await drill({ ...common, isRestored: true })
    t.equal(older.isSound, false)
    t.same([...new Set(older.report.findings.map(({ what }) => what))].sort(), [
      'FEWER_THAN_BEFORE',
      'ROOT',
      'TILES',
    ])
  },
)
