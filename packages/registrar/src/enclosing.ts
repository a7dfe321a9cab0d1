import { isDigest, type Json } from '@juece/kernel'
import type {
  AnyCommand,
  AnySpecification,
  Attached,
  Fields,
  FieldType,
  Issue,
} from '@juece/procedure'
import type { Papers } from './house.ts'

/** A command as the entry will hold it, or what it names that nobody stored. */
export type Enclosed =
  | { readonly kind: 'command'; readonly command: AnyCommand }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/** 附件 · Puts {digest, length, mediaType} in place of each digest; an unknown one is no act (400). */
export async function withPapers(
  request: AnyCommand,
  { fields }: AnySpecification,
  papers: Papers,
): Promise<Enclosed> {
  const named = new Map<string, Attached | undefined>()
  const paths = new Map<string, string>()
  collect(request, { is: 'object', fields }, '', (path, digest) => {
    named.set(digest, undefined)
    paths.set(path, digest)
  })
  await Promise.all(
    [...named.keys()].map(async (digest) => {
      named.set(digest, isDigest(digest) ? await papers.describe(digest) : undefined)
    }),
  )
  const issues = [...paths]
    .filter(([, digest]) => named.get(digest) === undefined)
    .map(([path]) => ({
      path,
      message: '没有存入这份附件，请先上传 · no such attachment is stored; upload it first',
    }))
  if (issues.length > 0) return { kind: 'invalid', issues }
  return {
    kind: 'command',
    command: replaced(request, { is: 'object', fields }, named) as AnyCommand,
  }
}

function collect(
  value: Json | undefined,
  type: FieldType,
  path: string,
  found: (path: string, digest: string) => void,
): void {
  if (value === undefined) return
  if (type.is === 'digest' && typeof value === 'string') found(path, value)
  if (isList(type) && Array.isArray(value)) {
    value.forEach((item: Json, index) => collect(item, type.of, `${path}.${index}`, found))
  }
  if (isObject(type) && isMembers(value)) {
    for (const [name, field] of Object.entries(type.fields)) {
      collect(value[name], field.type, path === '' ? name : `${path}.${name}`, found)
    }
  }
}

function replaced(
  value: Json,
  type: FieldType,
  papers: ReadonlyMap<string, Attached | undefined>,
): Json {
  if (type.is === 'digest' && typeof value === 'string') {
    const paper = papers.get(value)
    return paper === undefined ? value : { ...paper }
  }
  if (isList(type) && Array.isArray(value)) {
    return value.map((item: Json) => replaced(item, type.of, papers))
  }
  if (isObject(type) && isMembers(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const field = type.fields[name]
        return [name, field === undefined ? member : replaced(member, field.type, papers)]
      }),
    )
  }
  return value
}

function isList(type: FieldType): type is Extract<FieldType, { readonly is: 'list' }> {
  return type.is === 'list'
}

function isObject(type: FieldType): type is { readonly is: 'object'; readonly fields: Fields } {
  return type.is === 'object'
}

function isMembers(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
