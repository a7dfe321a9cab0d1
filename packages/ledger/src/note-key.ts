import {
  base64Of,
  bytesOfBase64,
  concatBytes,
  hexOf,
  publicKeyOf,
  sha256,
  utf8Of,
} from '@juece/cryptography'

/** Ed25519 over the text of the note: the log's own signature. */
export const logAlgorithm = 1
/** Ed25519 over a time and the text: a witness's cosignature. */
export const cosignatureAlgorithm = 4

/** A public key as C2SP notes name it; algorithms we do not know are kept. */
export type VerifierKey = {
  readonly name: string
  readonly algorithm: number
  readonly publicKey: Uint8Array
  /** The first four bytes of SHA-256(name ‖ LF ‖ algorithm ‖ public key). */
  readonly id: Uint8Array
}

/** A private key as C2SP notes name it. */
export type SignerKey = {
  readonly name: string
  readonly algorithm: number
  readonly seed: Uint8Array
}

/** Names a public key. */
export function verifierKey(name: string, algorithm: number, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new Error(`not a key name: ${name.slice(0, 80)}`)
  const marked = concatBytes(Uint8Array.of(algorithm), publicKey)
  const id = sha256(concatBytes(utf8Of(`${name}\n`), marked)).slice(0, 4)
  return { name, algorithm, publicKey, id }
}

/** The public half of a private key. */
export function verifierOf(signer: SignerKey): VerifierKey {
  return verifierKey(signer.name, signer.algorithm, publicKeyOf(signer.seed))
}

/** Writes a vkey: `<name>+<id>+<base64 of algorithm and public key>`. */
export function verifierKeyText(key: VerifierKey): string {
  const marked = concatBytes(Uint8Array.of(key.algorithm), key.publicKey)
  return `${key.name}+${hexOf(key.id)}+${base64Of(marked)}`
}

/** Reads a vkey; one whose id is not that of its key is an error. */
export function parseVerifierKey(text: string): VerifierKey {
  const { name, id, algorithm, bytes } = parsed(text)
  const key = verifierKey(name, algorithm, bytes)
  if (hexOf(key.id) !== id) throw new Error('the id of the key is not that of its bytes')
  if ([logAlgorithm, cosignatureAlgorithm].includes(algorithm) && bytes.length !== 32) {
    throw new Error('an Ed25519 public key has 32 bytes')
  }
  return key
}

/** Writes an skey: `PRIVATE+KEY+<name>+<id>+<base64 of algorithm and seed>`. */
export function signerKeyText(signer: SignerKey): string {
  const marked = concatBytes(Uint8Array.of(signer.algorithm), signer.seed)
  return `PRIVATE+KEY+${signer.name}+${hexOf(verifierOf(signer).id)}+${base64Of(marked)}`
}

/** Reads an skey; one whose id is not that of its key is an error. */
export function parseSignerKey(text: string): SignerKey {
  const [first, second, ...rest] = text.split('+')
  if (first !== 'PRIVATE' || second !== 'KEY') throw new Error('not a private key of a note')
  const { name, id, algorithm, bytes } = parsed(rest.join('+'))
  const signer: SignerKey = { name, algorithm, seed: bytes }
  if (![logAlgorithm, cosignatureAlgorithm].includes(algorithm)) {
    throw new Error(`no signing under algorithm ${String(algorithm)}`)
  }
  if (hexOf(verifierOf(signer).id) !== id) throw new Error('the id of the key is not its own')
  return signer
}

/** Whether the text can name a key: not empty, no space, no plus sign. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s\p{Z}\p{Cc}+]/u.test(name)
}

// base64 itself may hold plus signs, so only the first two separate.
function parsed(text: string): {
  readonly name: string
  readonly id: string
  readonly algorithm: number
  readonly bytes: Uint8Array
} {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  if (name === undefined || id === undefined || base64 === undefined) {
    throw new Error('not a key of a note')
  }
  const marked = bytesOfBase64(base64)
  const [algorithm = 0] = marked
  return { name, id, algorithm, bytes: marked.slice(1) }
}
