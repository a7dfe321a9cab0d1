import { parseEntry } from '@juece/procedure/wire'
import type { Digest } from '@juece/kernel'
import type { Dependencies } from '../dependencies.ts'
import type { Seals } from './seals.ts'

/** 受理回执 `juece-receipt/1`: before the seal it is our word only, and says so by its state. */
export interface Receipt {
  readonly format: 'juece-receipt/1'
  readonly origin: string
  readonly stream: string
  readonly sequence: number
  readonly position: number
  readonly digest: Digest
  /** The command's id. */
  readonly command: string
  readonly outcome: 'recorded' | 'refused'
  readonly state: 'entered' | 'sealed' | 'witnessed'
  readonly proof?: string
}

/** The receipt of the entry at a position. */
export async function receiptOf(
  { desk, settings }: Dependencies,
  seals: Seals,
  position: number,
): Promise<Receipt> {
  const [stored] = await desk.house.reader.readPositions([position])
  if (stored === undefined) throw new Error(`no entry at position ${position}`)
  const { stream, sequence, command, outcome } = parseEntry(stored.bytes)
  const seal = await seals.newest()
  const isSealed = seal !== undefined && position < seal.size
  return {
    format: 'juece-receipt/1',
    origin: settings.log.origin,
    stream,
    sequence,
    position,
    digest: stored.digest,
    command: command.id,
    outcome: outcome.kind,
    state: isSealed ? 'sealed' : 'entered',
    ...(isSealed ? { proof: seal.proof(position) } : {}),
  }
}
