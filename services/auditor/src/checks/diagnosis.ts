import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import type { Digest, Json, JsonObject } from '@juece/kernel'
import { canonicalBytes } from '@juece/ledger'

import type { ExaminedEntry } from '../examined.ts'
import type { Code } from '../finding.ts'

/** What was done to bytes that do not have their digest. It names; it never pardons. */
export type Diagnosis = {
  readonly code: Code
  readonly zh: string
  readonly en: string
  /** The bytes that do have the digest, when an explanation fits. */
  readonly original: Uint8Array | undefined
}

const formats = ['juece-entry/1']
/** Above this length a search for one changed byte takes too long; the code stays the same. */
const searchable = 2048

/** Tries the few explanations whose result would have the digest. */
export function diagnose(
  entry: ExaminedEntry,
  bytes: Uint8Array,
  wanted: Digest,
  entries: readonly ExaminedEntry[],
): Diagnosis {
  return (
    otherEntry(entry, wanted, entries) ??
    renormalised(bytes, wanted) ??
    otherFormat(bytes, wanted) ??
    otherActor(bytes, wanted, entries) ??
    oneByte(bytes, wanted) ?? {
      code: 'ENTRY_BYTES',
      zh: '的字节与其摘要不符',
      en: 'does not have its digest: its bytes were changed',
      original: undefined,
    }
  )
}

function otherEntry(
  entry: ExaminedEntry,
  wanted: Digest,
  entries: readonly ExaminedEntry[],
): Diagnosis | undefined {
  const origin = entries.find(
    ({ position, digest }) => position !== entry.position && digest === entry.found,
  )
  if (origin === undefined) return undefined
  const there = String(origin.position)
  const original = entries.find(({ found }) => found === wanted)?.bytes
  return origin.found === origin.digest
    ? {
        code: 'ENTRY_DUPLICATED',
        zh: `处放的是第 ${there} 号记录的副本`,
        en: `is a copy of entry ${there}`,
        original,
      }
    : {
        code: 'ENTRIES_REORDERED',
        zh: `处放的是第 ${there} 号记录`,
        en: `holds the bytes of entry ${there}`,
        original,
      }
}

function renormalised(bytes: Uint8Array, wanted: Digest): Diagnosis | undefined {
  const text = textIn(bytes)
  if (text === undefined) return undefined
  for (const form of ['NFC', 'NFD'] as const) {
    const original = utf8Of(text.normalize(form))
    if (digestOf(original) === wanted) {
      return {
        code: 'ENTRY_RENORMALISED',
        zh: `的文字被重新编码；原文为 ${form}`,
        en: `was re-encoded; the original is in ${form}`,
        original,
      }
    }
  }
  return undefined
}

function otherFormat(bytes: Uint8Array, wanted: Digest): Diagnosis | undefined {
  const value = objectIn(bytes)
  const named = value?.format
  if (typeof named !== 'string' || !/^juece-entry\/\d+$/.test(named)) return undefined
  for (const format of formats) {
    const original = printed({ ...value, format })
    if (original !== undefined && digestOf(original) === wanted) {
      return {
        code: 'FORMAT_DOWNGRADED',
        zh: `的格式标识被改；原为 ${format}`,
        en: `names another format; the original is ${format}`,
        original,
      }
    }
  }
  return undefined
}

function otherActor(
  bytes: Uint8Array,
  wanted: Digest,
  entries: readonly ExaminedEntry[],
): Diagnosis | undefined {
  const value = objectIn(bytes)
  if (value === undefined) return undefined
  const actors = new Map<string, Json>()
  for (const { parsed } of entries) {
    if (parsed?.kind === 'entry') actors.set(JSON.stringify(parsed.entry.by), parsed.entry.by)
  }
  for (const [written, by] of actors) {
    const original = printed({ ...value, by })
    if (original !== undefined && digestOf(original) === wanted) {
      // A name with one letter changed is no other person: that is a changed byte.
      if (differences(original, bytes) === 1) return changedByte(bytes, original)
      return {
        code: 'ACTOR_SWAPPED',
        zh: `的行为人被换；原为 ${written}`,
        en: `names another actor; the original is ${written}`,
        original,
      }
    }
  }
  return undefined
}

function oneByte(bytes: Uint8Array, wanted: Digest): Diagnosis | undefined {
  if (bytes.length > searchable) return undefined
  const trial = Uint8Array.from(bytes)
  for (const [at, found] of bytes.entries()) {
    for (let byte = 0; byte < 256; byte++) {
      trial[at] = byte
      if (byte !== found && digestOf(trial) === wanted) return changedByte(bytes, trial)
    }
    trial[at] = found
  }
  return undefined
}

function changedByte(bytes: Uint8Array, original: Uint8Array): Diagnosis {
  const at = bytes.findIndex((byte, i) => byte !== original[i])
  const hex = (from: Uint8Array) => `0x${(from[at] ?? 0).toString(16).padStart(2, '0')}`
  return {
    code: 'ENTRY_BYTES',
    zh: `的字节被改：第 ${String(at)} 字节原为 ${hex(original)}，现为 ${hex(bytes)}`,
    en: `was changed: byte ${String(at)} was ${hex(original)} and is ${hex(bytes)}`,
    original,
  }
}

function differences(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Math.max(a.length, b.length)
  return a.reduce((count, byte, i) => count + (byte === b[i] ? 0 : 1), 0)
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return textOf(bytes)
  } catch {
    return undefined
  }
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value = JSON.parse(textIn(bytes) ?? 'null') as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined
  } catch {
    return undefined
  }
}

function printed(value: JsonObject): Uint8Array | undefined {
  try {
    return canonicalBytes(value)
  } catch {
    return undefined
  }
}
