import type { Instant } from '@juece/kernel'
import type { Rules } from '@juece/rulebook'
import type { By, Placed, StoredEvent } from '../history/entry.ts'
import type { Matter } from '../matter/state.ts'
import type { Sitting } from '../registers/sittings/state.ts'
import type { Responsible } from './line.ts'

/** One event of the matter and the entry it stands in. */
export interface Happened {
  readonly position: number
  readonly type: string
  readonly event: StoredEvent
  readonly by: By
  readonly occurred: Instant
  readonly entered: Instant
}

/** 查看 · What a row is judged by: the entries of the matter, nothing that is not in them. */
export interface Look {
  readonly matter: Matter
  readonly rules: Rules
  readonly happened: readonly Happened[]
  /** A sitting as it stood just below a position; undefined where its entries are not at hand. */
  readonly sitting: (stream: string, below: number) => Sitting | undefined
  /** The events of these types, oldest first. */
  of(...types: readonly string[]): readonly Happened[]
}

/** Reads what was recorded in a matter; a refused act has changed nothing. */
export function lookAt(
  matter: Matter,
  placed: readonly Placed[],
  rules: Rules,
  sitting: Look['sitting'],
): Look {
  const happened = placed.flatMap(({ position, entry: { by, occurred, entered, outcome } }) =>
    outcome.kind === 'recorded'
      ? outcome.events.map((event) => ({
          position,
          type: event.type,
          event,
          by,
          occurred,
          entered,
        }))
      : [],
  )
  return {
    matter,
    rules,
    happened,
    sitting,
    of: (...types) => happened.filter(({ type }) => types.includes(type)),
  }
}

/** Positions of events. */
export function positionsOf(happened: readonly Happened[]): readonly number[] {
  return happened.map(({ position }) => position)
}

/** Who lodged the entry at a position, where that was an official. */
export function responsibleFor(look: Look, position: number): Responsible | undefined {
  const by = look.happened.find((one) => one.position === position)?.by
  return by === undefined ? undefined : officialOf(by)
}

/** The official of an entry; a clerk and the public are none. */
export function officialOf(by: By): Responsible | undefined {
  if (!('official' in by)) return undefined
  const { official, organ, post } = by
  return { official, organ, post }
}

/** A text of an event, if it is one. */
export function textOf({ event }: Happened, field: string): string | undefined {
  const value = event[field]
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** A list of an event; none where it is no list. */
export function listOf({ event }: Happened, field: string): readonly unknown[] {
  const value = event[field]
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

/** A member of a value, if it has one. */
export function memberOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && field in value
    ? (value as Readonly<Record<string, unknown>>)[field]
    : undefined
}
