import type { Issue } from '@juece/procedure'
import type { FastifyReply } from 'fastify'

/** A problem of RFC 9457, with whatever members its kind has beside the standard ones. */
export interface Problem {
  readonly status: number
  readonly kind: string
  readonly title: string
  readonly detail?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly members?: Readonly<Record<string, unknown>>
}

/** Thrown where a request ends in a problem; the error plugin writes it. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** Sends a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, kind, title, detail, headers = {}, members = {} } = problem
  void reply.code(status).headers(headers)
  return reply.type('application/problem+json; charset=utf-8').send(
    JSON.stringify({
      type: `urn:juece:problem:${kind}`,
      title,
      status,
      ...(detail === undefined ? {} : { detail }),
      instance: `urn:uuid:${reply.request.id}`,
      ...members,
    }),
  )
}

/** 400: not an act, or not a question; one item for each field. */
export function invalid(issues: readonly Issue[]): Problem {
  return {
    status: 400,
    kind: 'invalid',
    title: '请求不合格式 · The request does not have the form asked for',
    members: { issues },
  }
}

/** 401. */
export const notSignedIn: Problem = {
  status: 401,
  kind: 'not-signed-in',
  title: '请先登录 · Sign in first',
  headers: { 'www-authenticate': 'Bearer realm="juece"' },
}

/** 404: there is no such thing, or not for this reader; the two are never told apart. */
export const notFound: Problem = {
  status: 404,
  kind: 'not-found',
  title: '没有找到 · Not found',
}

/** 503 with the time after which the same request may be sent again. */
export function unavailable(retryAfterSeconds: number): Problem {
  return {
    status: 503,
    kind: 'unavailable',
    title: '暂时无法办理，请稍后以同一编号重试 · Not possible now; ask again with the same key',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }
}

/** 429. */
export function tooMany(retryAfterSeconds: number): Problem {
  return {
    status: 429,
    kind: 'too-many',
    title: '请求过于频繁 · Too many requests',
    headers: { 'retry-after': String(retryAfterSeconds) },
  }
}
