import { noteProgress } from '@juece/record-store/clerks'
import { pino } from 'pino'
import { workflowBundle } from '../../infra/tooling/bundle-workflows.ts'
import { freePort } from '../../infra/dev/ports.ts'
import { startTemporal } from '../../infra/dev/temporal.ts'
import { runCourier } from '../../services/worker/src/courier/courier.ts'
import { engineClient } from '../../services/worker/src/engine.ts'
import { runStatutes } from '../../services/worker/src/statute-worker.ts'
import type { Town } from './lived-town.ts'

type Teardown = { teardown(after: () => Promise<void> | void): unknown }
const log = pino({ level: process.env['JUECE_LOG_LEVEL'] ?? 'silent' })

/** A real engine, in memory: what it knows is lost when it is stopped. */
export async function openEngine(t: Teardown, port?: number) {
  const server = await startTemporal({ port: port ?? (await freePort()), log: () => undefined })
  t.teardown(() => server.stop())
  const client = engineClient(server.address, server.namespace)
  t.teardown(() => client.close())
  return { server, client }
}
export type Engine = Awaited<ReturnType<typeof openEngine>>

/** What runs beside the record, each part to be stopped alone. */
export async function attend(
  t: Teardown,
  town: Town,
  { server, client }: Engine,
  more: { readonly maxCachedWorkflows?: number } = {},
) {
  const bundle = await workflowBundle()
  const taskQueue = `statutes-${town.database.name}`
  const started = (run: (signal: AbortSignal) => Promise<void>) => {
    const stop = new AbortController()
    const ran = run(stop.signal)
    const end = async () => {
      stop.abort()
      await ran
    }
    t.teardown(end)
    return end
  }
  const statutes = () =>
    started((signal) =>
      runStatutes({
        address: server.address,
        namespace: server.namespace,
        taskQueue,
        workflowBundle: bundle,
        within: {
          clockDoor: town.clockDoor,
          noteProgress: (row) => noteProgress(town.ops, row),
          legalNow: () => town.house.clock.now(),
        },
        log,
        signal,
        ...more,
      }),
    )
  const courier = () =>
    started((signal) =>
      runCourier({
        opsUrl: town.database.url('courier'),
        client,
        taskQueue,
        dueEveryMs: 1_000,
        log,
        count: () => undefined,
        signal,
      }),
    )
  return { bundle, taskQueue, statutes, courier }
}

/** Until something holds; a limit, and what was waited for. */
export async function until(
  what: string,
  holds: () => Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
