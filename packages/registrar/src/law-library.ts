import { textOf } from '@juece/cryptography'
import { digest as digestFrom, type CalendarDate, type Digest } from '@juece/kernel'
import type { Calendar } from '@juece/legal-clock'
import { calendarOf, resolveRules, type Rules } from '@juece/rulebook'
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
}

/** Reads manifests and the files they name; one that is missing stops the act, and is never replaced by a default. */
export function openLawLibrary(papers: Papers): LawLibrary {
  const resolved = new Map<string, Promise<Rules>>()
  const calendars = new Map<Digest, Promise<Calendar>>()

  const text = async (digest: Digest): Promise<string> => {
    const bytes = await papers.read(digest)
    if (bytes === undefined) throw new Error(`an adopted file is missing: ${digest}`)
    return textOf(bytes)
  }
  const resolve = async (manifest: Digest, on: CalendarDate): Promise<Rules> => {
    const { levels } = parseManifest(await text(manifest))
    const files = await Promise.all(levels.map(async ({ digest }) => text(digest)))
    return resolveRules(files.map(parseLevelFile), on)
  }
  const assemble = async (manifest: Digest): Promise<Calendar> => {
    const years = Object.values(parseCalendarManifest(await text(manifest)))
    const files = await Promise.all(years.map(async (year) => text(digestFrom(year))))
    return calendarOf(files.map(parseAdoptedCalendar))
  }

  return {
    rules: (manifest, on) => remembered(resolved, `${manifest} ${on}`, () => resolve(manifest, on)),
    calendar: (manifest) => remembered(calendars, manifest, () => assemble(manifest)),
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
