import { once } from 'node:events'
import { createServer } from 'node:net'
import { Client, Connection } from '@temporalio/client'
import t from 'tap'
import { freePort } from '../../infra/dev/ports.ts'
import { startTemporal } from '../../infra/dev/temporal.ts'

t.test(
  'the Temporal server answers once it is said to be up, keeps its state, and is gone once stopped',
  async (t) => {
    const dataDir = t.testdir()
    const port = await freePort()
    const settings = { port, dataDir, log: () => undefined }

    const first = await startTemporal(settings)
    t.equal(first.address, `127.0.0.1:${port}`)
    const connection = await Connection.connect({ address: first.address })
    const { workflow } = new Client({ connection, namespace: first.namespace })
    await workflow.start('nobody', {
      workflowId: 'matter-1',
      taskQueue: 'nowhere',
      searchAttributes: { MatterKind: ['major-decision'], MatterStage: ['S01'] },
    })
    await connection.close()
    await first.stop()
    t.throws(() => process.kill(first.pid, 0), 'its process is gone')

    const second = await startTemporal(settings)
    const again = await Connection.connect({ address: second.address })
    const handle = new Client({ connection: again }).workflow.getHandle('matter-1')
    t.equal((await handle.describe()).status.name, 'RUNNING')
    await again.close()
    await second.stop()
  },
)

t.test(
  'a port in use is an error, for whoever listens there would answer in its place',
  async (t) => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')
    await t.rejects(startTemporal({ port, log: () => undefined }), /is in use/)
    other.close()
  },
)

t.test('a server that cannot come up is an error that carries its words', async (t) => {
  const folder = t.testdir({ 'temporal.db': {} })
  const settings = { port: await freePort(), dataDir: folder, log: () => undefined }
  await t.rejects(startTemporal(settings), /did not come up\n.+/)
})
