import { hexOf, randomBytes } from '@juece/cryptography'
import type { PersonKey } from '@juece/privacy/seal'

/** A key nobody had before; its id says nothing about anybody. */
export function newKey(): PersonKey {
  return { id: `key-${hexOf(randomBytes(16))}`, secret: randomBytes(32) }
}
