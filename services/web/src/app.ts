import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { readFileSync } from 'node:fs'
import type { Api } from './api.ts'
import type { Config } from './config.ts'
import { publicRoutes } from './public/routes.ts'

/** What the pages are made from. */
export interface Dependencies {
  readonly api: Api
  readonly settings: Pick<Config, 'publicUrl' | 'foot' | 'postsPerMinute' | 'overloadMs'>
}

const style = readFileSync(new URL('public/style.css', import.meta.url))

/** Builds the app; it listens nowhere yet. No page sets a cookie, none needs a script. */
export async function buildApp(
  dependencies: Dependencies,
  log?: FastifyBaseLogger,
): Promise<FastifyInstance> {
  const { settings } = dependencies
  const isSecure = settings.publicUrl.startsWith('https://')
  const app: FastifyInstance = fastify({
    ...(log === undefined ? { logger: false } : { loggerInstance: log }),
    bodyLimit: 256 * 1024,
    trustProxy: false,
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 120 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // On a plain intranet there is nothing to hold a browser to.
    hsts: isSecure,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(underPressure, {
    maxEventLoopDelay: settings.overloadMs,
    retryAfter: 2,
    exposeStatusRoute: false,
  })
  await app.register(rateLimit, { global: false })
  await app.register(formbody, { bodyLimit: 256 * 1024 })
  app.get('/healthz', () => ({ status: 'alive' }))
  app.get('/public/style.css', (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=300')
      .type('text/css; charset=utf-8')
      .send(style),
  )
  for (const path of ['/', '/public', '/public/']) {
    app.get(path, (_request, reply) => reply.redirect('/public/consultations', 302))
  }
  publicRoutes(app, dependencies)
  return app
}
