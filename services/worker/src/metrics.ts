import { createServer, type Server } from 'node:http'

import type { Queryable } from '@juece/record-store/connect'
import { Counter, Gauge, Registry } from 'prom-client'

/** Figures of the worker. */
export interface Metrics {
  readonly registry: Registry
  readonly count: (what: 'carried' | 'failed') => void
}

/** Figures, asked of the database when somebody asks. */
export function makeMetrics(ops: Queryable, read: Queryable): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const nudges = new Counter({
    name: 'juece_nudges_total',
    help: 'Nudges and wakes by date, carried to the engine or not',
    labelNames: ['result'],
    registers,
  })
  const gauge = (name: string, help: string, db: Queryable, text: string) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const { rows } = await db.query<{ value: number }>(text)
        this.set(Number(rows[0]?.value ?? 0))
      },
    })
  gauge(
    'juece_outbox_waiting',
    'Nudges not carried yet',
    ops,
    'select count(*) as value from record.nudges',
  )
  gauge(
    'juece_clerks_due',
    'Open clerks with something due',
    ops,
    'select count(*) as value from ops.clerks where not is_over and next_due <= ops.legal_now()',
  )
  gauge(
    'juece_lists_behind',
    'Entries the lists have not folded yet',
    read,
    'select size - position as value from record.record_size, read_v2.cursor',
  )
  return { registry, count: (result) => nudges.inc({ result }) }
}

/** Tells figures, and that the process is alive, on loopback. */
export async function serveMetrics(registry: Registry, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/healthz') return void response.end('ok\n')
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.setHeader('content-type', registry.contentType).end(text),
      () => response.writeHead(503).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}
