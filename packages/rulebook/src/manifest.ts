import { digestOf, utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import type { CalendarFile } from './calendar-file.ts'
import { canonicalPrint } from './canonical-print.ts'
import type { LevelFile } from './rule.ts'

/** What an entry's `rules` names: the levels, widest first, and the version of `decide`. */
export type RulesManifest = {
  readonly levels: readonly { readonly digest: Digest; readonly jurisdiction: string }[]
  readonly procedure: number
}

/** What an entry's `calendar` names: each year's file. */
export type CalendarManifest = Readonly<Record<string, Digest>>

/** Bytes and the digest that names them. */
export type NamedBytes = { readonly digest: Digest; readonly bytes: Uint8Array }

/** A manifest, its name, and the files it names, itself not among them. */
export type Manifested<Manifest> = NamedBytes & {
  readonly manifest: Manifest
  readonly files: readonly NamedBytes[]
}

/** The manifest of rules: RFC 8785 bytes named by SHA-256. */
export function manifestOf(
  levels: readonly LevelFile[],
  procedure: number,
): Manifested<RulesManifest> {
  const files = levels.map(namedBytes)
  const manifest: RulesManifest = {
    levels: levels.map(({ jurisdiction }, at) => ({
      digest: named(files, at).digest,
      jurisdiction,
    })),
    procedure,
  }
  return { ...namedBytes(manifest), manifest, files }
}

/** The manifest of a calendar: each year once. */
export function calendarManifestOf(years: readonly CalendarFile[]): Manifested<CalendarManifest> {
  if (new Set(years.map(({ year }) => year)).size !== years.length) {
    throw new Error('a year stands twice in the calendar')
  }
  const files = years.map(namedBytes)
  const manifest: CalendarManifest = Object.fromEntries(
    years.map(({ year }, at) => [String(year), named(files, at).digest]),
  )
  return { ...namedBytes(manifest), manifest, files }
}

function named(files: readonly NamedBytes[], at: number): NamedBytes {
  const file = files[at]
  if (file === undefined) throw new Error('a file is missing')
  return file
}

function namedBytes(value: unknown): NamedBytes {
  const bytes = utf8Of(canonicalPrint(value))
  return { digest: digestOf(bytes), bytes }
}
