import { noDestructions, type Destructions } from './destruction/state.ts'
import { noErasures, type Erasures } from './erasure/state.ts'
import { noHeads, type Heads } from './heads/state.ts'
import { noHolds, type Holds } from './holds/state.ts'
import { noLogKeys, type LogKeys } from './keys/state.ts'

/**
 * 保管 · One stream of the custody register, folded: each part adds what it must know. `custody/<jurisdiction>` holds what
 * is done about the things of one jurisdiction; `custody/heads`, `custody/outages`, `custody/keys` belong to the record.
 */
export interface Custody extends Holds, Erasures, Destructions, Heads, LogKeys {
  readonly stream: string
  /** Absent where the stream belongs to the whole record. */
  readonly jurisdiction?: string
}

/** A stream of which nothing is recorded. */
export function noCustody(stream: string): Custody {
  const [, id = ''] = stream.split('/')
  return {
    stream,
    ...(isJurisdiction(id) ? { jurisdiction: id } : {}),
    ...noHolds,
    ...noErasures,
    ...noDestructions,
    ...noHeads,
    ...noLogKeys,
  }
}

/** Whether the id names a jurisdiction and not a stream of the whole record. */
export function isJurisdiction(id: string): boolean {
  return /^[a-z]{2}(-[a-z0-9]+)*$/.test(id)
}
