export { base64Of, bytesOfBase64, bytesOfHex, compareBytes, hexOf, sameBytes } from './bytes.ts'
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
export { bytesOfDigest, digestOf, digestOfHash, sha256 } from './digest.ts'
export { hmacSha256 } from './hmac.ts'
export { randomBytes } from './random.ts'
export { runningDigest, type RunningDigest } from './running-digest.ts'
export { generateSigningKey, publicKeyOf, signWith, verifies } from './signature.ts'
export { concatBytes, textOf, utf8Of } from './text.ts'
