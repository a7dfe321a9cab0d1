import { isDigest, type Digest, type Json, type JsonObject } from '@juece/kernel'

/** 承诺值 · What is proved and rarely read: identity and telephone numbers. */
export type Commitment = {
  readonly enclosed: 'commitment/1'
  readonly commitment: string
}
/** 信封 · What is read by right: names and addresses, encrypted under the key of one person in one matter. */
export type Envelope = {
  readonly enclosed: 'envelope/1'
  readonly key: string
  readonly cipher: string
  readonly commitment: string
}
/** 封存的文书 · A paper with personal content: an encrypted file under its own digest. */
export type EnclosedPaper = {
  readonly enclosed: 'paper/1'
  readonly key: string
  readonly digest: Digest
  readonly length: number
}
/** How an enclosed paper lies in the attachment store: what it really is stays with its key. */
export const enclosedMediaType = 'application/vnd.juece.enclosed'
/** A personal value as the hashed bytes hold it. */
export type Enclosed = Commitment | Envelope | EnclosedPaper

/** An enclosed value and its dotted path inside the command. */
export type EnclosedAt = { readonly path: string; readonly enclosed: Enclosed }

/** The enclosed value that this is; undefined where it is none, or of a form we do not know. */
export function enclosedFrom(value: Json | undefined): Enclosed | undefined {
  if (!isObject(value)) return undefined
  const { enclosed, commitment, key, cipher, digest, length, ...rest } = value
  if (Object.keys(rest).length > 0) return undefined
  switch (enclosed) {
    case 'commitment/1':
      return isText(commitment) ? { enclosed, commitment } : undefined
    case 'envelope/1':
      return isText(commitment) && isText(key) && isText(cipher)
        ? { enclosed, key, cipher, commitment }
        : undefined
    case 'paper/1':
      return isText(key) && isText(digest) && isDigest(digest) && typeof length === 'number'
        ? { enclosed, key, digest, length }
        : undefined
    default:
      return undefined
  }
}

/** Every enclosed value of a command, with its path; also those of a form we do not know are no clear values. */
export function enclosedIn(command: Json, path = ''): readonly EnclosedAt[] {
  const enclosed = enclosedFrom(command)
  if (enclosed !== undefined) return [{ path, enclosed }]
  const at = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
  if (Array.isArray(command)) {
    return command.flatMap((item: Json, index) => enclosedIn(item, at(index)))
  }
  if (!isObject(command)) return []
  return Object.entries(command).flatMap(([name, member]) => enclosedIn(member, at(name)))
}

/** The key an enclosed value names; a commitment names none. */
export function keyNamed(enclosed: Enclosed): string | undefined {
  return enclosed.enclosed === 'commitment/1' ? undefined : enclosed.key
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string'
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
