import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { openPool } from '@juece/record-store'
import t from 'tap'

import { startPostgres, removePostgresData } from '../../infra/dev/postgres.ts'
import { dataFolder } from '../support/own-postgres.ts'

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

t.test(
  'flushes and checksums are on, loopback alone is heard, a stop leaves nothing running',
  async (t) => {
    const dataDir = dataFolder(t)
    const server = await startPostgres({ dataDir })
    const pool = openPool(server.url('postgres', 'admin'))
    const { rows } = await pool.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'full_page_writes',
       'synchronous_commit', 'data_checksums', 'listen_addresses') order by name`,
    )
    t.same(Object.fromEntries(rows.map(({ name, setting }) => [name, setting])), {
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
    })
    await pool.end()
    const open = new URL(server.url('postgres', 'admin'))
    open.password = 'guess'
    const stranger = openPool(open.href)
    await t.rejects(stranger.query('select 1'), { code: '28P01' }, 'a password is asked for')
    await stranger.end()
    t.equal(fs.statSync(`${dataDir}.secret`).mode & 0o077, 0, 'and nobody else can read it')
    await server.stop()
    t.notOk(alive(server.pid))
    await server.stop()
  },
)

t.test(
  'when the process that started it is killed, the server goes; the data is taken up again',
  async (t) => {
    const dataDir = dataFolder(t)
    const program = path.join(import.meta.dirname, '../support/start-postgres-and-wait.ts')
    const starter = spawn(process.execPath, [program, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(starter.stdout, 'data')) as [Buffer]
    const { pid } = JSON.parse(said.toString()) as { pid: number }
    t.ok(alive(pid))
    starter.kill('SIGKILL')
    while (alive(pid)) await pause(10)
    t.pass('gone')
    const server = await startPostgres({ dataDir })
    t.equal(await server.ensureDatabase('juece'), true)
    t.equal(await server.ensureDatabase('juece'), false)
    await server.stop()
  },
)

t.test(
  'a server that is still running over the folder is ended, a foreign number is left alone',
  async (t) => {
    const dataDir = dataFolder(t)
    const first = await startPostgres({ dataDir })
    const second = await startPostgres({ dataDir })
    t.notOk(alive(first.pid), 'one folder, one server')
    await second.stop('immediate')
    // What a crash leaves: a trace whose number is somebody else's by now, ours for instance.
    fs.writeFileSync(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`)
    const third = await startPostgres({ dataDir })
    t.ok(alive(process.pid))
    await third.stop()
  },
)

t.test(
  'as root, a folder nobody else can enter will do',
  { skip: process.getuid?.() === 0 ? false : 'not root' },
  async (t) => {
    const dataDir = path.join(dataFolder(t), 'closed', 'data')
    fs.mkdirSync(path.dirname(dataDir), { recursive: true, mode: 0o700 })
    const server = await startPostgres({ dataDir })
    await server.stop()
    const again = await startPostgres({ dataDir })
    await again.stop()
    const real = fs.readlinkSync(dataDir)
    removePostgresData(dataDir)
    t.notOk(fs.existsSync(real))
    t.same(fs.readdirSync(path.dirname(dataDir)), [])
  },
)
