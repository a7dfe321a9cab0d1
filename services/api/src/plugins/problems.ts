import { AppendFault, QueueFull, Unavailable } from '@juece/record-store/faults'
import type { FastifyError } from 'fastify'
import type { App } from '../types.ts'
import { invalid, notFound, ProblemError, sendProblem, tooMany, unavailable } from '../problem.ts'

/** Every error leaves as problem+json; of a fault nobody outside learns more than that there was one. */
export function problems(app: App): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, notFound))
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof ProblemError) return sendProblem(reply, error.problem)
    if (error.validation !== undefined) {
      const where = error.validationContext ?? 'request'
      return sendProblem(
        reply,
        invalid(
          error.validation.map(({ instancePath, message }) => ({
            path: instancePath.slice(1).replaceAll('/', '.') || where,
            message: message ?? '不合格式 · not of the form asked for',
          })),
        ),
      )
    }
    if (isAway(error)) {
      request.log.error({ err: error }, 'the record cannot be reached')
      return sendProblem(reply, unavailable(1))
    }
    const { statusCode = 500 } = error
    if (statusCode === 429) return sendProblem(reply, tooMany(1))
    if (statusCode === 503) return sendProblem(reply, unavailable(1))
    if (statusCode === 415) {
      return sendProblem(
        reply,
        invalid([
          { path: 'Content-Type', message: '应为 application/json · must be application/json' },
        ]),
      )
    }
    if (statusCode >= 400 && statusCode < 500) {
      return sendProblem(reply, {
        status: statusCode,
        kind: statusCode === 413 ? 'too-large' : 'invalid',
        title: '请求不合格式 · The request does not have the form asked for',
        detail: error.message,
        ...(statusCode === 400
          ? { members: { issues: [{ path: '', message: error.message }] } }
          : {}),
      })
    }
    request.log.error({ err: error }, 'fault')
    return sendProblem(reply, {
      status: 500,
      kind: 'fault',
      title: '系统故障 · A fault of the system',
    })
  })
}

/** The database is gone, or does not answer: the caller asks again with the same key. */
function isAway(error: Error & { readonly code?: string }): boolean {
  if (error instanceof QueueFull || error instanceof Unavailable) return true
  if (error instanceof AppendFault) return false
  const code = error.code ?? ''
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)) return true
  // Connection trouble and shutdown of the server, by SQLSTATE.
  if (/^(08|57P)/.test(code)) return true
  return /Connection terminated|timeout exceeded when trying to connect/i.test(error.message)
}
