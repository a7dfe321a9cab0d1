import { fastify, type FastifyBaseLogger } from 'fastify'
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Dependencies } from './dependencies.ts'
import { openApiDocument, type DescribedRoute } from './openapi/document.ts'
import { metrics as openMetrics } from './plugins/metrics.ts'
import { problems } from './plugins/problems.ts'
import { refusalLimit } from './plugins/refusal-limit.ts'
import { security } from './plugins/security.ts'
import { signIn } from './plugins/sign-in.ts'
import { openSeals } from './reading/seals.ts'
import { acts } from './routes/acts.ts'
import { attachments } from './routes/attachments.ts'
import { bundle } from './routes/bundle.ts'
import { clock } from './routes/clock.ts'
import { custody } from './routes/custody.ts'
import { entries } from './routes/entries.ts'
import { health } from './routes/health.ts'
import { ledger } from './routes/ledger.ts'
import { lists } from './routes/lists.ts'
import { matters } from './routes/matters.ts'
import { opinions } from './routes/opinions.ts'
import { publicPages } from './routes/public.ts'
import { reference } from './routes/reference.ts'
import { registers } from './routes/registers.ts'
import { selfCheckRoute } from './routes/self-check.ts'
import { verdictPage } from './routes/verdict-page.ts'
import type { App } from './types.ts'

/** Builds the app over what it works with; it listens nowhere yet. */
export async function buildApp(
  dependencies: Dependencies,
  options: { readonly log?: FastifyBaseLogger } = {},
): Promise<App> {
  const app: App = fastify({
    ...(options.log === undefined ? { logger: false } : { loggerInstance: options.log }),
    genReqId: () => uuidv7(),
    bodyLimit: 1024 * 1024,
    trustProxy: false,
    // One address for one thing.
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 120 },
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('caller', null)
  app.decorateRequest('receivedAt', null)

  const routes: DescribedRoute[] = []
  app.addHook('onRoute', ({ method, url, schema, config }) => {
    const doc = config?.doc
    if (doc === undefined || method === 'HEAD') return
    const { params, querystring } = schema ?? {}
    routes.push({
      method: String(method),
      url,
      doc,
      ...(params instanceof z.ZodType ? { params } : {}),
      ...(querystring instanceof z.ZodType ? { querystring } : {}),
    })
  })
  const isSignedIn = signIn(dependencies)
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    const { doc } = request.routeOptions.config
    if (doc !== undefined && doc.isPublic !== true) await isSignedIn(request, reply)
  })
  // The body is complete here: this is the moment of the act.
  app.addHook('preValidation', async (request) => {
    request.receivedAt = dependencies.desk.house.clock.now()
  })

  problems(app)
  await security(app, dependencies.settings.limits)
  const metrics = openMetrics(app)
  const seals = openSeals(
    dependencies.record,
    dependencies.desk.house.reader,
    dependencies.settings.log,
  )
  const refusals = refusalLimit(dependencies.settings.limits.refusalsPerMinute)
  const tools = { metrics, refusals, seals }

  acts(app, dependencies, tools)
  matters(app, dependencies)
  selfCheckRoute(app, dependencies)
  lists(app, dependencies)
  entries(app, dependencies, seals)
  ledger(app, dependencies)
  bundle(app, dependencies, seals)
  verdictPage(app, dependencies)
  registers(app, dependencies)
  custody(app, dependencies)
  await attachments(app, dependencies)
  publicPages(app, dependencies)
  await opinions(app, dependencies, tools)
  if (dependencies.settings.clock === 'settable') clock(app, dependencies)
  health(app, dependencies, metrics)
  let document: object | undefined
  await reference(app, () => (document ??= openApiDocument(routes)))
  return app
}
