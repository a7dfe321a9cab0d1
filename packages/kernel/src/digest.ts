import type { Brand } from './brand.ts'

/** 摘要 · SHA-256 of bytes, written `sha256:` and 64 lower-case hex digits. */
export type Digest = Brand<string, 'Digest'>

/** Whether the text is a digest. */
export function isDigest(raw: string): raw is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(raw)
}

/** Parses a digest; anything else is an error. */
export function digest(raw: string): Digest {
  if (!isDigest(raw)) throw new Error(`not a digest: ${raw.slice(0, 80)}`)
  return raw
}
