import { assertNever } from '@juece/kernel'
import { z } from 'zod'
import type { Field, Fields, FieldType } from '../fields.ts'
import type { AnySpecification } from '../specification.ts'
import { exampleOf } from './example.ts'
import { says } from './messages.ts'
import { scalarSchemas } from './scalar-schema.ts'

/** The schema of one act. */
export type RequestSchema = z.ZodObject<{ type: z.ZodLiteral<string> } & Record<string, z.ZodType>>

const made = new WeakMap<AnySpecification, RequestSchema>()
const mostItems = 2_000

/**
 * The strict schema of a request for this act: unknown fields are refused; what a row demands may be missing or
 * empty here, for `decide` answers it with the row. Made once for each row.
 */
export function requestSchemaOf(specification: AnySpecification): RequestSchema {
  const before = made.get(specification)
  if (before !== undefined) return before
  const schema = z
    .strictObject({ type: z.literal(specification.type), ...shapeOf(specification.fields) })
    .meta({
      id: specification.type,
      title: specification.says['zh-CN'],
      description: `${specification.says['zh-CN']} · ${specification.says.en}`,
      'x-juece-rows': specification.rows,
      'x-juece-who': specification.who,
      'x-juece-door': specification.door,
      'x-juece-example': exampleOf(specification),
    }) as RequestSchema
  made.set(specification, schema)
  return schema
}

/** All acts of one door: one of these, told apart by `type`. */
export function actSchema(specifications: readonly AnySpecification[], id = 'Act'): z.ZodType {
  const [first, ...rest] = specifications.map(requestSchemaOf)
  if (first === undefined) throw new Error('a door without acts')
  return z
    .discriminatedUnion('type', [first, ...rest], says('没有这一行为', 'there is no such act'))
    .meta({ id })
}

function shapeOf(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)]),
  )
}

function fieldSchema({ type, mark }: Field): z.ZodType {
  const schema = valueSchema(type)
  switch (mark) {
    case 'required':
      return (isText(type) ? said(schema) : schema).meta({
        ...metaOf(schema),
        'x-juece-mark': mark,
      })
    case 'optional':
    case 'demanded':
      return schema.optional().meta({ ...metaOf(schema), 'x-juece-mark': mark })
    default:
      return assertNever(mark)
  }
}

function valueSchema(type: FieldType): z.ZodType {
  if (type.is === 'word') {
    const { words } = type as Extract<FieldType, { is: 'word' }>
    const listed = words.join('、')
    return z
      .enum(words, says(`应为其中之一：${listed}`, `must be one of ${words.join(', ')}`))
      .meta({
        'x-juece-type': 'word',
      })
  }
  if (type.is === 'list') {
    const { of } = type as Extract<FieldType, { is: 'list' }>
    return z
      .array(valueSchema(of), says('应为列表', 'must be a list'))
      .max(mostItems, says(`不得超过${mostItems}项`, `must not exceed ${mostItems} items`))
      .meta({ 'x-juece-type': 'list' })
  }
  if (type.is === 'object') {
    const { fields } = type as Extract<FieldType, { is: 'object' }>
    return z
      .strictObject(shapeOf(fields), { error: (issue) => notAnObject(issue) })
      .meta({ 'x-juece-type': 'object' })
  }
  return scalarSchemas[type.is]
}

function notAnObject(issue: {
  readonly code: string
  readonly input?: unknown
}): string | undefined {
  // Unknown members get their sentence where the issues are listed.
  if (issue.code === 'unrecognized_keys') return undefined
  return says('应为对象', 'must be an object').error(issue)
}

function isText(type: FieldType): boolean {
  return type.is === 'text'
}

/** A text that must be there says something. */
function said(schema: z.ZodType): z.ZodType {
  const message = says('不得为空', 'must not be empty')
  return schema.refine((value) => typeof value !== 'string' || value.trim() !== '', message)
}

function metaOf(schema: z.ZodType): Record<string, unknown> {
  return { ...schema.meta() }
}
