import type { Bundle } from '@juece/dossier'
import { msOf, type Instant } from '@juece/kernel'

import { byStream, isWhole, type ExaminedEntry, type TrustedEntry } from '../examined.ts'
import type { Code, Finding } from '../finding.ts'
import { says } from '../says.ts'

/** Clocks of several processes may differ by so much. */
const toleranceMs = 5000

/** Step 7: each stream counts 1 … n, each entry names the one before it, and time does not fall. */
export function checkChain(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
  notAfter: Instant | undefined,
): readonly Finding[] {
  const believed = new Map(trusted.map((one) => [one.position, one]))
  return [
    ...[...byStream(entries)].flatMap(([stream, chain]) => [
      ...checkCount(chain, isWhole(bundle, stream), believed),
      ...checkLinks(chain, believed),
    ]),
    ...trusted.flatMap(checkPlace),
    ...checkTimes(trusted, notAfter),
  ]
}

function checkCount(
  chain: readonly ExaminedEntry[],
  whole: boolean,
  believed: ReadonlyMap<number, TrustedEntry>,
): readonly Finding[] {
  const findings: Finding[] = []
  const seen = new Map<number, ExaminedEntry>()
  let highest = 0
  for (const entry of chain) {
    const twin = seen.get(entry.sequence)
    if (twin !== undefined) findings.push(twice(entry, twin, believed))
    else if (entry.sequence < highest) findings.push(backwards(entry, highest))
    else if (whole && entry.sequence > highest + 1) findings.push(gap(entry, highest + 1))
    seen.set(entry.sequence, entry)
    highest = Math.max(highest, entry.sequence)
  }
  return findings
}

function checkLinks(
  chain: readonly ExaminedEntry[],
  believed: ReadonlyMap<number, TrustedEntry>,
): readonly Finding[] {
  const bySequence = new Map(chain.map((one) => [one.sequence, one]))
  return chain.flatMap((listed) => {
    const entry = believed.get(listed.position)?.entry
    const before = bySequence.get(listed.sequence - 1)
    // What stands before it may itself be false; that has its own finding.
    const digest =
      before === undefined ? undefined : (believed.get(before.position)?.digest ?? withheld(before))
    if (entry === undefined || digest === undefined || entry.previous === digest) return []
    return [
      finding(
        'PREVIOUS_FALSE',
        listed,
        `第 ${at(listed)} 号记录所指的前一条不是第 ${String(listed.sequence - 1)} 条`,
        `entry ${at(listed)} names another entry before it`,
      ),
    ]
  })
}

function withheld({ state, digest }: ExaminedEntry): ExaminedEntry['digest'] | undefined {
  return state === 'withheld' ? digest : undefined
}

function checkPlace({ entry, stream, sequence, ...listed }: TrustedEntry): readonly Finding[] {
  if (entry.stream === stream && entry.sequence === sequence) return []
  const own = `${entry.stream} ${String(entry.sequence)}`
  return [
    {
      code: 'ENTRIES_REORDERED',
      position: listed.position,
      file: listed.file,
      says: says(
        `清单把第 ${at(listed)} 号记录放在别处；它自己写的是 ${own}`,
        `the list puts entry ${at(listed)} elsewhere; it says ${own} itself`,
      ),
    },
  ]
}

function checkTimes(
  trusted: readonly TrustedEntry[],
  notAfter: Instant | undefined,
): readonly Finding[] {
  const findings: Finding[] = []
  const last = new Map<string, Instant>()
  let latest = Number.NEGATIVE_INFINITY
  for (const one of [...trusted].sort((a, b) => a.position - b.position)) {
    const { entered } = one.entry
    const ms = msOf(entered)
    const before = last.get(one.stream)
    if ((before !== undefined && entered < before) || ms + toleranceMs < latest) {
      findings.push(
        finding(
          'ENTRY_BACKDATED',
          one,
          `第 ${at(one)} 号记录的登记时间早于它前面的记录`,
          `entry ${at(one)} says it was entered before what stands before it`,
        ),
      )
    }
    if (notAfter !== undefined && ms > msOf(notAfter) + toleranceMs) {
      findings.push(
        finding(
          'ENTRY_BACKDATED',
          one,
          `第 ${at(one)} 号记录的登记时间晚于见证人签名`,
          `entry ${at(one)} says it was entered after the witness had signed`,
        ),
      )
    }
    last.set(one.stream, entered)
    latest = Math.max(latest, ms)
  }
  return findings
}

/** One digest twice is a copy; two entries after the same one are a fork of the chain. */
function twice(
  entry: ExaminedEntry,
  twin: ExaminedEntry,
  believed: ReadonlyMap<number, TrustedEntry>,
): Finding {
  const one = believed.get(entry.position)?.entry
  const other = believed.get(twin.position)?.entry
  const fork = entry.digest !== twin.digest && one !== undefined && one.previous === other?.previous
  return fork
    ? finding(
        'ENTRY_BACKDATED',
        entry,
        `第 ${at(entry)} 号与第 ${at(twin)} 号记录接在同一条之后`,
        `entries ${at(entry)} and ${at(twin)} follow the same entry`,
      )
    : finding(
        'ENTRY_DUPLICATED',
        entry,
        `第 ${at(entry)} 号记录重复了第 ${at(twin)} 号`,
        `entry ${at(entry)} repeats entry ${at(twin)}`,
      )
}

function backwards(entry: ExaminedEntry, highest: number): Finding {
  return finding(
    'ENTRIES_REORDERED',
    entry,
    `第 ${at(entry)} 号是本流第 ${String(entry.sequence)} 条，却排在第 ${String(highest)} 条之后`,
    `entry ${at(entry)} is number ${String(entry.sequence)} of its stream and stands behind number ${String(highest)}`,
  )
}

function gap(entry: ExaminedEntry, missing: number): Finding {
  return finding(
    'ENTRY_MISSING',
    entry,
    `${entry.stream} 的第 ${String(missing)} 条缺失；第 ${at(entry)} 号记录指明了它`,
    `number ${String(missing)} of ${entry.stream} is missing; entry ${at(entry)} names it`,
  )
}

function finding(
  code: Code,
  { position, file }: { readonly position: number; readonly file: string },
  zh: string,
  en: string,
): Finding {
  return { code, position, file, says: says(zh, en) }
}

function at({ position }: { readonly position: number }): string {
  return String(position)
}
