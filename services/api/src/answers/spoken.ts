import { dateOf, type Digest, type Instant } from '@juece/kernel'
import {
  isTransition,
  refusalOf,
  transitions,
  type Deviation,
  type Entry,
  type Ground,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import type { Says } from '@juece/rulebook'
import type { Dependencies } from '../dependencies.ts'

/** A ground as the caller reads it: with its sentence, and how it is mended. */
export interface SpokenGround extends Ground {
  readonly says: Says
  readonly mends: Says
}

/** A deviation with its sentence. */
export interface SpokenDeviation extends Deviation {
  readonly says: Says
}

/** Sentences of the rulebook that governed an entry. */
export interface Speaker {
  grounds(grounds: readonly Ground[]): readonly SpokenGround[]
  deviations(deviations: readonly Deviation[]): readonly SpokenDeviation[]
}

/** A row of which the rulebook that governed says nothing. */
const unsaid: Says = { 'zh-CN': '见所引条款。', en: 'See the article cited.' }

/** Speaks by the rules an entry names; a founding entry has none. */
export async function speakerOf(
  { desk }: Pick<Dependencies, 'desk'>,
  rules: Digest | null,
  at: Instant,
): Promise<Speaker> {
  const book = rules === null ? undefined : await desk.law.rules(rules, dateOf(at))
  const says = (rule: string): Says => {
    if (isTransition(rule)) return transitions[rule].says
    return book?.ids.includes(rule) === true ? book.says(rule) : unsaid
  }
  return {
    grounds: (grounds) =>
      grounds.map((ground) => {
        const { missing, whoCan, mends } = refusalOf(ground.rule)
        return {
          ...ground,
          missing: ground.missing.length > 0 ? ground.missing : missing,
          whoCan: ground.whoCan.length > 0 ? ground.whoCan : whoCan,
          says: says(ground.rule),
          mends,
        }
      }),
    deviations: (deviations) =>
      deviations.map(({ rule, cites, shuts }) => ({ rule, cites, says: says(rule), shuts })),
  }
}

/** The speaker of the entry at a position. */
export async function speakerAt(
  dependencies: Pick<Dependencies, 'desk'>,
  position: number,
): Promise<Speaker> {
  const entry = await entryAt(dependencies, position)
  return speakerOf(dependencies, entry.rules, entry.occurred)
}

/** The entry at a position. */
export async function entryAt(
  { desk }: Pick<Dependencies, 'desk'>,
  position: number,
): Promise<Entry> {
  const [stored] = await desk.house.reader.readPositions([position])
  if (stored === undefined) throw new Error(`no entry at position ${position}`)
  return parseEntry(stored.bytes)
}
