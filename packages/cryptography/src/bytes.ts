const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 bytes of a text; a lone surrogate is an error, never a replacement character. */
export function utf8Of(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new Error('a lone surrogate has no UTF-8 form')
  return utf8.encode(text)
}

/** The text of UTF-8 bytes; ill-formed bytes are an error, a byte order mark is kept. */
export function textOf(bytes: Uint8Array): string {
  return strictUtf8.decode(bytes)
}

/** Lower-case hex. */
export function hexOf(bytes: Uint8Array): string {
  return viewOf(bytes).toString('hex')
}

/** Parses lower-case hex; any other spelling is an error. */
export function bytesOfHex(hex: string): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new Error('not lower-case hex')
  return plain(Buffer.from(hex, 'hex'))
}

/** Standard base64 with padding. */
export function base64Of(bytes: Uint8Array): string {
  return viewOf(bytes).toString('base64')
}

/** Parses standard base64 with padding; a second spelling of the same bytes is an error. */
export function bytesOfBase64(base64: string): Uint8Array {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw new Error('not standard base64')
  return plain(bytes)
}

/** The parts, one after the other. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Whether both hold the same bytes. Not for secrets: it stops at the first difference. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

/** Orders by bytes, as numbers from 0 to 255; a prefix comes first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function plain(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes)
}
