import type { Instant } from '@juece/kernel'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import type { Caller } from './plugins/sign-in.ts'

/** The app with schemas of zod. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What the OpenAPI document says of a route beside its parameters. */
export interface RouteDoc {
  readonly summary: string
  readonly description?: string
  readonly tag: string
  readonly headers?: readonly HeaderName[]
  readonly body?: Readonly<Record<string, RouteBody>>
  readonly answers: Readonly<Record<number, AnswerDoc>>
  /** Nobody needs to sign in. */
  readonly isPublic?: boolean
}

/** A request body of one media type. */
export interface RouteBody {
  readonly schema: z.ZodType | 'bytes' | 'file'
  readonly examples?: Readonly<
    Record<string, { readonly summary: string; readonly value: unknown }>
  >
}

/** One answer of a route. */
export interface AnswerDoc {
  readonly says: string
  readonly schema?: z.ZodType | 'bytes' | 'text' | 'html'
  readonly mediaType?: string
}

/** Headers that have a meaning of ours. */
export type HeaderName = 'Idempotency-Key' | 'If-Match' | 'Act-As' | 'Prefer'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who has signed in; null on public routes. */
    caller: Caller | null
    /** The moment the request was complete: `occurred`. */
    receivedAt: Instant | null
  }
  interface FastifyContextConfig {
    doc?: RouteDoc
  }
}
