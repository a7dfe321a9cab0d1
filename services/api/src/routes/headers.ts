import type { FastifyRequest } from 'fastify'
import { invalid, ProblemError } from '../problem.ts'

/** The key of an act: together with the person it must fit an id of 160 visible characters. */
export function keyOf(request: FastifyRequest, person: string): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') {
    throw new ProblemError(
      invalid([{ path: 'Idempotency-Key', message: '缺少此项 · this is missing' }]),
    )
  }
  if (!/^[!-~]+$/.test(key) || person.length + 1 + key.length > 160) {
    throw new ProblemError(
      invalid([
        {
          path: 'Idempotency-Key',
          message:
            '应为可见的 ASCII 字符，连同人员编号不超过160个 · must be visible ASCII, together with the person at most 160 characters',
        },
      ]),
    )
  }
  return key
}

/** The sequence the caller has seen, where he insists on it. */
export function ifMatchOf(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match']
  if (header === undefined) return undefined
  const [, digits] = /^"?(\d{1,9})"?$/.exec(header) ?? []
  if (digits !== undefined) return Number(digits)
  throw new ProblemError(
    invalid([
      { path: 'If-Match', message: '应为已见到的序号 · must be the sequence you have seen' },
    ]),
  )
}

/** Whether the caller wants the matter with his answer. */
export function prefersRepresentation(request: FastifyRequest): boolean {
  return String(request.headers['prefer'] ?? '')
    .split(/[,;]/)
    .some((part) => part.trim() === 'return=representation')
}
