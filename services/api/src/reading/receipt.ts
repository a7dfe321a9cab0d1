import { receiptStates, type Receipt, type ReceiptState } from '@juece/dossier'
import { parseEntry } from '@juece/procedure/wire'
import type { Dependencies } from '../dependencies.ts'
import type { Seal, Seals } from './seals.ts'

/** How far an entry shall have come, and how long somebody waits for it. */
export interface Wait {
  readonly for: ReceiptState
  readonly patienceMs: number
}

/** The receipt of the entry at a position, as far as it has come: at once, or after waiting. */
export async function receiptOf(
  { desk, settings }: Pick<Dependencies, 'desk' | 'settings'>,
  seals: Seals,
  position: number,
  wait: Wait = { for: 'entered', patienceMs: 0 },
): Promise<Receipt> {
  const [stored] = await desk.house.reader.readPositions([position])
  if (stored === undefined) throw new Error(`no entry at position ${position}`)
  const { stream, sequence, command, outcome } = parseEntry(stored.bytes)
  const { state, seal } = await reached(seals, position, wait)
  return {
    format: 'juece-receipt/1',
    origin: settings.log.origin,
    stream,
    sequence,
    position,
    digest: stored.digest,
    command: command.id,
    outcome: outcome.kind,
    state,
    ...(seal === undefined ? {} : { proof: seal.proof(position) }),
  }
}

/** Whether a receipt has come as far as somebody wanted. */
export function hasReached({ state }: Receipt, wanted: ReceiptState): boolean {
  return receiptStates.indexOf(state) >= receiptStates.indexOf(wanted)
}

async function reached(
  seals: Seals,
  position: number,
  { for: wanted, patienceMs }: Wait,
): Promise<{ readonly state: ReceiptState; readonly seal: Seal | undefined }> {
  const until = performance.now() + patienceMs
  const witnessed = await seals.witnessed(position, wanted === 'witnessed' ? patienceMs : 0)
  if (witnessed !== undefined) return { state: 'witnessed', seal: witnessed }
  const left = wanted === 'entered' ? 0 : Math.max(0, until - performance.now())
  const sealed = await seals.covering(position, left)
  return { state: sealed === undefined ? 'entered' : 'sealed', seal: sealed }
}
