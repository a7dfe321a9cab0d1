import { instant } from '@juece/kernel'
import { parseEntry } from '@juece/procedure/wire'
import t from 'tap'
import { attend, openEngine, until } from '../support/engine.ts'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown } from '../support/lived-town.ts'

t.test(
  'a whole matter on a real engine, settled after each act: ≤ 200 events, ≤ 35 tasks, one window closed',
  async (t) => {
    const engine = await openEngine(t)
    const town = await openTown(t, instant('2024-03-04T09:00+08:00'))
    const { statutes, courier } = await attend(t, town, engine)
    statutes()
    courier()
    const matter = town.matter()
    const settled = () => until('settled', town.settled)
    await matter.plays(
      lawfulSteps('archived'),
      async (ends) => {
        await town.moveTo(ends)
        await settled()
      },
      settled,
    )
    const { client } = engine
    const handle = client.workflow.getHandle(matter.stream)
    await until(
      'the clerk has left',
      async () => (await handle.describe()).status.name === 'COMPLETED',
    )
    let events = 0
    let tasks = 0
    let runs = 0
    for await (const { runId } of client.workflow.list({
      query: `WorkflowId = "${matter.stream}"`,
    })) {
      const history = await client.workflow.getHandle(matter.stream, runId).fetchHistory()
      const types = (history.events ?? []).map(({ eventType }) => eventType)
      events += types.length
      // 7 is a workflow task completed, in the engine's protocol.
      tasks += types.filter((type) => type === 7).length
      runs += 1
    }
    t.comment(`${events} events, ${tasks} tasks, ${runs} runs`)
    t.ok(events <= 200, `${events} events`)
    t.ok(tasks <= 35, `${tasks} tasks`)
    const stored = await town.house.reader.readStream(matter.stream)
    const entries = stored.map(({ bytes }) => parseEntry(bytes))
    t.same(
      entries.filter(({ outcome }) => outcome.kind === 'refused'),
      [],
    )
    const timed = entries.filter(({ by }) => 'clerk' in by).map(({ command }) => command.type)
    t.same(timed, ['ClosePublicComment'])
  },
)
