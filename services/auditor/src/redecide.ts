import { digestOf, textOf } from '@juece/cryptography'
import type { Bundle } from '@juece/dossier'
import { digest, type CalendarDate, type Digest } from '@juece/kernel'
import { setRootOf } from '@juece/ledger'
import type { Calendar } from '@juece/legal-clock'
import { replay, type Levels, type Redecided, type Replayed, type Tools } from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { calendarOf, resolveRules, type LevelFile, type Rules } from '@juece/rulebook'
import {
  parseAdoptedCalendar,
  parseCalendarManifest,
  parseLevelFile,
  parseManifest,
} from '@juece/rulebook/wire'

/** 重新裁决的结果 · What deciding every entry of a bundle again came to. */
export interface Redecision {
  readonly entries: number
  readonly agree: number
  readonly notChecked: readonly { readonly position: number; readonly why: string }[]
  readonly differ: readonly {
    readonly position: number
    readonly says: string
    readonly again: unknown
  }[]
}

/** Decides every entry of a bundle again, from its bytes and the rules it carries. */
export function redecide(bundle: Bundle): Redecision {
  const entries = [...bundle.entries].flatMap(([position, bytes]): Replayed[] => {
    try {
      return [{ position, digest: digestOf(bytes), entry: parseEntry(bytes) }]
    } catch {
      // Bytes that are no entry are `verify`'s affair; here nothing can be decided on them.
      return []
    }
  })
  const results = [...replay(entries.filter(isWholeOrSubject(bundle)), toolsOf(bundle))]
  const unread = [...bundle.entries.keys()]
    .filter((position) => !entries.some((entry) => entry.position === position))
    .map((position) => ({ position, why: 'not an entry' }))
  return {
    entries: results.length + unread.length,
    agree: results.filter(({ kind }) => kind === 'agrees').length,
    notChecked: [...unread, ...results.flatMap(notCheckedOf)],
    differ: results.flatMap(differingOf),
  }
}

/**
 * Single entries of the custody register go along as proofs, without those before them: they are proved by the tree, and
 * nothing of the matter is decided by them.
 */
function isWholeOrSubject({ manifest }: Bundle): (one: Replayed) => boolean {
  return ({ entry: { stream } }) =>
    !stream.startsWith('custody/') || manifest.subject.includes(stream)
}

function notCheckedOf(result: Redecided): Redecision['notChecked'] {
  return result.kind === 'not-checked' ? [{ position: result.position, why: result.why }] : []
}

function differingOf(result: Redecided): Redecision['differ'] {
  if (result.kind !== 'differs') return []
  const { position, says, again } = result
  return [{ position, says, again }]
}

/** 适用规则与日历 · Rules and calendars as the bundle carries them; what is missing is undefined, never a default. */
export function toolsOf(bundle: Bundle): Tools {
  const rules = new Map<string, Rules | undefined>()
  const calendars = new Map<Digest, Calendar | undefined>()
  const levels = new Map<Digest, LevelFile | undefined>()
  const procedures = new Map<Digest, number | undefined>()
  const levelOf = (name: Digest) =>
    remembered(levels, name, () => {
      const text = textIn(bundle.rules, name)
      return text === undefined ? undefined : parseLevelFile(text)
    })
  return {
    rootOf: setRootOf,
    rules: (manifest, on) =>
      remembered(rules, `${manifest} ${on}`, () => rulesOf(bundle, levelOf, manifest, on)),
    procedure: (manifest) => remembered(procedures, manifest, () => procedureOf(bundle, manifest)),
    levels: (manifest) => levelsOf(bundle, levelOf, manifest),
    pack: (digest) => packOf(bundle, digest),
    calendar: (manifest) => remembered(calendars, manifest, () => calendarFrom(bundle, manifest)),
  }
}

function rulesOf(
  bundle: Bundle,
  levelOf: (name: Digest) => LevelFile | undefined,
  name: Digest,
  on: CalendarDate,
): Rules | undefined {
  const opened = levelsOf(bundle, levelOf, name)
  return opened === undefined ? undefined : resolveRules(opened.levels, on)
}

function procedureOf(bundle: Bundle, name: Digest): number | undefined {
  const written = textIn(bundle.rules, name)
  return written === undefined ? undefined : parseManifest(written).procedure
}

function levelsOf(
  bundle: Bundle,
  levelOf: (name: Digest) => LevelFile | undefined,
  name: Digest,
): Levels | undefined {
  const written = textIn(bundle.rules, name)
  if (written === undefined) return undefined
  const manifest = parseManifest(written)
  const levels = manifest.levels.map(({ digest }) => levelOf(digest))
  return levels.every((level) => level !== undefined)
    ? { levels, procedure: manifest.procedure }
    : undefined
}

/** A pack lies among the rules once it governs; before that it is a paper of the one who proposed it. */
function packOf(bundle: Bundle, name: Digest): LevelFile | string | undefined {
  const written = textIn(bundle.rules, name) ?? textIn(bundle.attachments, name)
  if (written === undefined) return undefined
  try {
    return parseLevelFile(written)
  } catch (why) {
    return String(why)
  }
}

function calendarFrom(bundle: Bundle, name: Digest): Calendar | undefined {
  const manifest = textIn(bundle.calendars, name)
  if (manifest === undefined) return undefined
  const years = Object.values(parseCalendarManifest(manifest)).map((year) =>
    textIn(bundle.calendars, digest(year)),
  )
  return years.every((year) => year !== undefined)
    ? calendarOf(years.map(parseAdoptedCalendar))
    : undefined
}

/** A file that is not the one its name says is none. */
function textIn(files: ReadonlyMap<Digest, Uint8Array>, name: Digest): string | undefined {
  const bytes = files.get(name)
  return bytes === undefined || digestOf(bytes) !== name ? undefined : textOf(bytes)
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  const before = known.get(key)
  if (before !== undefined || known.has(key)) return before as V
  const made = make()
  known.set(key, made)
  return made
}
