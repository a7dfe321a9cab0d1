import type { Digest, Instant, JsonObject } from '@juece/kernel'

/** 记录 · One act and what became of it: `juece-entry/1`. */
export type Entry = {
  readonly format: 'juece-entry/1'
  readonly stream: string
  /** Counts in the stream from 1, without a gap. */
  readonly sequence: number
  /** The digest of the entry before it in the stream; null exactly when it is the first. */
  readonly previous: Digest | null
  /** Every other stream that was read, with the sequence it stood at; 0: did not exist. */
  readonly asOf: Readonly<Record<string, number>>
  /** The receipt of the act; limits use it. */
  readonly occurred: Instant
  readonly entered: Instant
  readonly by: By
  /** The manifest of the rules that governed; null exactly in founding entries. */
  readonly rules: Digest | null
  readonly calendar: Digest | null
  readonly command: EntryCommand
  readonly outcome: EntryOutcome
  /** 16 fresh random bytes in hex; they keep the digest from being guessed. */
  readonly salt: string
}

/** Who acted. */
export type By = OfficialBy | ClerkBy | PublicBy | FoundingBy

/** 任职者 · An official in a post of an organ. */
export type OfficialBy = {
  readonly official: string
  readonly post: string
  readonly organ: string
}

/** 书记员 · The clerk of a statute page. */
export type ClerkBy = { readonly clerk: string }

/** 公众 · A member of the public, not named. */
export type PublicBy = { readonly public: true }

/** A founding document, by its digest. */
export type FoundingBy = { readonly founding: Digest }

/** What was asked, as it was asked: `id`, `type` and the fields of its type. */
export type EntryCommand = JsonObject & { readonly id: string; readonly type: string }

/** What `decide` answered. */
export type EntryOutcome = RecordedOutcome | RefusedOutcome

/** The act stands. `consulted` names each rule that was read, with citation and value. */
export type RecordedOutcome = {
  readonly kind: 'recorded'
  readonly events: readonly EntryEvent[]
  readonly consulted: readonly JsonObject[]
  readonly deviations: readonly JsonObject[]
}

/** The law said no. */
export type RefusedOutcome = {
  readonly kind: 'refused'
  readonly grounds: readonly JsonObject[]
}

/**
 * An entry about to be written. Its outcome may be any plain data; whether it is JSON of the right
 * shape is checked when the bytes are made.
 */
export type UnwrittenEntry = Omit<Entry, 'outcome'> & {
  readonly outcome:
    | {
        readonly kind: 'recorded'
        readonly events: readonly object[]
        readonly consulted: readonly object[]
        readonly deviations: readonly object[]
      }
    | { readonly kind: 'refused'; readonly grounds: readonly object[] }
}

/** What became a fact. */
export type EntryEvent = JsonObject & { readonly type: string }

/** The largest entry, in bytes. */
export const largestEntry = 1_048_576
