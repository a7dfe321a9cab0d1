import { readFileSync } from 'node:fs'
import { openAttachmentStore } from '@juece/attachments'
import { noteProgress } from '@juece/record-store/clerks'
import { openPool } from '@juece/record-store/connect'
import { checkRecord } from '@juece/record-store/self-check'
import { openClockDoor, openDesk, openHouse } from '@juece/registrar/clock'
import { openCustodyDoor } from '@juece/registrar/clock-custody'
import type { Logger } from 'pino'
import { tellTheUnknown, wakeThoseAwaitingCalendars } from './clerks.ts'
import type { WorkerConfig } from './config.ts'
import { runCourier } from './courier/courier.ts'
import { runCustodian } from './custodian/custodian.ts'
import { engineClient } from './engine.ts'
import { makeMetrics, serveMetrics } from './metrics.ts'
import { runProjector } from './projector.ts'
import { rebuild } from './rebuild.ts'
import { reconcile } from './reconcile.ts'
import { rest } from './rest.ts'
import { runStatutes } from './statute-worker.ts'

const dayMs = 86_400_000

/** 值守 · Runs statutes, courier and projector until told to stop; then stops them in this order. */
export async function runWorker(
  config: WorkerConfig,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const ops = openPool(config.opsUrl, { service: 'juece-worker', most: 8 })
  const read = openPool(config.readUrl, { service: 'juece-worker', most: 2 })
  const client = engineClient(config.temporalAddress, config.temporalNamespace)
  const attachments = openAttachmentStore(config.attachmentsDir)
  const house = await openHouse({
    recordUrl: config.recordUrl,
    attachments,
    clock: config.clock,
    service: 'juece-worker',
    log,
  })
  // What fails for good ends everything: a worker that half works would not be missed.
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  const guarded = async (part: Promise<void>): Promise<void> => {
    try {
      await part
    } catch (why) {
      failed.abort(why)
    }
  }
  try {
    for (const db of [house.pool, ops, read]) await checkRecord(db)
    const desk = openDesk(house)
    const clockDoor = openClockDoor(desk)
    const every = { reader: house.reader, clockDoor }
    const metrics = makeMetrics(ops, read)
    const server =
      config.metricsPort === undefined
        ? undefined
        : await serveMetrics(metrics.registry, config.metricsPort)
    await tellTheUnknown(ops, every)
    // An embedded engine keeps nothing: each start is a rebuild.
    if (config.rebuildsAtStart) await rebuild(ops)

    const within = {
      clockDoor,
      noteProgress: (row: Parameters<typeof noteProgress>[1]) => noteProgress(ops, row),
      ...(config.clock === 'settable' ? { legalNow: () => house.clock.now() } : {}),
    }
    const engine = {
      address: config.temporalAddress,
      namespace: config.temporalNamespace,
      taskQueue: config.taskQueue,
      workflowBundle: config.workflowBundle,
    }
    const afterStatutes = new AbortController()
    const statutes = guarded(runStatutes({ ...engine, within, log, signal: stop })).finally(() =>
      afterStatutes.abort(),
    )
    const courier = guarded(
      runCourier({
        opsUrl: config.opsUrl,
        client,
        taskQueue: config.taskQueue,
        dueEveryMs: config.clock === 'settable' ? 1_000 : 30_000,
        log,
        count: metrics.count,
        signal: afterStatutes.signal,
      }),
    )
    const projector = guarded(
      runProjector({
        readUrl: config.readUrl,
        log,
        onLaw: async () => void (await wakeThoseAwaitingCalendars(ops)),
        signal: afterStatutes.signal,
      }),
    )
    const custodian = guarded(
      runCustodian({
        recordUrl: config.recordUrl,
        reader: house.reader,
        attachments,
        attachmentsDir: config.attachmentsDir,
        door: openCustodyDoor(desk, house.pool, {
          origin: config.logOrigin,
          policy:
            config.policyFile === undefined ? undefined : readFileSync(config.policyFile, 'utf8'),
        }),
        log,
        signal: afterStatutes.signal,
      }),
    )
    const nightly = reconcileNightly(log, stop, () => reconcile(ops, client, every))
    await statutes
    await Promise.all([courier, projector, custodian, nightly])
    server?.close()
    server?.closeAllConnections()
    if (failed.signal.aborted) throw failed.signal.reason
  } finally {
    await house.close()
    await Promise.all([ops.end(), read.end()])
    await client.close().catch(() => undefined)
  }
}

async function reconcileNightly(
  log: Logger,
  signal: AbortSignal,
  compare: () => ReturnType<typeof reconcile>,
): Promise<void> {
  for (;;) {
    await rest(dayMs, signal)
    if (signal.aborted) return
    try {
      log.info(await compare(), 'clerks compared with the record')
    } catch (why) {
      log.warn({ err: why }, 'clerks could not be compared with the record')
    }
  }
}
