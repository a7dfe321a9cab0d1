import { base64Of, bytesOfBase64 } from '@juece/cryptography'

import { isKeyName } from './note-key.ts'

/** 检查点 · What the log says of itself: its name, how many entries, under which root. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

/** The text that is signed: origin, size, root, each with LF. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  if (!isKeyName(origin)) throw new Error(`not an origin: ${origin.slice(0, 80)}`)
  if (!Number.isSafeInteger(size) || size < 0 || root.length !== 32) throw new Error('not a tree')
  return `${origin}\n${String(size)}\n${base64Of(root)}\n`
}

/** Reads the text strictly: no extension line, no second spelling of a number. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, digits, base64, end, ...more] = text.split('\n')
  if (origin === undefined || base64 === undefined || end !== '' || more.length > 0) {
    throw new Error('a checkpoint has three lines')
  }
  const size = parseCount(digits ?? '')
  const root = bytesOfBase64(base64)
  if (!isKeyName(origin) || root.length !== 32) throw new Error('not a checkpoint')
  return { origin, size, root }
}

/** Reads a decimal count in its one spelling. */
export function parseCount(digits: string): number {
  const count = Number(digits)
  if (!/^(0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(count)) {
    throw new Error(`not a count: ${digits.slice(0, 40)}`)
  }
  return count
}
