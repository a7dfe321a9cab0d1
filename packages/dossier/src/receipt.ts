import { textOf } from '@juece/cryptography'
import { isDigest, type Digest, type Json, type JsonObject } from '@juece/kernel'
import { isStream } from '@juece/ledger'

/** 回执 `juece-receipt/1`: before the seal it is the agency's word only, and says so by its state. */
export type Receipt = {
  readonly format: 'juece-receipt/1'
  readonly origin: string
  readonly stream: string
  readonly sequence: number
  readonly position: number
  readonly digest: Digest
  /** The command's id. */
  readonly command: string
  readonly outcome: 'recorded' | 'refused'
  readonly state: ReceiptState
  /** From `sealed` on: the tlog-proof. */
  readonly proof?: string
}

/** How far an entry has come: entered, under a signed checkpoint, under a cosigned one. */
export type ReceiptState = (typeof receiptStates)[number]

/** All states, each further than the one before. */
export const receiptStates = ['entered', 'sealed', 'witnessed'] as const

/** A receipt, or why these bytes are none. */
export type ReadReceipt =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'unreadable'; readonly says: string }

/** Reads a receipt, alone or as the member `receipt` of an answer that somebody kept whole. */
export function readReceipt(bytes: Uint8Array): ReadReceipt {
  try {
    const value = JSON.parse(textOf(bytes)) as Json
    const own = isObject(value) && isObject(value.receipt) ? value.receipt : value
    const faults = receiptFaults(own)
    return faults.length === 0
      ? { kind: 'receipt', receipt: own as unknown as Receipt }
      : { kind: 'unreadable', says: faults.join('; ') }
  } catch (cause) {
    return { kind: 'unreadable', says: cause instanceof Error ? cause.message : String(cause) }
  }
}

const members = 'command digest format origin outcome position sequence state stream'.split(
  ' ',
) satisfies string[]

function receiptFaults(value: Json): readonly string[] {
  if (!isObject(value)) return ['a receipt is an object']
  const { format, stream, digest, outcome, state, proof, origin, command } = value
  const found = Object.keys(value).filter((name) => name !== 'proof')
  return [
    ...when(format !== 'juece-receipt/1', `unknown format ${String(format).slice(0, 40)}`),
    ...when(found.sort().join(' ') !== members.join(' '), 'other members than a receipt has'),
    ...when(typeof origin !== 'string', 'origin is a text'),
    ...when(typeof stream !== 'string' || !isStream(stream), 'stream is the name of a stream'),
    ...when(!isCount(value.position), 'position is a count'),
    ...when(!isCount(value.sequence) || value.sequence === 0, 'sequence counts from 1'),
    ...when(typeof digest !== 'string' || !isDigest(digest), 'digest is a digest'),
    ...when(typeof command !== 'string', 'command is a text'),
    ...when(outcome !== 'recorded' && outcome !== 'refused', 'unknown outcome'),
    ...when(!receiptStates.some((one) => one === state), 'unknown state'),
    ...when(proof !== undefined && typeof proof !== 'string', 'proof is a text'),
  ]
}

function when(wrong: boolean, fault: string): readonly string[] {
  return wrong ? [fault] : []
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isCount(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
