import { concatBytes } from './text.ts'
import { sha256 } from './digest.ts'

const block = 64

/** HMAC-SHA-256 (RFC 2104), 32 bytes. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(block)
  padded.set(key.length > block ? sha256(key) : key)
  const inner = padded.map((byte) => byte ^ 0x36)
  const outer = padded.map((byte) => byte ^ 0x5c)
  return sha256(concatBytes(outer, sha256(concatBytes(inner, message))))
}
