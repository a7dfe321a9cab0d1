import { pino, type Logger } from 'pino'

/** The log: one JSON line each, to stderr; never a body, a token, a cookie or a query. */
export function openLog(level: string, service = 'api'): Logger {
  return pino(
    {
      level,
      base: { service },
      redact: {
        paths: [
          '*.authorization',
          '*.cookie',
          'headers',
          '*.headers',
          'body',
          '*.body',
          'token',
          '*.token',
        ],
        censor: '[redacted]',
      },
      serializers: {
        req: (request: { id: string; method: string; routeOptions?: { url?: string } }) => ({
          id: request.id,
          method: request.method,
          route: request.routeOptions?.url,
        }),
        res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
      },
    },
    pino.destination(2),
  )
}
