import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { openPool, type Pool } from '@juece/record-store'
import type { Bench } from './bench.ts'
import { figureOf, type Figure } from './figure.ts'
import type { Town } from './town.ts'
import { newMatter, walkMatters, type Walked } from './walk.ts'

const wantedEvents = 200
const wantedTasks = 35
/** Matters that walk side by side for each second asked for. */
const aSecond = 4
/** What the engine calls a workflow task that has begun. */
const taskStarted = 6

/** Whole lawful matters (E01), from proposal to archive, with their clerks; and what each of them costs. */
export async function benchMatter(bench: Bench): Promise<readonly Figure[]> {
  const town = await bench.town()
  const pool = openPool(town.stack.url('admin'), { service: 'bench' })
  try {
    // One first, settled after every act: the most a clerk can have to do, and whatever is done for the first time.
    const slow = newMatter()
    const slowly = await walked(town, [slow], async () => town.settled())
    const quiet = await historyOf(town, slow)
    const many = Array.from({ length: Math.round(bench.seconds * aSecond) }, newMatter)
    bench.progress(`matter: ${many.length} 个事项并行 · side by side`)
    const before = await usageOf(pool)
    const { ms, taken } = await walked(town, many)
    await pause(1_200)
    const after = await usageOf(pool)
    const each = (after_: number, before_: number) => (after_ - before_) / many.length
    const histories = await Promise.all(many.map((matter) => historyOf(town, matter)))
    const mean = (of: (history: History) => number) =>
      histories.reduce((sum, history) => sum + of(history), 0) / histories.length
    const alone = { ms, samples: many.length }
    const acts = many.reduce((sum, matter) => sum + matter.acts, 0)
    return [
      figureOf({
        figure: 'matter',
        value: (many.length / ms) * 1_000,
        unit: 'matters/s',
        ...alone,
      }),
      figureOf({
        figure: 'matter.acts',
        value: (acts / ms) * 1_000,
        unit: 'acts/s',
        ms,
        samples: taken,
      }),
      figureOf({
        figure: 'matter.bytes',
        value: each(after.bytes, before.bytes) / 1_024,
        unit: 'KiB of database a matter',
        ...alone,
      }),
      figureOf({
        figure: 'matter.wal',
        value: each(after.wal, before.wal) / 1_024,
        unit: 'KiB of WAL a matter',
        ...alone,
      }),
      figureOf({
        figure: 'matter.commits',
        value: each(after.commits, before.commits),
        unit: 'commits a matter',
        ...alone,
      }),
      figureOf({
        figure: 'matter.events',
        value: quiet.events,
        unit: 'workflow events, settled after each act',
        against: {
          what: `at most ${wantedEvents} wanted; side by side ${mean(({ events }) => events).toFixed(0)}`,
          value: wantedEvents,
        },
        ms: slowly.ms,
        samples: 1,
      }),
      figureOf({
        figure: 'matter.tasks',
        value: quiet.tasks,
        unit: 'workflow tasks, settled after each act',
        against: {
          what: `at most ${wantedTasks} wanted; side by side ${mean(({ tasks }) => tasks).toFixed(0)}`,
          value: wantedTasks,
        },
        ms: slowly.ms,
        samples: 1,
      }),
    ]
  } finally {
    await pool.end()
  }
}

async function walked(
  town: Town,
  matters: readonly Walked[],
  after: () => Promise<void> = async () => {},
) {
  const taken: number[] = []
  const began = performance.now()
  await walkMatters(matters, {
    town,
    upTo: 'archived',
    atOnce: 16,
    onAct: async (_matter, _recorded, ms) => {
      taken.push(ms)
      await after()
    },
  })
  await town.settled()
  return { ms: performance.now() - began, taken }
}

interface Usage {
  readonly bytes: number
  readonly wal: number
  readonly commits: number
}

async function usageOf(pool: Pool): Promise<Usage> {
  const { rows } = await pool.query<Usage>(`
    select pg_database_size(current_database()) as bytes,
           pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as wal,
           (select xact_commit from pg_stat_database where datname = current_database()) as commits`)
  const [row] = rows
  if (row === undefined) throw new Error('the server tells nothing of itself')
  return row
}

interface History {
  readonly events: number
  readonly tasks: number
}

/** What all runs of a matter's clerk left behind in the engine. */
async function historyOf({ stack }: Town, { stream }: Walked): Promise<History> {
  const connection = await Connection.connect({ address: stack.temporal })
  const workflowId = stream
  const namespace = 'default'
  try {
    let runId: string | undefined
    let [events, tasks] = [0, 0]
    const { executions } = await connection.workflowService.listWorkflowExecutions({
      namespace,
      query: `WorkflowId = '${workflowId}'`,
    })
    for (const { execution } of executions) {
      runId = execution?.runId ?? undefined
      let nextPageToken: Uint8Array | undefined
      do {
        const page = await connection.workflowService.getWorkflowExecutionHistory({
          namespace,
          execution: { workflowId, ...(runId === undefined ? {} : { runId }) },
          ...(nextPageToken === undefined ? {} : { nextPageToken }),
        })
        const seen = page.history?.events ?? []
        events += seen.length
        tasks += seen.filter(({ eventType }) => eventType === taskStarted).length
        nextPageToken = page.nextPageToken.length === 0 ? undefined : page.nextPageToken
      } while (nextPageToken !== undefined)
    }
    return { events, tasks }
  } finally {
    await connection.close()
  }
}
