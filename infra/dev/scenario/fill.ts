import { instant } from '@juece/kernel'
import type { ActForm, FieldSchema } from './act-book.ts'
import { exampleFor, withNeighbours, type Lodging } from './from-the-matter.ts'
import type { AtHand } from './memory.ts'
import { valueOf } from './naming.ts'
import { packText, usualPack, type WrittenPack } from './packs.ts'

/** Papers an act names: stored first, then named by their digest. */
export interface Papers {
  readonly text: (content: string) => Promise<string>
  readonly file: (path: string) => Promise<string>
}
/** An act as a file gives it. */
export type GivenAct = { readonly type: string; readonly [field: string]: unknown }
/** An act as it is lodged. */
export type FilledAct = Readonly<Record<string, unknown>> & { readonly type: string }

/** A `$` word for which nothing is there at this step. */
export class Unnamed extends Error {
  override readonly name = 'Unnamed'
  readonly word: string
  constructor(word: string) {
    super(
      `${word} 此时没有所指：没有这样的步骤、角色或者材料 · nothing is there that ${word} could name at this step`,
    )
    this.word = word
  }
}

/**
 * 补全 · A step names only what matters. The rest comes from the lawful example of the act and from the matter at
 * hand; `null` removes a field; names become what their field's type asks of them; papers are stored.
 */
export async function filled(
  given: GivenAct,
  form: ActForm | undefined,
  hand: AtHand,
  lodging: Lodging,
  papers: Papers,
): Promise<FilledAct> {
  const { type } = given
  const schema: FieldSchema = form?.schema ?? {}
  const example =
    form === undefined
      ? {}
      : {
          ...exampleFor(type, form.example, given, hand, lodging),
          ...signedFor(form, lodging),
        }
  const whole = merge(schema, withoutUnlinked(schema, example, hand), given)
  const merged = withoutNulls(whole) as Readonly<Record<string, unknown>>
  const level = typeof merged['level'] === 'string' ? merged['level'] : undefined
  const context: Context = {
    hand,
    papers,
    type,
    says: form?.says ?? type,
    ...(level === undefined ? {} : { level }),
    mayNameNothing: (word) => lodging.isRefusalAsked === true && !wordsOf(given).has(word),
  }
  const resolved = (await resolve(schema, merged, '', context)) as Readonly<Record<string, unknown>>
  return { ...withNeighbours(type, resolved, given, hand), type }
}

/** What the decision organ decides its office lodges with the paper they signed. */
function signedFor({ who, schema }: ActForm, { by }: Lodging): Readonly<Record<string, unknown>> {
  const isOffice = by === 'government-office' || by === 'office-director'
  const isOwn = who.includes('GO')
  const canSign = schema.properties?.['signed'] !== undefined
  return isOffice && !isOwn && canSign && who.includes('DO') ? { signed: '$attachment' } : {}
}

/** Where the file knows no other matter, the example names none either, if the act can do without. */
function withoutUnlinked(
  { properties = {} }: FieldSchema,
  example: Readonly<Record<string, unknown>>,
  hand: AtHand,
): Readonly<Record<string, unknown>> {
  if (valueOf('$linked-matter', undefined, hand) !== undefined) return example
  return Object.fromEntries(
    Object.entries(example).filter(
      ([name, value]) =>
        value !== '$linked-matter' || properties[name]?.['x-juece-mark'] === 'required',
    ),
  )
}

/** The given value over the example, member by member; a list takes the place of the example's. */
function merge(schema: FieldSchema, example: unknown, given: unknown): unknown {
  if (given === undefined) return example
  const kind = schema['x-juece-type']
  if (Array.isArray(given)) {
    const items: readonly unknown[] = given
    const examples: readonly unknown[] = Array.isArray(example) ? example : []
    const { items: item = {} } = schema
    return items.map((value, index) =>
      merge(item, isObject(value) ? itemExample(item, examples, index) : undefined, value),
    )
  }
  const isWhole = kind !== undefined && kind !== 'object'
  if (!isObject(given) || isWhole) return given
  const from = isObject(example) ? example : kind === 'object' ? defaultsOf(schema, 0) : {}
  const names = new Set([...Object.keys(from), ...Object.keys(given)])
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      merge(schema.properties?.[name] ?? {}, from[name], given[name]),
    ]),
  )
}

function itemExample(item: FieldSchema, examples: readonly unknown[], index: number): unknown {
  const example = examples[index] ?? examples[0]
  return isObject(example) ? example : defaultsOf(item, index)
}

/** What an object needs where no example shows it: its required and demanded members. */
function defaultsOf({ properties = {} }: FieldSchema, index: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, field]) => ['required', 'demanded'].includes(field['x-juece-mark'] ?? ''))
      .map(([name, field]) => [name, defaultOf(field, index)]),
  )
}

function defaultOf(field: FieldSchema, index: number): unknown {
  const type = field['x-juece-type'] ?? ''
  switch (type) {
    case 'text':
      return '见所附材料。'
    case 'int':
      return index + 1
    case 'bool':
      return true
    case 'word':
      return field.enum?.[0]
    case 'list':
      return [defaultOf(field.items ?? {}, 0)]
    case 'object':
      return field.properties?.['instrument'] === undefined
        ? defaultsOf(field, index)
        : { instrument: 'R713', article: 12 }
    case 'digest':
      return '$attachment'
    case 'date':
      return '$today'
    case 'instant':
      return '$now'
    case 'end':
      return '$inDays-30'
    case 'organ':
      return '$government'
    case 'official':
      return '$head'
    case 'expert':
    case 'person':
      return '$expert-1'
    default:
      return `$${type}`
  }
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([name, member]) => [name, withoutNulls(member)]),
  )
}

interface Context {
  readonly hand: AtHand
  readonly papers: Papers
  readonly type: string
  readonly says: string
  /** The level an act adopts a pack for. */
  readonly level?: string
  /** A word of the example, where the file expects the act not to be recorded. */
  readonly mayNameNothing: (word: string) => boolean
}

/** A sitting that nobody convened. */
const nobodys = 'sittings/00000000-0000-7000-8000-000000000000'

async function resolve(
  schema: FieldSchema,
  value: unknown,
  path: string,
  context: Context,
): Promise<unknown> {
  const type = schema['x-juece-type']
  if (typeof value === 'string') return named(value, type, path, context)
  if (Array.isArray(value)) {
    const { items = {} } = schema
    const resolved: unknown[] = []
    for (const item of value as readonly unknown[]) {
      resolved.push(await resolve(items, item, memberPath(path, item), context))
    }
    return resolved
  }
  if (!isObject(value)) return value
  if (isText(value) && (type === 'digest' || type === 'manifest')) {
    return context.papers.text(value.text)
  }
  const pack = type === 'digest' ? packIn(value) : undefined
  if (pack !== undefined) {
    const { hand, level } = context
    return context.papers.text(packText(hand.jurisdiction, { level, ...pack }))
  }
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(value)) {
    const field = schema.properties?.[name] ?? {}
    members.push([name, await resolve(field, member, joined(path, name), context)])
  }
  return Object.fromEntries(members)
}

async function named(
  value: string,
  type: string | undefined,
  path: string,
  { hand, papers, type: act, says, level, mayNameNothing }: Context,
): Promise<unknown> {
  if (value === '$attachment') return papers.text(paperOf(says, act, path, hand))
  if (value === '$pack') return papers.text(usualPack(hand.jurisdiction, level))
  if (value.startsWith('$')) {
    const known = valueOf(value, type, hand)
    if (known === undefined && mayNameNothing(value)) {
      if (value === '$sitting') return nobodys
      if (value === '$decided-text') return papers.text(paperOf(says, act, path, hand))
    }
    if (known === undefined) throw new Unnamed(value)
    return known
  }
  if ((type === 'instant' || type === 'end') && isLocalTime(value)) return instant(value)
  const isPath = type === 'digest' && !value.startsWith('sha256:') && value !== ''
  return isPath ? papers.file(value) : value
}

/** A time without an offset is one of Asia/Shanghai, as in `at`. */
function isLocalTime(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/.test(value)
}

/** The words of a paper nobody wrote out: what it is, and of a draft which version. */
function paperOf(
  says: string,
  act: string,
  path: string,
  { memory, jurisdiction }: AtHand,
): string {
  const version =
    act === 'RegisterDraft' ? `${jurisdiction} v${(memory.drafts.at(-1)?.version ?? 0) + 1}\n` : ''
  return `${says}\n${act}${path === '' ? '' : `: ${path}`}\n${version}`
}

/** Papers in a list are told apart by their kind. */
function memberPath(path: string, item: unknown): string {
  if (!isObject(item)) return path
  const kind = item['kind'] ?? item['title']
  return typeof kind === 'string' ? `${path} ${kind}` : path
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function isText(value: Readonly<Record<string, unknown>>): value is { readonly text: string } {
  return typeof value['text'] === 'string' && Object.keys(value).length === 1
}

/** A pack written out in the act itself. */
function packIn({ values, level }: Readonly<Record<string, unknown>>): WrittenPack | undefined {
  return isObject(values) ? { values, ...(typeof level === 'string' ? { level } : {}) } : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The `$` words a file wrote itself. */
function wordsOf(value: unknown): ReadonlySet<string> {
  if (typeof value === 'string') return new Set(value.startsWith('$') ? [value] : [])
  if (typeof value !== 'object' || value === null) return new Set()
  return new Set(Object.values(value).flatMap((one) => [...wordsOf(one)]))
}
