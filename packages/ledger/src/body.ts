import { digestOf } from '@juece/cryptography'
import type { Digest, Json, JsonObject } from '@juece/kernel'

import { canonicalBytes } from './canonical-json.ts'

/**
 * The digest by which a repeated command is known: of the command without its enclosed values.
 * Never of the command before enclosing, which would be a guessable digest of personal values.
 */
export function bodyOf(command: JsonObject): Digest {
  return digestOf(canonicalBytes(strip(command)))
}

/** The value without each member that is an object with the key `enclosed`. */
export function strip(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => strip(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]: [string, Json]) => !isEnclosed(member))
      .map(([key, member]: [string, Json]) => [key, strip(member)]),
  )
}

function isEnclosed(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'enclosed' in value
}
