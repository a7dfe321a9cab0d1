import { randomBytes as random } from '@noble/hashes/utils.js'

/** So many unpredictable bytes. */
export function randomBytes(length: number): Uint8Array {
  return random(length)
}
