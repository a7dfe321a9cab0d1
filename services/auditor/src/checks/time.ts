import { timePlaces, timesIn, type Bundle, type ReadTime } from '@juece/dossier'
import type { Instant } from '@juece/kernel'
import { parseCheckpoint, parseNote, provesConsistency, type Checkpoint } from '@juece/ledger'

import type { Code, Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'
import type { TimeTokens } from '../time-tokens.ts'
import { stateOf, type NoteReport, type Trust } from './note.ts'

/** 时间证明 · Everything below this size existed at this time, by the word of an authority outside. */
export type TimeProved = {
  readonly size: number
  readonly at: Instant
  readonly authority: string
  /** Whether the reader knows the authority; else its name is the token's own word. */
  readonly isKnown: boolean
}

/** What the time evidence of a bundle is worth. */
export type TimeReport = {
  readonly findings: readonly Finding[]
  readonly notProved: readonly Says[]
  readonly proved: readonly TimeProved[]
}

/**
 * Step 15: each token is over its note, signed by a given authority, and its note is a beginning of ours that covers
 * what it lies under. What no token covers has no time but the agency's.
 */
export function checkTime(
  bundle: Bundle,
  note: NoteReport,
  trust: Trust,
  tokens: TimeTokens | undefined,
): TimeReport {
  const times = timesIn(bundle.files)
  if (times.length === 0) {
    return { findings: [], proved: [], notProved: [uncovered] }
  }
  if (tokens === undefined) {
    const words = says('时间戳未核对', 'time tokens were not checked')
    return { findings: [], proved: [], notProved: [words] }
  }
  const judged = times.map((time) => judge(bundle, note, trust, tokens, time))
  const proved = judged.flatMap(({ proved: one }) => one ?? [])
  return {
    findings: judged.flatMap(({ findings }) => findings),
    proved,
    notProved: [...unknown(proved), ...beyond(bundle, proved)],
  }
}

const uncovered = says(
  '没有外部时间证明：所载时刻均出自本机关的时钟',
  'there is no outside evidence of time: every moment is by the agency’s own clock',
)

type Judged = { readonly findings: readonly Finding[]; readonly proved?: TimeProved }

function judge(
  bundle: Bundle,
  note: NoteReport,
  trust: Trust,
  tokens: TimeTokens,
  time: ReadTime,
): Judged {
  const { size } = time
  const read = tokens.bySize.get(size)
  const one = (...found: readonly Finding[]): Judged => ({ findings: found })
  if (read === undefined || read.kind === 'none') {
    return one(
      falseTime(size, '不是时间戳机构签发的', 'is not a token that an authority has signed'),
    )
  }
  const { token } = read
  if (!token.isSigned) {
    return one(
      falseTime(
        size,
        '签名无效，或证书在其时刻已失效',
        'is not signed, or its certificate was not valid then',
      ),
    )
  }
  if (token.isOfAuthority === false) {
    return one(falseTime(size, '不出自所给的时间戳机构', 'is not of the authority that was given'))
  }
  const stamped = checkpointIn(time.note, note, trust)
  if (!token.isOver || stamped === undefined) {
    return one(
      finding(
        'TIME_TOKEN_OTHER',
        null,
        timePlaces.answer(size),
        `规模 ${String(size)} 的时间戳不是对这份检查点签发的`,
        `the time token under ${String(size)} is over something else than its note of this log`,
      ),
    )
  }
  const old = tooOld(bundle, size, stamped)
  if (old !== undefined) return one(old)
  if (!isBeginning(stamped, note.checkpoint, time)) {
    return one(
      finding(
        'PROOF_FALSE',
        null,
        timePlaces.consistency(size),
        `未能证明规模 ${String(size)} 的检查点是本检查点的开头`,
        `the note under ${String(size)} is not shown to be a beginning of data/checkpoint`,
      ),
    )
  }
  const { at, authority, isOfAuthority } = token
  return { findings: [], proved: { size, at, authority, isKnown: isOfAuthority === true } }
}

/** The checkpoint of the note, when the log that we check has signed it. */
function checkpointIn(
  bytes: Uint8Array | undefined,
  { checkpoint }: NoteReport,
  { policy }: Trust,
): Checkpoint | undefined {
  try {
    if (bytes === undefined || checkpoint === undefined) return undefined
    const note = parseNote(bytes)
    const stamped = parseCheckpoint(note.text)
    const log = policy?.logs.find(({ name }) => name === checkpoint.origin)
    const isOurs = log !== undefined && stateOf(note, log) === 'good'
    return isOurs && stamped.origin === checkpoint.origin ? stamped : undefined
  } catch {
    return undefined
  }
}

/** What lies under a size is said to cover every position below it. */
function tooOld({ manifest }: Bundle, size: number, stamped: Checkpoint): Finding | undefined {
  if (stamped.size >= size) return undefined
  const first = manifest.entries.find(
    ({ position }) => position >= stamped.size && position < size,
  )?.position
  return finding(
    'ANCHOR_TOO_OLD',
    first ?? null,
    timePlaces.note(size),
    `时间戳盖的是规模 ${String(stamped.size)} 的旧检查点，证明不了其后的记录`,
    `the token stamps an older tree of size ${String(stamped.size)}: it proves nothing about what came after`,
  )
}

function isBeginning(
  stamped: Checkpoint,
  ours: Checkpoint | undefined,
  { size, consistency }: ReadTime,
): boolean {
  if (ours === undefined || consistency === undefined || stamped.size !== size) return false
  return provesConsistency(stamped, ours, consistency)
}

function unknown(proved: readonly TimeProved[]): readonly Says[] {
  const names = [...new Set(proved.filter(({ isKnown }) => !isKnown).map((one) => one.authority))]
  return names.map((name) =>
    says(
      `时间戳自称出自「${name}」；未另行得到该机构的证书，其言未核`,
      `the time token says it is of “${name}”; no certificate of it came by another road`,
    ),
  )
}

/** From the first entry on that no token covers. */
function beyond({ manifest }: Bundle, proved: readonly TimeProved[]): readonly Says[] {
  const covered = Math.max(0, ...proved.map(({ size }) => size))
  const first = manifest.entries.find(({ position }) => position >= covered)
  if (first === undefined) return []
  if (covered === 0) return [uncovered]
  const n = String(first.position)
  return [
    says(
      `自第 ${n} 号记录起，外部时间证明尚待补取`,
      `from entry ${n} on the outside evidence of time is still pending`,
    ),
  ]
}

function falseTime(size: number, zh: string, en: string): Finding {
  const n = String(size)
  return finding(
    'TIME_TOKEN_FALSE',
    null,
    timePlaces.answer(size),
    `规模 ${n} 的时间戳${zh}`,
    `the time token under ${n} ${en}`,
  )
}

function finding(
  code: Code,
  position: number | null,
  file: string,
  zh: string,
  en: string,
): Finding {
  return { code, position, file, says: says(zh, en) }
}
