import { digestOf } from '@juece/cryptography'
import type { Bundle } from '@juece/dossier'
import {
  foldStream,
  rulesInTurn,
  selfCheck,
  stageOf,
  type LawInUse,
  type Matter,
  type Placed,
  type SelfCheckLine,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { CannotCheck } from './cannot-check.ts'
import { redecide, toolsOf } from './redecide.ts'
import { says } from './says.ts'
import { verifyBundle, type VerifyOptions } from './verify.ts'
import type { Grades } from './verdict.ts'

/** 一个事项的偏离 · How one matter of a bundle stands before the law, row by row, from bytes alone. */
export interface MatterDeviations {
  readonly matter: string
  readonly title: string
  readonly organ: string
  readonly stage: string
  readonly entries: number
  readonly lines: readonly SelfCheckLine[]
  /** The rows that are violated. */
  readonly deviations: readonly SelfCheckLine[]
}

/** 偏离核查 · Rows that were not kept, entries that are decided otherwise, bytes that are not what they claim. */
export interface Deviations {
  readonly grades: Grades
  readonly matters: readonly MatterDeviations[]
  readonly decidedOtherwise: readonly { readonly position: number; readonly says: string }[]
  /** Nothing of all this was found. */
  readonly clean: boolean
}

/** Checks each matter a bundle is about; what cannot be read is `CannotCheck`, never "clean". */
export function deviationsOf(bundle: Bundle, options: VerifyOptions = {}): Deviations {
  const { grades } = verifyBundle(bundle, options)
  const entries = entriesOf(bundle)
  const matters = bundle.manifest.subject
    .filter((stream) => stream.startsWith('matter/'))
    .map((stream) => matterOf(bundle, stream, entries))
  if (matters.length === 0) {
    throw new CannotCheck(says('证据包中没有事项', 'the bundle is about no matter'))
  }
  const { differ } = redecide(bundle)
  const isBroken = Object.values(grades).includes('broken')
  return {
    grades,
    matters,
    decidedOtherwise: differ.map(({ position, says: why }) => ({ position, says: why })),
    clean:
      !isBroken &&
      differ.length === 0 &&
      matters.every(({ deviations }) => deviations.length === 0),
  }
}

/** The entries of a bundle in the order of the record; one that is not there as itself stops the check. */
export function entriesOf(bundle: Bundle): readonly Placed[] {
  return [...bundle.entries]
    .sort(([a], [b]) => a - b)
    .map(([position, bytes]) => {
      try {
        return { position, entry: parseEntry(bytes) }
      } catch {
        const short = digestOf(bytes).slice(0, 19)
        throw new CannotCheck(
          says(
            `第 ${String(position)} 号记录读不出（${short}…）`,
            `entry ${String(position)} cannot be read (${short}…)`,
          ),
        )
      }
    })
}

/** A matter of the bundle, folded, with the rules it began under and those that reached it later. */
export function openedMatter(bundle: Bundle, stream: string, entries: readonly Placed[]) {
  const own = entries.filter(({ entry }) => entry.stream === stream)
  const matter = foldStream(stream, own).state as Matter
  const law = foldStream(
    'law-in-use',
    entries.filter(({ entry }) => entry.stream === 'law-in-use'),
  ).state as LawInUse
  const tools = toolsOf(bundle)
  const [first, ...others] = rulesInTurn(own, matter, law).map(({ since, rules, on }) => ({
    since,
    rules: tools.rules(rules, on),
  }))
  if (first === undefined) {
    throw new CannotCheck(says(`没有 ${stream} 的记录`, `no entries of ${stream}`))
  }
  const later = others.flatMap(({ since, rules }) =>
    rules === undefined ? [] : [{ since, rules }],
  )
  if (first.rules === undefined || later.length < others.length) {
    throw new CannotCheck(
      says('适用规则不在证据包中', 'the rules that governed it are not in the bundle'),
    )
  }
  return { own, matter, rules: first.rules, later }
}

function matterOf(bundle: Bundle, stream: string, entries: readonly Placed[]): MatterDeviations {
  const { own, matter, rules, later } = openedMatter(bundle, stream, entries)
  const lines = selfCheck({ entries, stream, rules, later })
  return {
    matter: stream,
    title: matter.title,
    organ: matter.organ,
    stage: stageOf(matter),
    entries: own.length,
    lines,
    deviations: lines.filter(({ status }) => status === 'violated'),
  }
}
