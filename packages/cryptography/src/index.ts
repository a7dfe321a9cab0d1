export {
  base64Of,
  bytesOfBase64,
  bytesOfHex,
  compareBytes,
  concatBytes,
  hexOf,
  sameBytes,
  textOf,
  utf8Of,
} from './bytes.ts'
export { bytesOfDigest, digestOf, digestOfHash, sha256 } from './digest.ts'
export { randomBytes } from './random.ts'
export { runningDigest, type RunningDigest } from './running-digest.ts'
export { generateSigningKey, publicKeyOf, signWith, verifies } from './signature.ts'
