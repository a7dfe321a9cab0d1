import { digest, isDigest, type Digest, type Json, type JsonObject } from '@juece/kernel'
import type { Entry } from '@juece/ledger'

/** A paper as an entry names it. */
export type NamedPaper = {
  readonly digest: Digest
  readonly mediaType: string | null
  readonly length: number | null
}

/** Every stored paper that the entry names, in command or outcome, and its founding document. */
export function papersNamed(entry: Entry): readonly NamedPaper[] {
  const founding: readonly NamedPaper[] =
    'founding' in entry.by ? [{ digest: entry.by.founding, mediaType: null, length: null }] : []
  const papers = [...founding, ...within(entry.command), ...within(entry.outcome)]
  return papers.filter((paper, i) => papers.findIndex((one) => one.digest === paper.digest) === i)
}

function within(value: Json): readonly NamedPaper[] {
  if (typeof value !== 'object' || value === null) return []
  if (isObject(value)) {
    const paper = paperOf(value)
    return paper === undefined ? Object.values(value).flatMap(within) : [paper]
  }
  return value.flatMap(within)
}

function paperOf({
  digest: named,
  length,
  mediaType,
  enclosed,
}: JsonObject): NamedPaper | undefined {
  if (typeof named !== 'string' || !isDigest(named) || typeof length !== 'number') return undefined
  if (enclosed === 'paper/1') return { digest: digest(named), mediaType: null, length }
  return typeof mediaType === 'string' ? { digest: digest(named), mediaType, length } : undefined
}

function isObject(value: readonly Json[] | JsonObject): value is JsonObject {
  return !Array.isArray(value)
}
