import type { Json, JsonObject } from '@juece/kernel'
import type { Circumstances } from './circumstances.ts'
import type { AnyCommand, Issue } from './decider.ts'
import type { By, Deviation, Ground, Seen, StoredEvent } from './history/entry.ts'
import type { Matter, Stage } from './matter/state.ts'
import type { AnySpecification, CommandOf, EventOf } from './specification.ts'

/** 关口 · A fact that must hold before an act, asked without its body. */
export type Gate<State = Matter> = (state: State, at: Circumstances, by: By) => readonly Ground[]

/** What a recorded act adds to the fields of its command. */
export interface Worked {
  /** Members of the event beside the command's fields. */
  readonly event?: object
  /** Further events of the same act, after its own. */
  readonly also?: readonly StoredEvent[]
  readonly deviations?: readonly Deviation[]
}

/** How one command of a stream is decided. Everything but `stages`, `gates` and `bars` sees its body. */
interface Rest<C, State> {
  /** The stages in which it may come; registers have none. */
  readonly stages: readonly Stage[] | 'any'
  /** The rows that stand for "not in this order", most telling first. */
  readonly outOfOrder: readonly string[]
  readonly gates?: readonly Gate<State>[]
  /** Rows that bar this very person; part of power. */
  readonly bars?: (state: State, at: Circumstances, by: By) => readonly Ground[]
  /** Names something that does not exist: no act at all. */
  readonly issues?: (command: C, state: State, at: Circumstances) => readonly Issue[]
  readonly checks?: (command: C, state: State, at: Circumstances, by: By) => readonly Ground[]
  readonly records?: (command: C, state: State, at: Circumstances, by: By) => Worked
}

/** A command of a stream, ready to be decided; made by `define`. */
export interface Definition<State = Matter> extends Rest<AnyCommand, State> {
  readonly specification: AnySpecification
}

/** Binds a row of the command table to its gates and checks. */
export function define<const S extends AnySpecification, State = Matter>(
  specification: S,
  rest: Rest<CommandOf<S>, State>,
): Definition<State> {
  // The schema of this very row has parsed whatever reaches these functions.
  return { specification, ...(rest as unknown as Rest<AnyCommand, State>) }
}

/** How one event changes the state of its stream. */
export interface Evolution<State = Matter> {
  readonly event: string
  readonly evolve: (state: State, event: StoredEvent, seen: Seen) => State
}

/** Binds an event to its effect; `W` is what `decide` worked out beside the fields. */
export function on<const S extends AnySpecification, W = object>(
  specification: S,
  evolve: (matter: Matter, event: EventOf<S, W>, seen: Seen) => Matter,
): Evolution {
  return {
    event: specification.event,
    evolve: evolve as unknown as Evolution['evolve'],
  }
}

/** The event of a recorded command: its fields and what was worked out. */
export function eventOf(
  specification: AnySpecification,
  command: AnyCommand,
  worked: object,
): StoredEvent {
  const { type: _type, id: _id, ...fields } = command as AnyCommand & { readonly id?: string }
  // What was not worked out is no member: JSON has no word for it.
  const members = Object.entries({ ...withoutPersons(fields), ...(worked as JsonObject) }).filter(
    ([, value]) => (value as unknown) !== undefined,
  )
  return { ...Object.fromEntries(members), type: specification.event }
}

/** Personal values stand in the command once, enclosed; an event has no use for them. Papers are named by both. */
function withoutPersons(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !isPersonal(value))
      .map(([name, value]) => [name, within(value)]),
  )
}

function within(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => within(item))
  return typeof value === 'object' && value !== null ? withoutPersons(value as JsonObject) : value
}

function isPersonal(value: Json): boolean {
  const form = typeof value === 'object' && value !== null && 'enclosed' in value && value.enclosed
  return form === 'commitment/1' || form === 'envelope/1'
}
