import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { App } from '../types.ts'

/** What is counted. */
export interface Metrics {
  readonly registry: Registry
  act(type: string, outcome: string): void
}

/** Prometheus figures of this process; labels are names of routes and acts, never ids. */
export function metrics(app: App): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'juece_http_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const acts = new Counter({
    name: 'juece_acts_total',
    help: 'Acts by type and outcome',
    labelNames: ['type', 'outcome'],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    requests.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    )
  })
  return { registry, act: (type, outcome) => acts.inc({ type, outcome }) }
}
