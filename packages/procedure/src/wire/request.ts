import type { Json, JsonObject } from '@juece/kernel'
import type { z } from 'zod'
import type { Issue } from '../decider.ts'
import type { Field, Fields, FieldType } from '../fields.ts'
import type { AnySpecification } from '../specification.ts'
import { missing, unknownField } from './messages.ts'
import { requestSchemaOf } from './request-schema.ts'

/** A request that has the form of an act: digests are still texts. */
export type Request = { readonly type: string } & JsonObject

/** An act, or one issue for each field that is wrong. */
export type ParsedRequest =
  | { readonly kind: 'request'; readonly request: Request }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/** Reads a request body as an act of one of these rows. */
export function parseRequest(
  body: unknown,
  specifications: Readonly<Record<string, AnySpecification>>,
): ParsedRequest {
  if (!isObject(body)) return invalid('', '应为 JSON 对象 · must be a JSON object')
  const { type } = body
  if (type === undefined) return invalid('type', missing)
  const specification =
    typeof type === 'string' && Object.hasOwn(specifications, type)
      ? specifications[type]
      : undefined
  if (specification === undefined) {
    return invalid('type', `没有这一行为 · no such act: ${String(type).slice(0, 80)}`)
  }
  const parsed = requestSchemaOf(specification).safeParse(withoutBlanks(body, specification.fields))
  return parsed.success
    ? { kind: 'request', request: withoutGaps(parsed.data as Json) as Request }
    : { kind: 'invalid', issues: parsed.error.issues.flatMap(issuesOf) }
}

/** One line for each wrong field, in the order of the form. */
export function issuesOf(issue: z.core.$ZodIssue): readonly Issue[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      // A strict schema with a sentence of its own (nobody) keeps it.
      message: issue.message.startsWith('Unrecognized') ? unknownField(key) : issue.message,
    }))
  }
  return [{ path: path.join('.'), message: issue.message }]
}

/** What a row demands may be sent empty: then it is missing, and `decide` answers. */
function withoutBlanks(
  body: Readonly<Record<string, unknown>>,
  fields: Fields,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (field === undefined) return [[name, value]]
      return isBlank(field, value) ? [] : [[name, deeper(field.type, value)]]
    }),
  )
}

function isBlank({ mark, type }: Field, value: unknown): boolean {
  if (mark !== 'demanded') return false
  return value === null || (value === '' && type.is !== 'text')
}

function deeper(type: FieldType, value: unknown): unknown {
  if (type.is === 'object' && isObject(value)) {
    return withoutBlanks(value, (type as Extract<FieldType, { is: 'object' }>).fields)
  }
  if (type.is === 'list' && Array.isArray(value)) {
    const { of } = type as Extract<FieldType, { is: 'list' }>
    return value.map((item: unknown) => deeper(of, item))
  }
  return value
}

/** JSON has no `undefined`: members without a value do not stand in the command. */
function withoutGaps(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutGaps(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([, member]) => (member as unknown) !== undefined)
      .map(([name, member]) => [name, withoutGaps(member)]),
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(path: string, message: string): ParsedRequest {
  return { kind: 'invalid', issues: [{ path, message }] }
}
