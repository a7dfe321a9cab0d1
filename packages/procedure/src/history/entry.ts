import type { Digest, Instant, JsonObject } from '@juece/kernel'
import type { Cite } from '@juece/rulebook'

/** Who acts: an official in a post, the clerk of a statute page, a member of the public, a founding document. */
export type By =
  | { readonly official: string; readonly organ: string; readonly post: string }
  | { readonly clerk: string }
  | { readonly public: true }
  | { readonly founding: Digest }

/** A rule that was read for an outcome, with the value it gave. */
export interface Consulted {
  readonly rule: string
  readonly cites: readonly Cite[]
  readonly parameter: string
  readonly value: number | string | boolean | readonly string[] | null
}

/** 理由 · A gate found shut: the row, where it stands, what is missing, who can supply it, and its values. */
export interface Ground {
  readonly rule: string
  readonly cites: readonly Cite[]
  readonly missing: readonly string[]
  readonly whoCan: readonly string[]
  readonly productRule: boolean
  /** The instant from which the act is lawful, where that is all that is missing. */
  readonly until?: Instant
}

/** 偏离 · What happened against a row and was recorded; `shuts` names the commands that stay shut. */
export interface Deviation {
  readonly rule: string
  readonly cites: readonly Cite[]
  readonly shuts: readonly string[]
}

/** Any event as an entry holds it. */
export type StoredEvent = { readonly type: string } & JsonObject

/** What an entry keeps of a decision. */
export type EntryOutcome =
  | {
      readonly kind: 'recorded'
      readonly events: readonly StoredEvent[]
      readonly consulted: readonly Consulted[]
      readonly deviations: readonly Deviation[]
    }
  | { readonly kind: 'refused'; readonly grounds: readonly Ground[] }

/** 条目 · One act, recorded or refused, as the record keeps it (`juece-entry/1`). */
export interface Entry {
  readonly format: 'juece-entry/1'
  readonly stream: string
  readonly sequence: number
  readonly previous: Digest | null
  readonly asOf: Readonly<Record<string, number>>
  readonly occurred: Instant
  readonly entered: Instant
  readonly by: By
  readonly rules: Digest | null
  readonly calendar: Digest | null
  readonly command: { readonly id: string; readonly type: string } & JsonObject
  readonly outcome: EntryOutcome
  readonly salt: string
}

/** An entry and its place in the ledger. */
export interface Placed {
  readonly position: number
  readonly entry: Entry
}

/** What `evolve` knows of the entry an event stands in. */
export interface Seen {
  readonly position: number
  readonly sequence: number
  readonly occurred: Instant
  readonly entered: Instant
  readonly by: By
  readonly rules: Digest | null
}
