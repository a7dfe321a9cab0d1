import { randomFillSync } from 'node:crypto'

/** So many unpredictable bytes. */
export function randomBytes(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length))
}
