import type { Digest, Instant } from '@juece/kernel'
import type { Attached } from '@juece/procedure'
import type { Encloser } from '@juece/privacy'
import type { Committer, RecordReader } from '@juece/record-store'

/** Where papers, rule files and calendars lie, by their digest. */
export interface Papers {
  describe(digest: Digest): Promise<Attached | undefined>
  read(digest: Digest): Promise<Uint8Array | undefined>
  /** Keeps a file that a decision has made, under its digest. */
  keep(bytes: Uint8Array): Promise<Digest>
}

/** The registrar's time, and the only time there is: system time, or the settable clock of an embedded stack. */
export interface Clock {
  now(): Instant
}

/** Told what nobody needs to wait for. */
export interface Log {
  debug(of: object, says: string): void
  error(of: object, says: string): void
}

/** 登记 · What the registrar works with. */
export interface House {
  readonly reader: RecordReader
  readonly committer: Committer
  readonly papers: Papers
  /** The keyring's, or the one that refuses. */
  readonly encloser: Encloser
  readonly clock: Clock
  readonly log: Log
}
