import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { Limits } from '../config.ts'
import type { App } from '../types.ts'

/** Headers, request rates and overload. */
export async function security(app: App, limits: Limits): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  })
  await app.register(rateLimit, {
    max: limits.requestsPerMinute,
    timeWindow: '1 minute',
    // Before anybody has signed in, by address; a caller's own share is counted by his token.
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
    allowList: (request) => ['/healthz', '/readyz', '/metrics'].includes(request.url),
  })
  await app.register(underPressure, {
    maxEventLoopDelay: limits.overloadMs,
    retryAfter: 2,
    exposeStatusRoute: false,
  })
}
