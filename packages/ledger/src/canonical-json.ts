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
  return printed(value, 0) ?? printedSlowly(value)
}

/** Checks and prints in one pass; undefined where anything is odd, which the slow way names. */
function printed(value: unknown, depth: number): string | undefined {
  if (depth > deepest) return undefined
  if (typeof value === 'string') return isWhole(value) ? JSON.stringify(value) : undefined
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (value === null) return 'null'
  if (typeof value !== 'object') return undefined
  return Array.isArray(value) ? printedArray(value, depth) : printedObject(value, depth)
}

function printedArray(items: readonly unknown[], depth: number): string | undefined {
  let text = '['
  for (let i = 0; i < items.length; i++) {
    const item = printed(items[i], depth + 1)
    if (item === undefined) return undefined
    text += i === 0 ? item : `,${item}`
  }
  return `${text}]`
}

function printedObject(value: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return undefined
  let text = '{'
  // By UTF-16 units, which is how texts compare here anyway.
  for (const key of Object.keys(value).sort()) {
    const member = isWhole(key) ? printed(value[key as keyof typeof value], depth + 1) : undefined
    if (member === undefined) return undefined
    text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${member}`
  }
  return `${text}}`
}

function isWhole(text: string): boolean {
  // The plain search is several times quicker, and most texts hold no half of a pair at all.
  return !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text)
}

/** The way of the library, after a check that names the place of whatever is wrong. */
function printedSlowly(value: Json): string {
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
  if (!isWhole(text)) throw new Error(`${at}: a lone surrogate`)
}

function checkNumber(value: number, at: string): void {
  if (!Number.isSafeInteger(value)) {
    throw new Error(`${at}: ${String(value)} is not an integer within ±(2^53 − 1)`)
  }
}
