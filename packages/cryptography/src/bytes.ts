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
