import type { Bundle } from '@juece/dossier'

import { checkAsOf } from './checks/as-of.ts'
import { checkBag } from './checks/bag.ts'
import { checkBytes } from './checks/bytes.ts'
import { checkChain } from './checks/chain.ts'
import { checkCompleteness } from './checks/completeness.ts'
import { checkEarlier } from './checks/earlier.ts'
import { checkHeads } from './checks/heads.ts'
import { checkList } from './checks/list.ts'
import { checkNote, independenceOf, trustOf } from './checks/note.ts'
import { checkPapers } from './checks/papers.ts'
import { checkPersons } from './checks/persons.ts'
import { checkProofs } from './checks/proofs.ts'
import { checkRules } from './checks/rules.ts'
import { checkTime } from './checks/time.ts'
import { checkWindows } from './checks/windows.ts'
import { checkWithheld } from './checks/withheld.ts'
import { examine, type TrustedEntry } from './examined.ts'
import { notProvedOf } from './not-proved.ts'
import { says, type Says } from './says.ts'
import type { TimeTokens } from './time-tokens.ts'
import { verdictOf, type Grades, type Verdict } from './verdict.ts'

/** What the reader brings, and what they insist on. */
export type VerifyOptions = {
  /** A tlog-policy that came by another road than the bundle. */
  readonly policy?: string
  /** Notes of the same log that somebody kept. */
  readonly seen?: readonly Uint8Array[]
  /** What `readTimeTokens` found; without it the time evidence is reported as not checked. */
  readonly times?: TimeTokens
  readonly requireIndependent?: boolean
  readonly requireComplete?: boolean
}

/**
 * 核验 · Checks a bundle from its bytes alone: no network, no clock. A step that fails marks its
 * grade and goes on, so that the reader gets all findings, the worst first.
 */
export function verifyBundle(bundle: Bundle, options: VerifyOptions = {}): Verdict {
  const trust = trustOf(bundle, options.policy)
  const note = checkNote(bundle, trust)
  const entries = examine(bundle)
  const proofs = checkProofs(bundle, entries, note, trust)
  const { trusted, ...bytes } = checkBytes(bundle, entries, proofs.inTree)
  const withheld = checkWithheld(bundle, entries)
  const papers = checkPapers(bundle, entries, trusted)
  const persons = checkPersons(bundle, trusted)
  const windows = checkWindows(bundle, entries, trusted)
  const heads = checkHeads(bundle, entries, trusted, note, trust)
  const completeness = checkCompleteness(
    bundle,
    entries,
    trusted,
    windows.isWhole,
    heads.completeBelow !== undefined,
  )
  const earlier = (options.seen ?? []).map((seen) => checkEarlier(bundle, note, trust, seen))
  const notAfter = trust.source === 'given' ? note.newestCosignature : undefined
  const witnessedBefore = heads.witnessedBefore || earlier.some((one) => one.witnessedBefore)
  const independence = independenceOf(note, trust, witnessedBefore)
  const time = checkTime(bundle, note, trust, options.times)
  return verdictOf({
    bundle,
    findings: [
      ...checkBag(bundle),
      ...note.findings,
      ...proofs.findings,
      ...bytes.findings,
      ...checkChain(bundle, entries, trusted, notAfter),
      ...checkAsOf(bundle, entries, trusted),
      ...withheld.findings,
      ...papers.findings,
      ...checkList(
        bundle,
        trusted,
        trust.source === 'bundled' ? note.newestCosignature : undefined,
      ),
      ...checkRules(bundle, trusted),
      ...windows.findings,
      ...persons.findings,
      ...completeness.findings,
      ...heads.findings,
      ...earlier.flatMap(({ findings }) => findings),
      ...time.findings,
    ],
    completeness: completeness.state,
    independence,
    notProved: [
      ...notProvedOf(bundle, completeness.state, independence),
      ...note.notProved,
      ...windows.notProved,
      ...persons.notProved,
      ...time.notProved,
    ],
    cannot: [...note.cannot, ...heads.cannot, ...earlier.flatMap(({ cannot }) => cannot)],
    notReached: (grades) => notReachedOf(bundle, grades, options),
    of: {
      kind: 'bundle',
      origin: bundle.manifest.origin,
      subject: bundle.manifest.subject,
      size: bundle.manifest.size,
      entries: entries.length,
      withheld: entries.filter(({ bytes: held }) => held === undefined).length,
      grounds: withheld.grounds,
      papers: papers.present,
      absentPapers: papers.absent,
      disclosed: persons.disclosed,
      erased: persons.erased,
      lastEntered: lastEntered(trusted),
      newestCosignature: note.newestCosignature,
      endedBy: completeness.by,
      completeBelow: completeness.by === 'heads' ? heads.completeBelow : undefined,
      times: time.proved,
    },
  })
}

function notReachedOf(
  { manifest }: Bundle,
  { completeness, independence }: Grades,
  options: VerifyOptions,
): readonly Says[] {
  const complete = options.requireComplete === true || manifest.requires.includes('complete')
  const witnessed = options.requireIndependent === true || manifest.requires.includes('witnessed')
  return [
    ...(complete && completeness !== 'complete'
      ? [says('要求完整，但未达到', 'completeness was required and not reached')]
      : []),
    ...(witnessed && independence !== 'witnessed'
      ? [says('要求外部见证，但未达到', 'an outside witness was required and there is none')]
      : []),
  ]
}

function lastEntered(trusted: readonly TrustedEntry[]): Verdict['of']['lastEntered'] {
  return trusted
    .map(({ entry }) => entry.entered)
    .sort()
    .at(-1)
}
