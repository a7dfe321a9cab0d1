import { closesDossier, places, type Bundle } from '@juece/dossier'

import { byStream, type ExaminedEntry, type TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says } from '../says.ts'

/** Whether something can have been left out at the end. */
export type CompletenessReport = {
  readonly state: 'complete' | 'open'
  /** What ends it: the closing entry of the file, the statement about a window, or the heads of the streams. */
  readonly by: 'closing' | 'window' | 'heads' | undefined
  readonly findings: readonly Finding[]
}

/**
 * Step 13: a closing entry that is the last of its stream ends the subject; the opinions of one window are ended by
 * the statements about them; a statement of heads ends every stream up to a position. Without any it is open.
 */
export function checkCompleteness(
  { manifest }: Bundle,
  entries: readonly ExaminedEntry[],
  trusted: readonly TrustedEntry[],
  windowsAreWhole: boolean,
  /** The heads of the subject are shown up to a position. */
  headsAreShown: boolean,
): CompletenessReport {
  const { closing, subject } = manifest
  const streams = byStream(entries)
  const ends = subject.map((stream) => streams.get(stream)?.at(-1))
  const closed = ends.every((end) => {
    const last = trusted.find(({ position }) => position === end?.position)
    return last !== undefined && closesDossier(last.entry)
  })
  const findings = [
    ...subject
      .filter((stream) => !streams.has(stream))
      .map((stream) => cut(null, `${stream} 的记录一条也没有`, `there is no entry of ${stream}`)),
    ...checkClosing(closing, ends[0], trusted),
  ]
  const isWindow = subject.every((stream) => stream.startsWith('opinion/'))
  const by =
    findings.length > 0
      ? undefined
      : closed && closing !== null
        ? 'closing'
        : isWindow && windowsAreWhole
          ? 'window'
          : headsAreShown
            ? 'heads'
            : undefined
  return { state: by === undefined ? 'open' : 'complete', by, findings }
}

function checkClosing(
  closing: number | null,
  end: ExaminedEntry | undefined,
  trusted: readonly TrustedEntry[],
): readonly Finding[] {
  if (closing === null) return []
  const n = String(closing)
  if (end?.position !== closing) {
    return [
      cut(
        closing,
        `第 ${n} 号终结记录不在，或不是最后一条`,
        `the closing entry ${n} is not there, or not the last`,
      ),
    ]
  }
  const entry = trusted.find(({ position }) => position === closing)?.entry
  return entry === undefined || closesDossier(entry)
    ? []
    : [cut(closing, `第 ${n} 号并非终结记录`, `entry ${n} closes nothing`)]
}

function cut(position: number | null, zh: string, en: string): Finding {
  return { code: 'TAIL_CUT', position, file: places.manifest, says: says(zh, en) }
}
