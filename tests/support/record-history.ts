// 录制 · Records histories for the replay gate from a real engine: node tests/support/record-history.ts [NAME…]
// Run it when a workflow type or a release is new; what is recorded once stays and is replayed for ever.
import { writeFile } from 'node:fs/promises'

import { instant, instantOf, msOf } from '@juece/kernel'
import proto from '@temporalio/proto'
import type { Planned } from '../../infra/dev/scenario/prefixes.ts'
import { attend, openEngine, until } from './engine.ts'
import { lawfulSteps } from './lived-path.ts'
import { openTown } from './lived-town.ts'

const { History } = proto.temporal.api.history.v1
const folder = new URL('../fixtures/histories/', import.meta.url)

/** What ends when the recording ends, last first. */
const ends: (() => Promise<void> | void)[] = []
const recording = { teardown: (end: () => Promise<void> | void) => void ends.unshift(end) }

const day = 86_400_000
const act = (by: string, type: string, fields: object = {}): Planned => ({
  by,
  act: { type, ...fields },
})
/** The review asks for a paper, which stops its clock and begins a new walk. */
const supplemented: readonly Planned[] = [
  ...lawfulSteps('accepted-for-review'),
  act('legality-reviewer', 'RequestSupplement', { items: ['成本测算表'] }),
  act('undertaking-unit-handler', 'SupplyPapers'),
  act('legal-adviser', 'AddCounselOpinion'),
  act('legality-head', 'IssueLegalityOpinion', { outcome: 'lawful', riskDisclosed: null }),
]
const catalogue = 'catalogue/cn-000000/government'
const paths: Readonly<Record<string, readonly Planned[]>> = {
  whole: lawfulSteps('archived'),
  undisclosed: lawfulSteps('archived', { notPublic: true, experts: false }),
  supplemented,
  open: lawfulSteps('window-open'),
  overdue: lawfulSteps('decided'),
  // One item, of which nothing is heard until the year is over.
  year: [
    {
      ...act('government-office', 'PublishCatalogue'),
      stream: catalogue,
    },
  ],
}
/** What runs on until nothing is owed any more: a reminder and a mark, the end of a year. */
const waited: ReadonlySet<string> = new Set(['overdue', 'year'])
const asked = process.argv.slice(2)

try {
  const engine = await openEngine(recording)
  for (const [name, path] of Object.entries(paths)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    const town = await openTown(recording, instant('2024-03-04T09:00+08:00'))
    const { statutes, courier } = await attend(recording, town, engine)
    const [endStatutes, endCourier] = [statutes(), courier()]
    const settled = () => until('settled', town.settled)
    const matter = town.matter()
    await matter.plays(
      path,
      async (at) => {
        await town.moveTo(at)
        await settled()
      },
      settled,
    )
    if (waited.has(name)) {
      await town.moveTo(instantOf(msOf(await town.now()) + 330 * day))
      await until('marked', town.settled)
    }
    if (name === 'year') await record('yearlyCatalogue', name, engine.client, catalogue)
    else await record('majorDecision', name, engine.client, matter.stream)
    await Promise.all([endStatutes(), endCourier()])
  }
} finally {
  for (const end of ends) await end()
}

async function record(
  type: string,
  name: string,
  client: Awaited<ReturnType<typeof openEngine>>['client'],
  workflowId: string,
): Promise<void> {
  const runs: { id: string; at: number }[] = []
  for await (const { runId, startTime } of client.workflow.list({
    query: `WorkflowId = "${workflowId}"`,
  })) {
    runs.push({ id: runId, at: startTime.getTime() })
  }
  runs.sort((a, b) => a.at - b.at)
  for (const [i, { id }] of runs.entries()) {
    const history = await client.workflow.getHandle(workflowId, id).fetchHistory()
    const bytes = History.encode(scrubbed(history)).finish()
    await writeFile(new URL(`${type}-0.1-${name}-${i + 1}.bin`, folder), bytes)
    process.stderr.write(
      `${name} ${i + 1}: ${history.events?.length} events, ${bytes.length} bytes\n`,
    )
  }
}

/** Without the names of the machine it was recorded on. */
function scrubbed(
  history: proto.temporal.api.history.v1.IHistory,
): proto.temporal.api.history.v1.IHistory {
  const copy = History.decode(History.encode(history).finish())
  scrub(copy)
  return copy
}

function scrub(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  for (const [key, one] of Object.entries(value)) {
    if (key === 'identity') Object.assign(value, { identity: 'worker' })
    else if (key === 'taskQueue') Object.assign(value, { taskQueue: { name: 'statutes', kind: 1 } })
    else scrub(one)
  }
}
