import { utf8Of } from '@juece/cryptography'
import { instantOf, type Instant } from '@juece/kernel'

/** The bytes a witness signs: a head line, its time, and the text of the checkpoint. */
export function cosignatureMessage(seconds: number, text: string): Uint8Array {
  return utf8Of(`cosignature/v1\ntime ${String(seconds)}\n${text}`)
}

/** The time and the Ed25519 signature inside a cosignature of 72 bytes. */
export function cosignatureParts(
  bytes: Uint8Array,
): { readonly seconds: number; readonly signature: Uint8Array } | undefined {
  if (bytes.length !== 72) return undefined
  const time = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0)
  return time > 253_402_300_799n ? undefined : { seconds: Number(time), signature: bytes.slice(8) }
}

/** When a witness says that it signed. */
export function cosignatureTime(bytes: Uint8Array): Instant | undefined {
  const parts = cosignatureParts(bytes)
  return parts === undefined ? undefined : instantOf(parts.seconds * 1000)
}
