import type { SignerKey } from '@juece/ledger'
import type { Queryable } from '@juece/record-store/connect'

import type { Publication } from './publication.ts'

/** What sealing works with. */
export type Sealing = {
  /** The record, on the connection that holds the leader's lock. */
  readonly db: Queryable
  readonly signer: SignerKey
  /** The public folder; without one nothing is shown and nobody is asked to witness. */
  readonly publication?: Publication
}
