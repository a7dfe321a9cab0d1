import { textOf } from '@juece/cryptography'
import { digest as digestFrom, type CalendarDate, type Digest } from '@juece/kernel'
import type { Calendar } from '@juece/legal-clock'
import type { Levels } from '@juece/procedure'
import { calendarOf, resolveRules, type LevelFile, type Rules } from '@juece/rulebook'
import {
  parseAdoptedCalendar,
  parseCalendarManifest,
  parseLevelFile,
  parseManifest,
} from '@juece/rulebook/wire'
import type { Papers } from './house.ts'

/** 规则与日历 by the digest an entry names; each is read once. */
export interface LawLibrary {
  rules(manifest: Digest, on: CalendarDate): Promise<Rules>
  calendar(manifest: Digest): Promise<Calendar>
  /** A manifest with the level files it names. */
  levels(manifest: Digest): Promise<Levels>
  /** A policy pack that somebody stored; a text says why its bytes are none. */
  pack(digest: Digest): Promise<LevelFile | string>
}

/** Reads manifests and the files they name; one that is missing stops the act, and is never replaced by a default. */
export function openLawLibrary(papers: Papers): LawLibrary {
  const resolved = new Map<string, Promise<Rules>>()
  const calendars = new Map<Digest, Promise<Calendar>>()
  const opened = new Map<Digest, Promise<Levels>>()

  const text = async (digest: Digest): Promise<string> => {
    const bytes = await papers.read(digest)
    if (bytes === undefined) throw new Error(`an adopted file is missing: ${digest}`)
    return textOf(bytes)
  }
  const open = async (manifest: Digest): Promise<Levels> => {
    const { levels, procedure } = parseManifest(await text(manifest))
    const files = await Promise.all(levels.map(async ({ digest }) => text(digest)))
    return { levels: files.map(parseLevelFile), procedure }
  }
  const levelsOf = (manifest: Digest): Promise<Levels> =>
    remembered(opened, manifest, () => open(manifest))
  const resolve = async (manifest: Digest, on: CalendarDate): Promise<Rules> =>
    resolveRules((await levelsOf(manifest)).levels, on)
  const packOf = async (digest: Digest): Promise<LevelFile | string> => {
    const bytes = await papers.read(digest)
    if (bytes === undefined) throw new Error(`a pack is missing: ${digest}`)
    try {
      return parseLevelFile(textOf(bytes))
    } catch (why) {
      return why instanceof Error ? (why.message.split('\n')[0] ?? '') : String(why)
    }
  }
  const assemble = async (manifest: Digest): Promise<Calendar> => {
    const years = Object.values(parseCalendarManifest(await text(manifest)))
    const files = await Promise.all(years.map(async (year) => text(digestFrom(year))))
    return calendarOf(files.map(parseAdoptedCalendar))
  }

  return {
    rules: (manifest, on) => remembered(resolved, `${manifest} ${on}`, () => resolve(manifest, on)),
    calendar: (manifest) => remembered(calendars, manifest, () => assemble(manifest)),
    levels: levelsOf,
    pack: packOf,
  }
}

/** A failure is not remembered: the next act asks again. */
function remembered<K, V>(known: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const before = known.get(key)
  if (before !== undefined) return before
  // Days pass, and every day asks for the rules of its own: keep few.
  if (known.size > 512) known.clear()
  const made = make()
  known.set(key, made)
  made.catch(() => known.delete(key))
  return made
}
