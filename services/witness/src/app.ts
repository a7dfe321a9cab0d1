import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'

import { cosigner, type Witness } from './cosign.ts'

/** A note has at most a million bytes. */
const largest = 1_010_000

/** 见证 · The witness over HTTP: one call, `add-checkpoint`, and whether it is alive. */
export function buildWitness(witness: Witness, log?: FastifyBaseLogger): FastifyInstance {
  const app = fastify({
    ...(log === undefined ? { logger: false } : { loggerInstance: log }),
    bodyLimit: largest,
    forceCloseConnections: 'idle',
  })
  // Whatever it calls itself, the body is bytes.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  const cosign = cosigner(witness)
  app.post('/add-checkpoint', async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
    const answer = await cosign(body)
    void reply.code(answer.status)
    switch (answer.status) {
      case 200:
        return reply.type('text/plain; charset=utf-8').send(`${answer.line}\n`)
      case 409:
        return reply.type('text/x.tlog.size').send(`${String(answer.size)}\n`)
      default:
        request.log.warn({ status: answer.status, says: answer.says }, 'not cosigned')
        return reply.type('text/plain; charset=utf-8').send(`${answer.says}\n`)
    }
  })
  app.get('/healthz', () => ({ status: 'alive' }))
  return app
}
