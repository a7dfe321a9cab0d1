import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Metrics } from '../plugins/metrics.ts'
import { sendProblem, unavailable } from '../problem.ts'
import type { App, RouteDoc } from '../types.ts'

const patienceMs = 2_000

/** Process alive; able to enter acts; figures. */
export function health(app: App, { record }: Dependencies, metrics: Metrics): void {
  app.get('/healthz', { config: { doc: doc('进程存活 · The process is alive') } }, () => ({
    status: 'alive',
  }))
  app.get(
    '/readyz',
    { config: { doc: doc('可以登记 · Able to enter acts') } },
    async (_request, reply) => {
      const asked = record.query<{ size: number }>('select size from record.record_size')
      const answered = await Promise.race([
        asked.then(
          ({ rows }) => rows[0] !== undefined,
          () => false,
        ),
        pause(patienceMs, false, { ref: false }),
      ])
      return answered ? { status: 'ready' } : sendProblem(reply, unavailable(1))
    },
  )
  app.get(
    '/metrics',
    {
      config: {
        doc: {
          summary: '指标 · Figures in the text format of Prometheus',
          tag: 'operations',
          isPublic: true,
          answers: { 200: { says: 'Figures', schema: 'text', mediaType: 'text/plain' } },
        },
      },
    },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}

function doc(summary: string): RouteDoc {
  return {
    summary,
    tag: 'operations',
    isPublic: true,
    answers: {
      200: { says: 'Yes', schema: z.object({ status: z.string() }) },
      503: { says: 'Not now', schema: problemSchema },
    },
  }
}
