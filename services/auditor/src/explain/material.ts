import type { Bundle } from '@juece/dossier'
import type { Instant } from '@juece/kernel'
import {
  accountabilityExtract,
  selfCheck,
  stageOf,
  specifications,
  type AccountabilityExtract,
  type By,
  type Matter,
  type Placed,
  type SelfCheckLine,
  type StoredEvent,
} from '@juece/procedure'
import { entriesOf, openedMatter } from '../deviations.ts'
import type { Says } from '../says.ts'

/** An event with the entry it stands in. */
export type Told = StoredEvent & {
  readonly stream: string
  readonly position: number
  readonly occurred: Instant
  readonly entered: Instant
  readonly by: By
}

/** 材料 · What one matter of a bundle says, read once for all questions. */
export interface Material {
  readonly bundle: Bundle
  readonly stream: string
  readonly matter: Matter
  readonly stage: string
  /** Events of the matter, oldest first. */
  readonly own: readonly Told[]
  /** Events of every stream the bundle carries. */
  readonly all: readonly Told[]
  /** Acts that were refused. */
  readonly refused: readonly Placed[]
  readonly lines: readonly SelfCheckLine[]
  readonly extract: AccountabilityExtract
}

/** Reads the material of a matter; what cannot be read is `CannotCheck`. */
export function materialOf(bundle: Bundle, stream: string): Material {
  const entries = entriesOf(bundle)
  const { own, matter, rules, later } = openedMatter(bundle, stream, entries)
  return {
    bundle,
    stream,
    matter,
    stage: stageOf(matter),
    own: toldIn(own),
    all: toldIn(entries),
    refused: own.filter(({ entry }) => entry.outcome.kind === 'refused'),
    lines: selfCheck({ entries, stream, rules, later }),
    extract: accountabilityExtract(own),
  }
}

function toldIn(entries: readonly Placed[]): readonly Told[] {
  return entries.flatMap(({ position, entry: { outcome, stream, occurred, entered, by } }) =>
    outcome.kind === 'recorded'
      ? outcome.events.map(
          (event) => ({ ...event, stream, position, occurred, entered, by }) as Told,
        )
      : [],
  )
}

/** Events of these kinds, oldest first. */
export function of(told: readonly Told[], ...types: readonly string[]): readonly Told[] {
  return told.filter(({ type }) => types.includes(type))
}

/** The newest event of these kinds. */
export function newest(told: readonly Told[], ...types: readonly string[]): Told | undefined {
  return told.findLast(({ type }) => types.includes(type))
}

/** A text member, or nothing. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The members of a list that are objects. */
export function itemsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : []
}

/** The digest of a paper that an event names. */
export function digestIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'digest' in value
    ? String(value.digest)
    : textOf(value)
}

/** Who acted, in the post held then. */
export function actorOf(by: By): string {
  if ('official' in by) return `${by.official} (${by.organ}/${by.post})`
  if ('clerk' in by) return '书记员 clerk'
  return 'public' in by ? '公众 public' : '创设文件 founding document'
}

/** What an act is, by the event it left. */
export function actOf(event: string): Says {
  const row = specifications.find((one) => one.event === event)
  return { zh: row?.says['zh-CN'] ?? event, en: row?.says.en ?? event }
}
