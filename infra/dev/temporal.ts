import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { startGuarded } from './guarded.ts'
import { isFree } from './ports.ts'
import { findTemporal } from './temporal-cli.mjs'

/** What the workflows are listed by; the server knows them from its start. */
const searchAttributes = ['MatterKind', 'MatterStage']

/**
 * The dev server has one history shard, which by default looks for new tasks at most twenty times a second; and it
 * would make a matter's next workflow wait a second after the one before.
 */
const dynamicConfig = [
  'history.transferProcessorMaxPollRPS=1000',
  'history.timerProcessorMaxPollRPS=1000',
  'history.visibilityProcessorMaxPollRPS=1000',
  'history.workflowIdReuseMinimalInterval="0s"',
]

const startLimitMs = 60_000
const namespace = 'default'

/** A running Temporal dev server. */
export interface TemporalServer {
  /** Host and port of its frontend. */
  readonly address: string
  readonly namespace: string
  readonly pid: number
  /** Stops it and waits until it is gone. */
  readonly stop: () => Promise<void>
}

/** How to start one. */
export interface TemporalSettings {
  readonly port: number
  /** Where its state is kept; in memory when absent, for a workflow can be rebuilt from the record. */
  readonly dataDir?: string
  /** Each line the server writes. */
  readonly log: (line: string) => void
}

/** Starts the Temporal CLI's dev server on loopback, and resolves once namespace and search attributes answer. */
export async function startTemporal(settings: TemporalSettings): Promise<TemporalServer> {
  const cli = findTemporal()
  if (cli === undefined) {
    throw new Error('there is no Temporal server; `node infra/dev/setup.mjs` supplies one')
  }
  // Another server there would answer in place of ours.
  if (!(await isFree(settings.port))) throw new Error(`port ${settings.port} is in use`)
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--log-level', 'warn']
  args.push('--port', String(settings.port))
  for (const value of dynamicConfig) args.push('--dynamic-config-value', value)
  for (const name of searchAttributes) args.push('--search-attribute', `${name}=Keyword`)
  if (settings.dataDir !== undefined) {
    await mkdir(settings.dataDir, { recursive: true })
    args.push('--db-filename', join(settings.dataDir, 'temporal.db'))
  }

  const last: string[] = []
  let stopping = false
  const log = (line: string) => {
    // Its own parts complain about one another while it goes down.
    if (stopping || line.trim() === '') return
    if (last.push(line) > 20) last.shift()
    settings.log(line)
  }
  const server = await startGuarded({ command: cli, args, log })
  const address = `127.0.0.1:${settings.port}`
  const stop = () => {
    stopping = true
    return server.stop()
  }
  try {
    await untilReady(address, server.status)
  } catch (cause) {
    await stop()
    const told = last.length === 0 ? '' : `\n${last.join('\n')}`
    throw new Error(`the Temporal server at ${address} did not come up${told}`, { cause })
  }
  return { address, namespace, pid: server.pid, stop }
}

async function untilReady(address: string, status: () => number | undefined): Promise<void> {
  const connection = Connection.lazy({ address })
  const deadline = performance.now() + startLimitMs
  try {
    for (;;) {
      const answer = await probe(connection)
      if (answer === undefined) return
      const code = status()
      if (code !== undefined) throw new Error(`it ended with exit ${code}`)
      if (performance.now() > deadline)
        throw new Error('it did not answer in time', { cause: answer })
      await pause(50)
    }
  } finally {
    await connection.close()
  }
}

/** `undefined` when everything asked for is there, else what is wrong. */
async function probe(connection: Connection): Promise<unknown> {
  try {
    await connection.withDeadline(Date.now() + 2000, async () => {
      await connection.workflowService.describeNamespace({ namespace })
      const { customAttributes } = await connection.operatorService.listSearchAttributes({
        namespace,
      })
      for (const name of searchAttributes) {
        if (!(name in customAttributes))
          throw new Error(`search attribute ${name} is not known yet`)
      }
    })
    return undefined
  } catch (error) {
    return error
  }
}
