import { isDigest, type Json } from '@juece/kernel'
import type {
  AnyCommand,
  AnySpecification,
  Attached,
  Fields,
  FieldType,
  Issue,
} from '@juece/procedure'
import { enclosedMediaType, type EnclosedPaper, type Encloser } from '@juece/privacy'
import type { Papers } from './house.ts'

/** A command as the entry will hold it, or what it names that nobody stored. */
export type Enclosed =
  | { readonly kind: 'command'; readonly command: AnyCommand }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

type Paper = Attached | EnclosedPaper

/**
 * 附件 · Puts {digest, length, mediaType} in place of each digest, and the name of its key where the paper is enclosed; an
 * unknown one is no act (400), and so is an enclosed one where everybody must be able to read it.
 */
export async function withPapers(
  request: AnyCommand,
  { fields }: AnySpecification,
  { papers, encloser }: { readonly papers: Papers; readonly encloser: Encloser },
): Promise<Enclosed> {
  const named = new Map<string, Paper | undefined>()
  const paths = new Map<string, string>()
  const personal = new Set<string>()
  collect(request, { is: 'object', fields }, '', (path, digest, isPersonal) => {
    named.set(digest, undefined)
    paths.set(path, digest)
    if (isPersonal) personal.add(path)
  })
  await Promise.all(
    [...named.keys()].map(async (digest) => {
      if (!isDigest(digest)) return
      const described = await papers.describe(digest)
      const mayBeEnclosed = described?.mediaType === enclosedMediaType
      named.set(digest, (mayBeEnclosed ? await encloser.paper(digest) : undefined) ?? described)
    }),
  )
  const hidden = [...paths].filter(([path, digest]) => {
    const paper = named.get(digest)
    return paper !== undefined && 'enclosed' in paper && !personal.has(path)
  })
  if (hidden.length > 0) {
    const message = '此处的文书不能封存 · a paper may not be enclosed here'
    return { kind: 'invalid', issues: hidden.map(([path]) => ({ path, message })) }
  }
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
  found: (path: string, digest: string, isPersonal: boolean) => void,
): void {
  if (value === undefined) return
  if (isPaper(type) && typeof value === 'string') {
    found(path, value, type.is === 'personalPaper')
  }
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
  papers: ReadonlyMap<string, Paper | undefined>,
): Json {
  if (isPaper(type) && typeof value === 'string') {
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

function isPaper(type: FieldType): boolean {
  return type.is === 'digest' || type.is === 'personalPaper'
}

/** Whether the field is a list. */
export function isList(type: FieldType): type is Extract<FieldType, { readonly is: 'list' }> {
  return type.is === 'list'
}

/** Whether the field is an object. */
export function isObject(
  type: FieldType,
): type is { readonly is: 'object'; readonly fields: Fields } {
  return type.is === 'object'
}

/** Whether the value has members. */
export function isMembers(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
