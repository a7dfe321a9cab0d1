import {
  base64Of,
  bytesOfBase64,
  concatBytes,
  sameBytes,
  signWith,
  textOf,
  utf8Of,
  verifies,
} from '@juece/cryptography'

import { cosignatureMessage, cosignatureParts } from './cosignature.ts'
import {
  cosignatureAlgorithm,
  isKeyName,
  logAlgorithm,
  verifierOf,
  type SignerKey,
  type VerifierKey,
} from './note-key.ts'

/** One line of a note: who signed, under which key, and the signature itself. */
export type NoteSignature = {
  readonly name: string
  readonly keyId: Uint8Array
  readonly signature: Uint8Array
  readonly line: string
}

/** A signed note (C2SP): text that ends with LF, an empty line, signature lines. */
export type SignedNote = {
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** What a signature is worth: we cannot judge algorithms we do not know. */
export type SignatureState = 'good' | 'bad' | 'not-checked'

const mostSignatures = 100
const largestNote = 1_000_000

/** Reads a note strictly; no signature is checked yet. */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > largestNote) throw new Error('a note of more than a million bytes')
  const whole = textOf(bytes)
  const end = whole.lastIndexOf('\n\n')
  if (end < 0 || !whole.endsWith('\n')) throw new Error('not a signed note')
  const text = whole.slice(0, end + 1)
  // eslint-disable-next-line no-control-regex -- a note holds no control character but LF
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole)) throw new Error('a control character in a note')
  const lines = whole
    .slice(end + 2)
    .split('\n')
    .slice(0, -1)
  if (lines.length === 0 || lines.length > mostSignatures)
    throw new Error('no signature, or too many')
  return { text, signatures: lines.map(parseLine) }
}

/** Writes a note from its text and its signature lines. */
export function noteText(text: string, lines: readonly string[]): string {
  return `${text}\n${lines.map((line) => `${line}\n`).join('')}`
}

/** The log's signature line over a text. */
export function signNote(text: string, signer: SignerKey): string {
  if (signer.algorithm !== logAlgorithm) throw new Error('not a key that signs notes')
  return signatureLine(verifierOf(signer), signWith(signer.seed, utf8Of(text)))
}

/** A witness's line over a text, at a time in whole seconds since 1970. */
export function cosignNote(text: string, signer: SignerKey, seconds: number): string {
  if (signer.algorithm !== cosignatureAlgorithm) throw new Error('not a key that cosigns notes')
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
  const signed = signWith(signer.seed, cosignatureMessage(seconds, text))
  return signatureLine(verifierOf(signer), concatBytes(time, signed))
}

/** Whether the line claims to be by this key. */
export function isBy(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && sameBytes(signature.keyId, key.id)
}

/** Checks one signature of a text under a key that it claims. */
export function checkSignature(
  text: string,
  signature: NoteSignature,
  key: VerifierKey,
): SignatureState {
  if (!isBy(signature, key)) return 'bad'
  if (key.algorithm === logAlgorithm) {
    return verifies(key.publicKey, utf8Of(text), signature.signature) ? 'good' : 'bad'
  }
  if (key.algorithm !== cosignatureAlgorithm) return 'not-checked'
  const parts = cosignatureParts(signature.signature)
  if (parts === undefined) return 'bad'
  const message = cosignatureMessage(parts.seconds, text)
  return verifies(key.publicKey, message, parts.signature) ? 'good' : 'bad'
}

/**
 * Opens a note under the keys of those one trusts. A known key with a bad signature is an error,
 * and so is a note that no known key signed.
 */
export function openNote(
  bytes: Uint8Array,
  keys: readonly VerifierKey[],
): { readonly text: string; readonly by: readonly VerifierKey[] } {
  const note = parseNote(bytes)
  const by = keys.filter((key) => {
    const states = note.signatures
      .filter((signature) => isBy(signature, key))
      .map((signature) => checkSignature(note.text, signature, key))
    if (states.includes('bad')) throw new Error(`a bad signature under the key of ${key.name}`)
    return states.includes('good')
  })
  if (by.length === 0) throw new Error('no known key signed this note')
  return { text: note.text, by }
}

function signatureLine(key: VerifierKey, signature: Uint8Array): string {
  return `— ${key.name} ${base64Of(concatBytes(key.id, signature))}`
}

function parseLine(line: string): NoteSignature {
  const [, name, base64] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  if (name === undefined || base64 === undefined || !isKeyName(name)) {
    throw new Error('not a signature line')
  }
  const bytes = bytesOfBase64(base64)
  if (bytes.length < 5) throw new Error('a signature line without a signature')
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4), line }
}
