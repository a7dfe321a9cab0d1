import { specifications } from '@juece/procedure'
import { z } from 'zod'
import type { AnswerDoc, HeaderName, RouteBody, RouteDoc } from '../types.ts'
import { citationsOf } from './citations.ts'

/** A route as the app has it. */
export interface DescribedRoute {
  readonly method: string
  readonly url: string
  readonly params?: z.ZodType
  readonly querystring?: z.ZodType
  readonly doc: RouteDoc
}

type Json = Readonly<Record<string, unknown>>

const headers: Readonly<Record<HeaderName, Json>> = {
  'Idempotency-Key': {
    description:
      'Names the act for this person: the same key with the same body brings the first answer again',
    required: true,
    schema: { type: 'string', pattern: '^[!-~]{1,160}$' },
    example: '5c1f7c0e-1',
  },
  'If-Match': {
    description: 'The sequence the caller has seen; without it the newest state decides',
    required: false,
    schema: { type: 'string', pattern: '^"?[0-9]{1,9}"?$' },
  },
  'Act-As': {
    description:
      'The post that acts, <organ>/<post>; without it the one post held that may lodge this act',
    required: false,
    schema: { type: 'string', pattern: '^[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+$' },
    example: 'cn-000000/government-office/office-director',
  },
  Prefer: {
    description:
      'return=representation adds the matter to the answer; wait=<seconds> is how long `?wait=` may take',
    required: false,
    schema: { type: 'string' },
  },
}

const tags = [
  ['acts', '行为 · Acts'],
  ['matters', '事项 · Matters'],
  ['lists', '列表 · Lists'],
  ['registers', '登记册 · Registers'],
  ['attachments', '附件 · Papers'],
  ['public', '公众 · The public'],
  ['operations', '运行 · Operations'],
  ['development', '开发 · Embedded stacks only'],
] as const

/** OpenAPI 3.1 from the very schemas by which requests are read. */
export function openApiDocument(routes: readonly DescribedRoute[]): Json {
  const schemas = new Map<string, unknown>()
  const paths: Record<string, Record<string, Json>> = {}
  for (const route of [...routes].sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : 0))) {
    const url = route.url.replaceAll(/:([a-z]+)/gi, '{$1}')
    paths[url] = { ...paths[url], [route.method.toLowerCase()]: operation(route, url, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'juece 决策',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description:
        'One door for every act: recorded (201) or refused by law (409, 403) with rule and article, and kept as an entry either way. In the schema of an act `x-juece-type` names what a field asks for, `x-juece-mark` whether it is required, optional or demanded by a row, and `x-juece-example` is the lawful example with names ($draft, $government, $head.organ …) instead of fixed values. Articles: national level, read 2026-01-01.',
    },
    servers: [{ url: '/' }],
    tags: tags.map(([name, description]) => ({ name, description })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'A token of the OpenID Connect issuer; posts are in the record, not in the token',
        },
      },
      schemas: withCitations(Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)))),
    },
  }
}

function operation(
  { method, url: raw, params, querystring, doc }: DescribedRoute,
  url: string,
  schemas: Map<string, unknown>,
): Json {
  const { summary, description, tag, isPublic = false, body, answers } = doc
  return {
    operationId: `${method.toLowerCase()}${raw.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_all, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [tag],
    ...(isPublic ? { security: [] } : {}),
    parameters: [
      ...parametersOf('path', params, schemas),
      ...parametersOf('query', querystring, schemas),
      ...(doc.headers ?? []).map((name) => headerOf(name, url)),
    ],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              Object.entries(body).map(([type, one]) => [type, contentOf(one, schemas)]),
            ),
          },
        }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        answerOf(Number(status), answer, schemas),
      ]),
    ),
  }
}

function headerOf(name: HeaderName, url: string): Json {
  const header = headers[name]
  // Of the public the key is welcome and not demanded.
  const required = header['required'] === true && !url.startsWith('/public/')
  return { name, in: 'header', ...header, required }
}

function parametersOf(
  where: 'path' | 'query',
  schema: z.ZodType | undefined,
  schemas: Map<string, unknown>,
): readonly Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = converted(schema, 'input', schemas) as {
    properties?: Readonly<Record<string, Json>>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...one }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: one,
  }))
}

function contentOf({ schema, examples }: RouteBody, schemas: Map<string, unknown>): Json {
  if (schema === 'bytes') return { schema: { type: 'string', format: 'binary' } }
  if (schema === 'file') {
    return {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary' } },
      },
    }
  }
  return {
    schema: converted(schema, 'input', schemas),
    ...(examples === undefined ? {} : { examples }),
  }
}

function answerOf(
  status: number,
  { says, schema, mediaType }: AnswerDoc,
  schemas: Map<string, unknown>,
): Json {
  if (schema === undefined) return { description: says }
  const type = mediaType ?? (status >= 400 ? 'application/problem+json' : 'application/json')
  const shape =
    schema === 'bytes'
      ? { type: 'string', format: 'binary' }
      : schema === 'text' || schema === 'html'
        ? { type: 'string' }
        : converted(schema, 'output', schemas)
  return { description: says, content: { [type]: { schema: shape } } }
}

/** A JSON schema whose named parts stand among the components. */
function converted(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Map<string, unknown>,
): unknown {
  const {
    $schema: _dialect,
    $defs,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  })
  for (const [name, part] of Object.entries($defs ?? {})) schemas.set(name, moved(part))
  return moved(rest)
}

/** References point at the components; a name says its own id nowhere else. */
function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name, member]) => !(name === 'id' && typeof member === 'string' && '$defs' in value),
      )
      .map(([name, member]) =>
        name === '$ref' && typeof member === 'string'
          ? [name, member.replace('#/$defs/', '#/components/schemas/')]
          : [name, moved(member)],
      ),
  )
}

/** Each act names the rows and articles that speak of it. */
function withCitations(schemas: Json): Json {
  const acts = new Map(specifications.map((row) => [row.type, row]))
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const row = acts.get(name)
      if (row === undefined || typeof schema !== 'object' || schema === null) return [name, schema]
      const description = `${row.says['zh-CN']} · ${row.says.en}. ${citationsOf(row)}`
      return [name, { ...schema, description }]
    }),
  )
}
