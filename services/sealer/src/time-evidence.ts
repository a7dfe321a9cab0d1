import { utf8Of } from '@juece/cryptography'
import { checkpointText } from '@juece/ledger'
import {
  addTimeToken,
  pendingTimes,
  timeIsDue,
  wishForTime,
} from '@juece/record-store/time-evidence'
import type { Logger } from 'pino'

import type { Bell } from './bell.ts'
import type { Sealing } from './sealing.ts'
import { askTime, type TimeAuthority } from './time-client.ts'

/** How the time is got from outside. */
export type TimeEvidenceRun = {
  readonly authority: TimeAuthority
  /** A wish of our own so often, where something was sealed since. */
  readonly everyMs: number
  /** What is pending is asked for again so often. */
  readonly againMs: number
}

/**
 * 时间证明 · Wishes for the time over the newest checkpoint, hourly, and asks the authority for everything that is
 * wished for and pending. One that does not answer leaves it pending; the sealing goes on.
 */
export async function gatherTime(
  sealing: Sealing,
  { authority, everyMs, againMs }: TimeEvidenceRun,
  wanted: Bell,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let toldWhy: string | undefined
  while (!signal.aborted) {
    const due = await timeIsDue(sealing.db, everyMs)
    if (due !== undefined) await wishForTime(sealing.db, due)
    const why = await gatherOnce(sealing, authority, signal)
    if (why !== undefined && why !== toldWhy && !signal.aborted) {
      log.warn({ authority: authority.url, why }, 'time evidence is pending')
    }
    toldWhy = why
    await wanted.rung(Math.min(everyMs, againMs), signal)
  }
}

/** Asks for all that is pending, up to the first that is not granted; answers why that one was not. */
export async function gatherOnce(
  { db, signer }: Sealing,
  authority: TimeAuthority,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { size, root } of await pendingTimes(db)) {
    const text = checkpointText({ origin: signer.name, size, root })
    const asked = await askTime(authority, utf8Of(text), signal)
    if (asked.kind === 'pending') return asked.why
    await addTimeToken(db, size, asked.answer)
  }
  return undefined
}
