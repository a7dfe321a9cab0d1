import { instant, instantOf } from '@juece/kernel'
import { nudges, type Progress } from '@juece/procedure/facts'
import { pendingNudges } from '@juece/record-store/outbox'
import { allClerks } from '@juece/record-store/clerks'
import t from 'tap'
import { rebuild, rebuildFromRecord } from '../../services/worker/src/rebuild.ts'
import { reconcile } from '../../services/worker/src/reconcile.ts'
import { attend, openEngine, until } from '../support/engine.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown, type Town } from '../support/lived-town.ts'

const from = instant('2024-03-04T09:00+08:00')
const never = () => Promise.reject(new Error('this path waits for nothing'))
const entriesOf = async (town: Town, stream: string) =>
  (await town.house.reader.readStream(stream)).length

t.test('the engine away: people act, nudges wait; it is back and everything is told', async (t) => {
  const engine = await openEngine(t)
  const town = await openTown(t, from)
  const { statutes, courier } = await attend(t, town, engine)
  statutes()
  courier()
  const first = town.matter()
  await first.plays(lawfulSteps('proposed'), never)
  await until('settled', town.settled)
  await engine.server.stop()
  const second = town.matter()
  await second.plays(lawfulSteps('window-open'), never)
  t.ok((await pendingNudges(town.ops)).length > 0, 'nudges wait')
  t.equal(await town.settled(), false)
  const port = Number(engine.server.address.split(':')[1])
  const again = await openEngine(t, port)
  await until('nudges carried', async () => (await pendingNudges(town.ops)).length === 0, 90_000)
  await until('settled', town.settled, 90_000)
  const { status } = await again.client.workflow.getHandle(second.stream).describe()
  t.equal(status.name, 'RUNNING')

  // The first matter's clerk was lost with the engine, and nothing has told it since.
  await t.rejects(again.client.workflow.getHandle(first.stream).describe())
  const every = { reader: town.house.reader, clockDoor: town.clockDoor }
  const found = await reconcile(town.ops, again.client, every)
  t.same(found.missing, [first.id])
  t.same(found.surplus, [])
  await until('its clerk is back', async () =>
    again.client.workflow
      .getHandle(first.stream)
      .describe()
      .then(
        () => true,
        () => false,
      ),
  )
  await until('settled', town.settled)
  t.same((await reconcile(town.ops, again.client, every)).missing, [])
})

t.test('the engine: lost or away, it delays and loses nothing', async (t) => {
  const engine = await openEngine(t)
  const { client } = engine

  t.test(
    'lost with all it knew: a fresh walk waits where the old one waited, and enters nothing (6)',
    async (t) => {
      const town = await openTown(t, from)
      const { statutes, courier } = await attend(t, town, engine)
      statutes()
      courier()
      const matter = town.matter()
      await matter.plays(lawfulSteps('experts-signed'), never)
      await until('settled', town.settled)
      const handle = client.workflow.getHandle(matter.stream)
      // Read once more: a fact alone nudges nobody.
      await handle.signal('entriesArrived', 1_000_000)
      const { position } = await town.clockDoor.progress(matter.id)
      const digest = () => handle.query<{ position: number; waitsFor: string[] }>('stateDigest')
      await until('it has read', async () => (await digest()).position === position)
      const lived = await digest()
      const before = await entriesOf(town, matter.stream)
      const known = await allClerks(town.ops)
      await handle.terminate('an operator did it')
      t.equal(await rebuild(town.ops), 1)
      await until('a fresh walk', async () => (await handle.describe()).status.name === 'RUNNING')
      await until('settled', town.settled)
      t.same(await digest(), lived)
      t.same(await allClerks(town.ops), known, 'the same dates')
      t.equal(await entriesOf(town, matter.stream), before)

      await town.ops.query('delete from ops.clerks')
      const every = { reader: town.house.reader, clockDoor: town.clockDoor }
      t.equal(await rebuildFromRecord(town.ops, every), 1)
      t.equal(await town.settled(), false, 'an empty table would make it lie')
      await until('settled', town.settled)
      t.same(await allClerks(town.ops), known)
    },
  )

  t.test('a second courier leads when the first one stops', async (t) => {
    const town = await openTown(t, from)
    const { statutes, courier } = await attend(t, town, engine)
    statutes()
    const endFirst = courier()
    const matter = town.matter()
    await matter.plays(lawfulSteps('proposed'), never)
    await until('settled', town.settled)
    courier()
    await endFirst()
    await matter.lodge({ by: 'head', act: { type: 'AssignStudy' } })
    await until('settled', town.settled)
    t.equal((await town.clockDoor.progress(matter.id)).stage, 'S02')
  })

  t.test('one target that always fails; the others go on (2.2)', async (t) => {
    const town = await openTown(t, from)
    const { statutes, courier } = await attend(t, town, engine)
    statutes()
    await town.admin.query('insert into record.outbox (position, target) values (0, $1)', [
      `majorDecision/matter/${'x'.repeat(2_000)}`,
    ])
    courier()
    const matter = town.matter()
    await matter.plays(lawfulSteps('proposed'), never)
    const handle = client.workflow.getHandle(matter.stream)
    await until('told', async () =>
      handle.describe().then(
        () => true,
        () => false,
      ),
    )
    await until('only the one that fails is left', async () => {
      const left = await pendingNudges(town.ops)
      return left.length === 1 && left[0]?.position === 0
    })
    t.equal(await town.settled(), false, 'and nobody calls that settled')
  })

  t.test('nudges doubled, forged and undecodable do no harm on a real server (2.4)', async (t) => {
    const town = await openTown(t, from)
    const { statutes, courier } = await attend(t, town, engine)
    statutes()
    courier()
    const matter = town.matter()
    await matter.plays(lawfulSteps('window-open'), never)
    await until('settled', town.settled)
    const handle = client.workflow.getHandle(matter.stream)
    for (const forged of [999_999, -1, 'many', { position: 3 }, null]) {
      await handle.signal('entriesArrived', forged)
    }
    await handle.signal('nobodyKnowsThis', 1)
    await client.workflowService.signalWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: matter.stream },
      signalName: 'entriesArrived',
      input: {
        payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') }],
      },
      identity: 'test',
    })
    const { deadlines } = await town.clockDoor.progress(matter.id)
    await town.moveTo(instantOf((deadlines['commentWindow']?.dueMs ?? 0) + 60_000))
    await until('settled', town.settled)
    const after: Progress = await town.clockDoor.progress(matter.id)
    t.same(after.deadlines, {}, 'the window was closed all the same')
    t.ok(nudges({ ...after, deadlines }, after))
  })

  t.test(
    'every task replayed from its first event: nothing kept in memory is needed',
    async (t) => {
      const town = await openTown(t, from)
      const { statutes, courier } = await attend(t, town, engine, { maxCachedWorkflows: 0 })
      statutes()
      courier()
      const matter = town.matter()
      const settled = () => until('settled', town.settled)
      await matter.plays(
        lawfulSteps('steps-closed'),
        async (ends) => {
          await town.moveTo(ends)
          await settled()
        },
        settled,
      )
      const { stage } = await town.clockDoor.progress(matter.id)
      t.equal(stage, 'S08')
      const handle = client.workflow.getHandle(matter.stream)
      t.equal((await handle.describe()).status.name, 'RUNNING')
    },
  )

  t.test('operators list matters by kind and stage', async (t) => {
    const town = await openTown(t, from)
    const { statutes, courier } = await attend(t, town, engine)
    statutes()
    courier()
    const matter = town.matter()
    await matter.plays(lawfulSteps('study-opinion-filed'), never)
    await until('settled', town.settled)
    const query = `MatterKind = "major-decision" and MatterStage = "S03" and WorkflowId = "${matter.stream}"`
    await until('found', async () => {
      for await (const _found of client.workflow.list({ query })) return true
      return false
    })
    t.pass('found')
  })
})
