import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

/** Lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}

/** Parses lower-case hex; any other spelling is an error. */
export function bytesOfHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new Error('not lower-case hex')
  return hexToBytes(hex)
}

/** Standard base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  return btoa(latin1Of(bytes))
}

/** Parses standard base64 with padding; a second spelling of the same bytes is an error. */
export function bytesOfBase64(base64: string): Uint8Array {
  let latin1: string
  try {
    latin1 = atob(base64)
  } catch {
    throw new Error('not standard base64')
  }
  if (btoa(latin1) !== base64) throw new Error('not standard base64')
  return Uint8Array.from(latin1, (letter) => letter.charCodeAt(0))
}

/** Whether both hold the same bytes. Not for secrets: it stops at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

/** Orders by bytes, as numbers from 0 to 255; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(a.length - b.length)
}

/** In pieces, because a call takes so many arguments and no more. */
function latin1Of(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += 8_192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192))
  }
  return text
}
