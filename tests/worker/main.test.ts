import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { instant } from '@juece/kernel'
import { openLists } from '@juece/read-model'
import { openPool } from '@juece/record-store/connect'
import t from 'tap'
import { freePort } from '../../infra/dev/ports.ts'
import { workflowBundle } from '../../infra/tooling/bundle-workflows.ts'
import { openEngine, until } from '../support/engine.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown, type Town } from '../support/lived-town.ts'

type Teardown = Parameters<typeof openTown>[0]
const from = instant('2024-03-04T09:00+08:00')
const never = () => Promise.reject(new Error('this path waits for nothing'))
const main = fileURLToPath(new URL('../../services/worker/src/main.ts', import.meta.url))
const bundle = await workflowBundle()

async function start(t: Teardown, town: Town, address: string, more: Record<string, string> = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      TZ: 'UTC',
      JUECE_ENVIRONMENT: 'embedded',
      JUECE_CLOCK: 'settable',
      JUECE_RECORD_URL: town.database.url('registrar'),
      JUECE_OPS_URL: town.database.url('courier'),
      JUECE_READ_URL: town.database.url('projector'),
      JUECE_ATTACHMENTS_DIR: town.attachmentsDir,
      JUECE_TEMPORAL_ADDRESS: address,
      JUECE_WORKFLOW_BUNDLE: bundle,
      JUECE_LOG_ORIGIN: 'record.test.example',
      JUECE_METRICS_PORT: String(port),
      JUECE_LOG_LEVEL: 'warn',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  }
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => code ?? signal)
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text()
  return { child, ended, ask, said: () => said }
}

async function stopped(child: ChildProcess, ended: Promise<unknown>): Promise<unknown> {
  child.kill('SIGTERM')
  // A worker that hangs would hang the whole stack: a limit, and not a measurement.
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  return ended.finally(() => clearTimeout(late))
}

t.test('the worker as a process of its own', async (t) => {
  const engine = await openEngine(t)

  t.test('killed, it goes on where it was; asked to stop, it stops in order', async (t) => {
    const town = await openTown(t, from)
    const queue = { JUECE_TASK_QUEUE: `q-${town.database.name}` }
    const first = await start(t, town, engine.server.address, queue)
    const matter = town.matter()
    await matter.plays(lawfulSteps('window-open'), never)
    await until('settled', town.settled)
    first.child.kill('SIGKILL')
    t.equal(await first.ended, 'SIGKILL')
    const { deadlines } = await matter.folded()
    await town.moveTo(instant(deadlines.commentWindow?.ends ?? from))
    await matter.lodge({ by: 'undertaking-unit-handler', act: { type: 'RecordResearch' } })
    const second = await start(t, town, engine.server.address, queue)
    await until('the window was closed', async () => {
      return (await matter.folded()).comment.rounds.at(-1)?.closed !== undefined
    })
    await until('settled', town.settled)
    t.match(await second.ask('/metrics'), /juece_nudges_total\{result="carried"\} \d+/)
    t.match(await second.ask('/metrics'), /juece_outbox_waiting 0/)
    t.equal(await second.ask('/healthz'), 'ok\n')
    t.equal(await stopped(second.child, second.ended), 0)
  })

  t.test('no engine: lists are kept up all the same, and it still stops when asked', async (t) => {
    const town = await openTown(t, from)
    const pool = openPool(town.database.url('projector'))
    t.teardown(() => pool.end())
    const worker = await start(t, town, `127.0.0.1:${await freePort()}`)
    const matter = town.matter()
    await matter.plays(lawfulSteps('drafted'), never)
    const { position } = await town.clockDoor.progress(matter.id)
    await until('lists fresh', async () => (await openLists(pool).freshTo()) >= position)
    t.equal(await stopped(worker.child, worker.ended), 0)
  })

  t.test(
    'a namespace that does not know the search attributes: it does not start, and says which',
    async (t) => {
      const town = await openTown(t, from)
      const { workflowService } = engine.client
      await workflowService.registerNamespace({
        namespace: 'bare',
        workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
      })
      await until('the namespace is there', () =>
        workflowService.describeNamespace({ namespace: 'bare' }).then(
          () => true,
          () => false,
        ),
      )
      const worker = await start(t, town, engine.server.address, {
        JUECE_TEMPORAL_NAMESPACE: 'bare',
      })
      t.equal(await worker.ended, 1)
      t.match(worker.said(), /does not know MatterKind, MatterStage as Keyword/)
    },
  )

  t.test('a login that may write the record itself: it does not start', async (t) => {
    const town = await openTown(t, from)
    const worker = await start(t, town, engine.server.address, {
      JUECE_OPS_URL: town.database.url('admin'),
    })
    t.equal(await worker.ended, 1)
    t.match(worker.said(), /does not start on this record/)
  })
})
