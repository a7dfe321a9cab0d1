import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { App } from '../types.ts'

/** The document, and a page to read it that asks nobody outside for anything. */
export async function reference(app: App, document: () => object): Promise<void> {
  app.get('/api/openapi.json', (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document()),
  )
  // In a scope of its own: the page brings its own scripts and its own policy.
  await app.register(async (scope: App) => {
    await scope.register(swagger, {
      mode: 'static',
      specification: {
        document: { openapi: '3.1.0', info: { title: 'juece 决策', version: '1' }, paths: {} },
      },
    })
    await scope.register(swaggerUi, {
      routePrefix: '/api/reference',
      staticCSP: true,
      uiConfig: { url: '/api/openapi.json', validatorUrl: null, docExpansion: 'none' },
    })
  })
}
