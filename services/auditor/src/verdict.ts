import type { Bundle } from '@juece/dossier'
import type { Instant } from '@juece/kernel'

import { codes, inPrecedence, type Finding, type GradeName } from './finding.ts'
import type { TimeProved } from './checks/time.ts'
import type { Says } from './says.ts'

/** 四项评定 · The four grades, reported apart. */
export type Grades = {
  readonly content: 'sound' | 'sound-with-absences' | 'broken'
  readonly order: 'sound' | 'broken'
  readonly completeness: 'complete' | 'open' | 'broken'
  readonly independence: 'witnessed' | 'waiting' | 'claimed' | 'self-attested' | 'broken'
}

/** The entry to look at first. */
export type FirstBad = {
  readonly position: number
  readonly code: Finding['code']
  readonly file: string | null
  readonly stream: string | null
  readonly sequence: number | null
}

/** 核验结论 · What the bytes of a bundle prove, what they do not, and what is wrong. */
export type Verdict = {
  readonly grades: Grades
  /** The worst first. */
  readonly findings: readonly Finding[]
  readonly firstBad: FirstBad | undefined
  readonly notProved: readonly Says[]
  /** What is missing for a check that was asked for. */
  readonly cannot: readonly Says[]
  /** Grades that somebody insisted on and that were not reached. */
  readonly notReached: readonly Says[]
  readonly of: Examination
  /** 0 checked and true; 1 checked and false; 3 cannot check. */
  readonly exit: 0 | 1 | 3
}

/** What was looked at. */
export type Examination = {
  readonly kind: 'bundle' | 'receipt'
  readonly origin: string
  readonly subject: readonly string[]
  readonly size: number
  readonly entries: number
  readonly withheld: number
  /** On which grounds entries are withheld. */
  readonly grounds: readonly { readonly ground: string; readonly count: number }[]
  readonly papers: number
  readonly absentPapers: number
  /** Personal values in clear that open their commitments. */
  readonly disclosed: number
  /** Personal values that were erased, with the entry that says so. */
  readonly erased: number
  readonly lastEntered: Instant | undefined
  readonly newestCosignature: Instant | undefined
  /** What ends the subject, where it is complete. */
  readonly endedBy: 'closing' | 'window' | 'heads' | undefined
  /** Ended by heads: everything of the subject below this position is here. */
  readonly completeBelow?: number | undefined
  /** What an outside authority says about the time. */
  readonly times?: readonly TimeProved[]
}

/** The state of each grade before findings break it, and everything that was said. */
export type Evidence = {
  readonly bundle: Bundle
  readonly of: Examination
  readonly findings: readonly Finding[]
  readonly completeness: 'complete' | 'open'
  readonly independence: Grades['independence']
  readonly notProved: readonly Says[]
  readonly cannot: readonly Says[]
  readonly notReached: (grades: Grades) => readonly Says[]
}

/** Step 16: puts the verdict together. */
export function verdictOf(evidence: Evidence): Verdict {
  const { bundle, of, cannot } = evidence
  const findings = inPrecedence(evidence.findings)
  const broken = new Set(findings.map(({ code }) => codes[code]))
  const grades = gradesOf(evidence, broken)
  const notReached = evidence.notReached(grades)
  const isFalse = Object.values(grades).includes('broken') || notReached.length > 0
  return {
    grades,
    findings,
    firstBad: firstBadOf(findings, bundle),
    notProved: evidence.notProved,
    cannot,
    notReached,
    of,
    exit: isFalse ? 1 : cannot.length > 0 ? 3 : 0,
  }
}

function gradesOf(
  { of, completeness, independence }: Evidence,
  broken: ReadonlySet<GradeName | undefined>,
): Grades {
  const absences = of.withheld > 0 || of.absentPapers > 0 || of.erased > 0
  return {
    content: broken.has('content') ? 'broken' : absences ? 'sound-with-absences' : 'sound',
    order: broken.has('order') ? 'broken' : 'sound',
    completeness: broken.has('completeness') ? 'broken' : completeness,
    independence: broken.has('independence') ? 'broken' : independence,
  }
}

/** The lowest position among the findings of the worst code. */
function firstBadOf(findings: readonly Finding[], { manifest }: Bundle): FirstBad | undefined {
  const [worst] = findings
  if (worst?.position === undefined || worst.position === null) return undefined
  const listed = manifest.entries.find(({ position }) => position === worst.position)
  return {
    position: worst.position,
    code: worst.code,
    file: worst.file,
    stream: listed?.stream ?? null,
    sequence: listed?.sequence ?? null,
  }
}
