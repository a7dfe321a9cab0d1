import { hostname } from 'node:os'
import { basename } from 'node:path'

import { makeActivities, type Within } from '@juece/activities'
import { Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker, type LogLevel } from '@temporalio/worker'
import { IllegalStateError } from '@temporalio/common'
import type { Logger } from 'pino'
import { AttributesMissing, checkSearchAttributes, dataConverter } from './engine.ts'
import { rest, unlessStopped } from './rest.ts'

/** What the statutes run on. */
export interface StatuteRun {
  readonly address: string
  readonly namespace: string
  readonly taskQueue: string
  readonly workflowBundle: string
  readonly within: Within
  readonly log: Logger
  /** 0 makes every task replay from its first event: for tests. */
  readonly maxCachedWorkflows?: number
  readonly onReady?: () => void
  readonly signal: AbortSignal
}

const levels = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const

/**
 * The engine's own words go where ours go. Made anew for each worker: the runtime ends with the last thing that uses
 * it, and the next one would come with defaults.
 */
function installRuntime(log: Logger): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('INFO', ({ level, message, meta }) => {
        log[levels[level satisfies LogLevel]]({ ...meta }, message)
      }),
      telemetryOptions: { logging: { forward: {}, filter: { core: 'WARN' } } },
      // Stopping has an order, and main.ts keeps it.
      shutdownSignals: [],
    })
  } catch (why) {
    // It runs already, for another worker of this process.
    if (!(why instanceof IllegalStateError)) throw why
  }
}

/** 规程 · Runs the statute pages until told to stop. While the engine is away it waits for it. */
export async function runStatutes(run: StatuteRun): Promise<void> {
  while (!run.signal.aborted) {
    try {
      await oneWorker(run)
    } catch (why) {
      if (why instanceof AttributesMissing) throw why
      if (run.signal.aborted) return
      run.log.warn({ err: why }, 'the engine cannot be reached; the statutes wait for it')
      await rest(1_000, run.signal)
    }
  }
}

async function oneWorker(run: StatuteRun): Promise<void> {
  const { address, namespace, taskQueue, workflowBundle, signal, log } = run
  await unlessStopped(signal, checked(address, namespace))
  installRuntime(log)
  const connection = await unlessStopped(signal, NativeConnection.connect({ address }))
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      identity: `${hostname()}/${process.pid}/${basename(workflowBundle, '.js')}`,
      workflowBundle: { codePath: workflowBundle },
      activities: makeActivities(run.within),
      dataConverter,
      maxCachedWorkflows: run.maxCachedWorkflows ?? 2_000,
      // A killed worker costs its matters two seconds instead of ten.
      stickyQueueScheduleToStartTimeout: '1s',
      maxConcurrentWorkflowTaskExecutions: 40,
      // At most the size of the database pool.
      maxConcurrentLocalActivityExecutions: 12,
      maxConcurrentActivityTaskExecutions: 32,
      workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 10 },
      shutdownGraceTime: '20s',
      shutdownForceTime: '40s',
    })
    const running = worker.run()
    const stop = () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    log.info({ taskQueue }, 'the statutes run')
    run.onReady?.()
    await running.finally(() => signal.removeEventListener('abort', stop))
  } finally {
    await connection.close()
  }
}

async function checked(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '3s' })
  await checkSearchAttributes(connection, namespace).finally(() => connection.close())
}
