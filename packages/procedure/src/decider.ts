import type { JsonObject } from '@juece/kernel'
import type { Circumstances } from './circumstances.ts'
import type { By, Consulted, Deviation, Ground, Seen, StoredEvent } from './history/entry.ts'

/** Something that makes a request no act at all: never an entry, 400. */
export interface Issue {
  readonly path: string
  readonly message: string
}

/** What `decide` answers. */
export type Outcome =
  | {
      readonly kind: 'recorded'
      readonly events: readonly StoredEvent[]
      readonly consulted: readonly Consulted[]
      readonly deviations: readonly Deviation[]
    }
  | { readonly kind: 'refused'; readonly grounds: readonly Ground[] }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }

/** A parsed command: attachments resolved, personal values enclosed. */
export type AnyCommand = { readonly type: string } & JsonObject

/** 裁决 · One stream class as `may`, `decide` and `evolve`: the API, the worker and the auditor call the same. */
export interface Decider<State> {
  readonly initial: (stream: string) => State
  /** Powers and gates, without the body of a command. */
  may(type: string, state: State, at: Circumstances, by: By): readonly Ground[]
  /** Calls `may` first; reports every gate that is shut, power first. */
  decide(command: AnyCommand, state: State, at: Circumstances, by: By): Outcome
  /** Total: an event that cannot follow is `CorruptHistory`. Never reads rules. */
  evolve(state: State, event: StoredEvent, seen: Seen): State
}

/** An event that cannot follow: the record and this code do not fit, and the process stops. */
export class CorruptHistory extends Error {
  readonly position: number
  constructor(what: string, position: number) {
    super(`corrupt history at position ${position}: ${what}`)
    this.name = 'CorruptHistory'
    this.position = position
  }
}
