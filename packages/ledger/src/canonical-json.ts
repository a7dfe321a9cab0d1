import canonicalize from 'canonicalize'

import { textOf, utf8Of } from '@juece/cryptography'
import type { Json } from '@juece/kernel'

/** Deeper nesting is refused: no act needs it, and a reader's stack is finite. */
const deepest = 100

/**
 * The RFC 8785 text of a value. Numbers are integers within ±(2^53 − 1); anything that another
 * reader could take for something else is an error.
 */
export function canonicalText(value: Json): string {
  check(value, '$', 0)
  const text = canonicalize(value)
  if (text === undefined) throw new Error('not JSON')
  return text
}

/** The UTF-8 bytes of the canonical text. */
export function canonicalBytes(value: Json): Uint8Array {
  return utf8Of(canonicalText(value))
}

/**
 * Parses bytes that are their own canonical print. Double keys, spaces, another order of keys,
 * another spelling of a number or a string: an error, because two parsers could differ on them.
 */
export function parseCanonical(bytes: Uint8Array): Json {
  const text = textOf(bytes)
  const value = parsed(text)
  if (canonicalText(value) !== text) throw new Error('not the canonical print of its own value')
  return value
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    throw new Error('not JSON', { cause })
  }
}

function check(value: unknown, at: string, depth: number): void {
  if (depth > deepest)
    throw new Error(`nested deeper than ${String(deepest)} at ${at.slice(0, 80)}`)
  if (value === null || typeof value === 'boolean') return
  if (typeof value === 'string') return checkText(value, at)
  if (typeof value === 'number') return checkNumber(value, at)
  if (typeof value !== 'object') throw new Error(`${at}: a ${typeof value} is not JSON`)
  if (Array.isArray(value)) return checkArray(value, at, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw new Error(`${at}: not plain data`)
  for (const [key, member] of Object.entries(value)) {
    checkText(key, at)
    check(member, `${at}.${key}`, depth + 1)
  }
}

function checkArray(items: readonly unknown[], at: string, depth: number): void {
  for (let i = 0; i < items.length; i++) check(items[i], `${at}[${String(i)}]`, depth + 1)
}

function checkText(text: string, at: string): void {
  if (/\p{Surrogate}/u.test(text)) throw new Error(`${at}: a lone surrogate`)
}

function checkNumber(value: number, at: string): void {
  if (!Number.isSafeInteger(value)) {
    throw new Error(`${at}: ${String(value)} is not an integer within ±(2^53 − 1)`)
  }
}
