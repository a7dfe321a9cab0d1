import { digestOf } from '@juece/cryptography'
import { places, type Bundle } from '@juece/dossier'
import { isDigest, type Digest, type Json } from '@juece/kernel'
import { parseCanonical } from '@juece/ledger'

import type { TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says } from '../says.ts'

type Kind = 'rules' | 'calendar'
type Files = ReadonlyMap<Digest, Uint8Array>

/** Step 10: the rules and calendars that governed are there, hash, and were adopted before. */
export function checkRules(bundle: Bundle, trusted: readonly TrustedEntry[]): readonly Finding[] {
  return [
    ...checkKind('rules', bundle.rules, trusted),
    ...checkKind('calendar', bundle.calendars, trusted),
    ...checkFiles('rules', bundle.rules),
    ...checkFiles('calendar', bundle.calendars),
  ]
}

function checkKind(kind: Kind, files: Files, trusted: readonly TrustedEntry[]): readonly Finding[] {
  const first = new Map<Digest, number>()
  for (const { entry, position } of trusted) {
    const digest = entry[kind]
    if (digest !== null) first.set(digest, Math.min(position, first.get(digest) ?? position))
  }
  return [...first].flatMap(([digest, position]) => [
    ...needed(kind, files, digest).map((missing) =>
      finding(
        kind,
        missing,
        position,
        `为第 ${String(position)} 号记录所依据，但不在包中`,
        `governed entry ${String(position)} and is not there`,
      ),
    ),
    ...(adoptedBelow(kind, digest, position, trusted)
      ? []
      : [
          finding(
            kind,
            digest,
            position,
            `在第 ${String(position)} 号记录之前没有采用记录`,
            `was adopted by no entry below ${String(position)}`,
          ),
        ]),
  ])
}

/** The manifest, and the files it names, that are not there as themselves. */
function needed(kind: Kind, files: Files, digest: Digest): readonly Digest[] {
  const bytes = files.get(digest)
  if (bytes === undefined || digestOf(bytes) !== digest) return [digest]
  const named = namedBy(kind, bytes)
  if (named === undefined) return [digest]
  return named.filter((one) => {
    const file = files.get(one)
    return file === undefined || digestOf(file) !== one
  })
}

function namedBy(kind: Kind, bytes: Uint8Array): readonly Digest[] | undefined {
  try {
    const manifest = parseCanonical(bytes)
    const values = kind === 'rules' ? levelsOf(manifest) : Object.values(manifest ?? {})
    const digests = values.flatMap((one: Json) =>
      typeof one === 'string' && isDigest(one) ? [one] : [],
    )
    return digests.length === values.length && values.length > 0 ? digests : undefined
  } catch {
    return undefined
  }
}

function levelsOf(manifest: Json): readonly Json[] {
  const levels = memberOf(manifest, 'levels')
  return Array.isArray(levels) ? levels.map((level: Json) => memberOf(level, 'digest') ?? null) : []
}

function memberOf(value: Json, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return (Object.entries(value) as [string, Json][]).find(([key]) => key === name)?.[1]
}

function adoptedBelow(
  kind: Kind,
  digest: Digest,
  below: number,
  trusted: readonly TrustedEntry[],
): boolean {
  return trusted.some(
    ({ entry, position }) =>
      position < below &&
      entry.stream === 'law-in-use' &&
      entry.outcome.kind === 'recorded' &&
      entry.outcome.events.some((event) => event[kind] === digest),
  )
}

function checkFiles(kind: Kind, files: Files): readonly Finding[] {
  return [...files]
    .filter(([digest, bytes]) => digestOf(bytes) !== digest)
    .map(([digest]) =>
      finding(kind, digest, null, '的字节与其摘要不符', 'does not have its digest'),
    )
}

function finding(
  kind: Kind,
  digest: Digest,
  position: number | null,
  zh: string,
  en: string,
): Finding {
  const file = kind === 'rules' ? places.rules(digest) : places.calendar(digest)
  const name = `${kind === 'rules' ? '规则' : '日历'} ${digest.slice(7, 19)}…`
  const english = `${kind === 'rules' ? 'rules' : 'calendar'} ${digest.slice(7, 19)}…`
  return { code: 'RULES_ABSENT', position, file, says: says(`${name} ${zh}`, `${english} ${en}`) }
}
