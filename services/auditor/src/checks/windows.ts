import { parseWindow, places, type Bundle } from '@juece/dossier'
import type { Digest, Json, JsonObject } from '@juece/kernel'
import { setRootOf } from '@juece/ledger'

import { byStream, type ExaminedEntry, type TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'

/** What the statements about opinions are worth. */
export type WindowsReport = {
  readonly findings: readonly Finding[]
  readonly notProved: readonly Says[]
  /** Every opinion to which a statement commits is here, for each statement that the bundle is about. */
  readonly isWhole: boolean
}

type StatementReport = Omit<WindowsReport, 'isWhole'> & {
  /** Undefined where the bundle is not about this window. */
  readonly isWhole: boolean | undefined
}

type Statement = {
  readonly by: TrustedEntry
  readonly window: string
  readonly set: JsonObject
}

/** Step 11: the set that a statement commits to, against its list and against the opinions here. */
export function checkWindows(
  bundle: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
): WindowsReport {
  const statements = statementsIn(trusted)
  const stray = [...bundle.windows.keys()].filter(
    (position) => !statements.some(({ by }) => by.position === position),
  )
  const opinions = trusted.filter(isOpinion)
  const isRead = entries.filter(isOpinion).length === opinions.length
  const reports = statements.map((statement) => checkStatement(bundle, statement, opinions, isRead))
  const about = reports.filter((report) => report.isWhole !== undefined)
  return {
    isWhole: about.length > 0 && about.every((report) => report.isWhole === true),
    findings: [...stray.map(strayList), ...reports.flatMap(({ findings }) => findings)],
    notProved: reports.flatMap(({ notProved }) => notProved),
  }
}

function checkStatement(
  bundle: Bundle,
  statement: Statement,
  opinions: readonly TrustedEntry[],
  isRead: boolean,
): StatementReport {
  const { by, set } = statement
  const n = String(by.position)
  const bytes = bundle.windows.get(by.position)
  const list = bytes === undefined ? undefined : listIn(bytes)
  if (bytes !== undefined && list === undefined) {
    return {
      findings: [finding(by, '的意见清单格式不对', 'has a malformed list of opinions')],
      notProved: [],
      isWhole: false,
    }
  }
  const here = opinions.filter((one) => isInTime(one, statement))
  const all = here.map(({ digest }) => digest)
  const inList = new Set(list)
  // The opinions here are all there are exactly when their set is the one committed to.
  const whole = set.root === setRootOf(all) && set.count === all.length
  const listed = new Set(bundle.manifest.entries.map(({ digest }) => digest))
  const left = (list ?? []).filter((digest) => !listed.has(digest))
  const isHere = whole || (list !== undefined && left.length === 0)
  const isPromised = promises(bundle, statement, list)
  const findings = [
    ...(isPromised && !isHere
      ? [
          finding(
            by,
            `承诺的意见有 ${String(Math.max(left.length, 1))} 条不在包中`,
            'commits to opinions that are not in this bundle',
          ),
        ]
      : []),
    ...(list === undefined || (set.count === list.length && set.root === setRootOf(list))
      ? []
      : [finding(by, '的意见清单与其承诺不符', 'commits to another list of opinions')]),
    ...(list === undefined || all.every((digest) => inList.has(digest))
      ? []
      : [
          finding(
            by,
            '的意见清单漏了包中的一条意见',
            'leaves out an opinion that is in this bundle',
          ),
        ]),
    ...(all.length > Number(set.count)
      ? [finding(by, '承诺的意见少于包中所有', 'counts fewer opinions than are in this bundle')]
      : []),
    ...(whole && isRead ? checkCounts(by, set, here, byStream(opinions)) : []),
  ]
  const notProved =
    isHere || findings.length > 0
      ? []
      : [
          says(
            `第 ${n} 号记录承诺的意见集合未逐条核对`,
            `the opinions to which entry ${n} commits are not all in this bundle`,
          ),
        ]
  return { findings, notProved, isWhole: isPromised ? isHere && findings.length === 0 : undefined }
}

/**
 * A bundle that can be decided again holds the opinions of its matters' windows; one of a single window holds those
 * of the statements whose list it carries.
 */
function promises(
  { manifest: { profile, subject } }: Bundle,
  { by }: Statement,
  list: readonly Digest[] | undefined,
): boolean {
  const isAboutOpinions = subject.every((stream) => stream.startsWith('opinion/'))
  const isWholeProfile = profile === 'audit' || profile === 'full'
  return (
    (isWholeProfile && (list !== undefined || subject.includes(by.stream))) ||
    (isAboutOpinions && profile === 'public' && list !== undefined)
  )
}

function checkCounts(
  by: TrustedEntry,
  set: JsonObject,
  here: readonly TrustedEntry[],
  streams: ReadonlyMap<string, readonly TrustedEntry[]>,
): readonly Finding[] {
  const below = Number(set.below)
  const dispositions = here.map(({ stream }) => dispositionOf(streams.get(stream) ?? [], below))
  const count = (wanted: Json | undefined) => dispositions.filter((one) => one === wanted).length
  const counted = {
    undisposed: count(undefined),
    adopted: count('adopted'),
    partly: count('partly'),
    notAdopted: count('notAdopted'),
  }
  return Object.entries(counted).some(([name, found]) => name in set && set[name] !== found)
    ? [finding(by, '对意见处理情况的计数不对', 'counts the dispositions of opinions wrongly')]
    : []
}

/** The last recorded disposition below the position. */
function dispositionOf(stream: readonly TrustedEntry[], below: number): Json | undefined {
  return stream
    .filter(({ sequence, position }) => sequence > 1 && position < below)
    .flatMap(({ entry }) => (entry.outcome.kind === 'recorded' ? entry.outcome.events : []))
    .map(({ disposition }) => disposition)
    .findLast((disposition) => disposition !== undefined)
}

/** The first entry of its stream, recorded in time, of this window, below the position. */
function isInTime(
  { entry, position, sequence }: TrustedEntry,
  { window, set }: Statement,
): boolean {
  return (
    sequence === 1 &&
    position < Number(set.below) &&
    entry.outcome.kind === 'recorded' &&
    entry.outcome.events.some((event) => event.late === false && event.window === window)
  )
}

function isOpinion({ stream }: { readonly stream: string }): boolean {
  return stream.startsWith('opinion/')
}

/** A statement that names no round speaks of the newest one of its matter. */
function statementsIn(trusted: readonly TrustedEntry[]): readonly Statement[] {
  const newest = new Map<string, number>()
  return trusted.flatMap((by) => {
    const { outcome } = by.entry
    return (outcome.kind === 'recorded' ? outcome.events : []).flatMap(({ opinions, round }) => {
      if (typeof round === 'number') newest.set(by.stream, round)
      if (!isStatement(opinions)) return []
      return [{ by, set: opinions, window: `${by.stream}#${String(newest.get(by.stream) ?? 1)}` }]
    })
  })
}

function isStatement(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    ['below', 'count', 'root'].every((name) => name in value)
  )
}

function listIn(bytes: Uint8Array): readonly Digest[] | undefined {
  try {
    return parseWindow(bytes)
  } catch {
    return undefined
  }
}

function strayList(position: number): Finding {
  const n = String(position)
  return {
    code: 'WINDOW_FALSE',
    position,
    file: places.window(position),
    says: says(
      `第 ${n} 号处有意见清单，却没有承诺`,
      `there is a list of opinions for ${n}, but no statement`,
    ),
  }
}

function finding({ position, file }: TrustedEntry, zh: string, en: string): Finding {
  const n = String(position)
  return {
    code: 'WINDOW_FALSE',
    position,
    file,
    says: says(`第 ${n} 号记录${zh}`, `entry ${n} ${en}`),
  }
}
