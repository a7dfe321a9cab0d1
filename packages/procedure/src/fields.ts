import type { CalendarDate, Digest, Instant } from '@juece/kernel'
import type { Commitment, EnclosedPaper, Envelope } from '@juece/privacy'

/** The type of one field of a command: data, from which schemas, examples and TypeScript types are made. */
export type FieldType =
  | { readonly is: Scalar }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly of: FieldType }
  | { readonly is: 'object'; readonly fields: Fields }

/**
 * The scalar types of the command table. `digest` is a stored attachment; `manifest` the digest of rules or
 * calendars; `matter`, `sitting`, `window`, `change` name streams, windows and entries of streams. 个人信息: a request writes
 * `committed` and `enveloped` as texts, `personalPaper` as a digest; what is decided on and entered is enclosed.
 */
export type Scalar =
  | 'text'
  | 'int'
  | 'bool'
  | 'date'
  | 'instant'
  | 'end'
  | 'digest'
  | 'committed'
  | 'enveloped'
  | 'personalPaper'
  | 'manifest'
  | 'draft'
  | 'organ'
  | 'official'
  | 'person'
  | 'post'
  | 'matter'
  | 'sitting'
  | 'window'
  | 'entry'
  | 'change'
  | 'round'
  | 'expert'
  | 'proposer'
  | 'nobody'
  | 'jurisdiction'
  | 'matterOrEntry'

/** `required`: missing is 400. `optional` may be left out. `demanded`: `decide` answers with the row. */
export type Mark = 'required' | 'optional' | 'demanded'

/** One field: its type, its mark, and for the lawful example a value that fits. */
export interface Field {
  readonly type: FieldType
  readonly mark: Mark
  readonly example?: unknown
}
/** The fields of a command or of an object, in the order in which they are read. */
export interface Fields {
  readonly [name: string]: Field
}

/** An attachment as an entry names it. */
export interface Attached {
  readonly digest: Digest
  readonly length: number
  readonly mediaType: string
}

interface Scalars {
  text: string
  int: number
  bool: boolean
  date: CalendarDate
  instant: Instant
  end: CalendarDate | Instant
  digest: Attached
  committed: Commitment
  enveloped: Envelope
  personalPaper: Attached | EnclosedPaper
  manifest: Digest
  draft: number
  organ: string
  official: string
  person: string
  post: string
  matter: string
  sitting: string
  window: string
  entry: number
  change: number
  round: number
  expert: string
  proposer: string | Readonly<Record<string, never>>
  nobody: Readonly<Record<string, never>>
  jurisdiction: string
  matterOrEntry: string | number
}

/** The TypeScript type of a field type. */
export type ValueOf<T extends FieldType> = T extends { is: 'word'; words: infer W }
  ? W extends readonly (infer Word)[]
    ? Word
    : never
  : T extends { is: 'list'; of: infer Of extends FieldType }
    ? readonly ValueOf<Of>[]
    : T extends { is: 'object'; fields: infer F extends Fields }
      ? ObjectOf<F>
      : T extends { is: infer S extends keyof Scalars }
        ? Scalars[S]
        : never

/** The TypeScript type of some fields; demanded ones may be missing until `decide` has looked. */
export type ObjectOf<F extends Fields> = {
  readonly [K in keyof F as F[K]['mark'] extends 'required' ? K : never]: ValueOf<F[K]['type']>
} & {
  readonly [K in keyof F as F[K]['mark'] extends 'required' ? never : K]?: ValueOf<F[K]['type']>
}

type Plain<S extends Scalar> = { readonly is: S }

/** A scalar field type. */
export function a<const S extends Scalar>(is: S): Plain<S> {
  return { is }
}
/** One of these words. */
export function word<const W extends readonly string[]>(
  ...words: W
): { readonly is: 'word'; readonly words: W } {
  return { is: 'word', words }
}
/** A list of a type. */
export function list<const T extends FieldType>(of: T): { readonly is: 'list'; readonly of: T } {
  return { is: 'list', of }
}
/** An object with these fields. */
export function object<const F extends Fields>(
  fields: F,
): { readonly is: 'object'; readonly fields: F } {
  return { is: 'object', fields }
}

/** A field that must be there. */
export function required<const T extends FieldType>(type: T, example?: unknown) {
  return { type, mark: 'required', ...(example === undefined ? {} : { example }) } as const
}
/** A field that may be left out; with an example it stands in the lawful example. */
export function optional<const T extends FieldType>(type: T, example?: unknown) {
  return { type, mark: 'optional', ...(example === undefined ? {} : { example }) } as const
}
/** A field a row demands: missing or empty, `decide` refuses with that row. */
export function demanded<const T extends FieldType>(type: T, example?: unknown) {
  return { type, mark: 'demanded', ...(example === undefined ? {} : { example }) } as const
}

/** The two fields of a fact from outside: when it happened, and what proves it (CAL-11). */
export const proof = {
  happened: required(a('instant')),
  evidence: required(a('digest')),
} as const
/**
 * 个人 · A private person, as far as he says who he is: every value is enclosed before anything is decided. What is read
 * by right stands in envelopes, what is only proved in commitments.
 */
export const privatePerson = object({
  name: optional(a('enveloped')),
  address: optional(a('enveloped')),
  email: optional(a('enveloped')),
  telephone: optional(a('committed')),
  identityNumber: optional(a('committed')),
})
/** 引注 · {instrument, article, paragraph?, item?}. */
export const cite = object({
  instrument: required(a('text'), 'R713'),
  article: required(a('int'), 12),
  paragraph: optional(a('int')),
  item: optional(a('int')),
})
/** 文书 · a paper of a known kind. */
export function paper<const W extends readonly string[]>(...kinds: W) {
  return object({ kind: required(word(...kinds)), digest: required(a('digest')) })
}
