import { digestOf, utf8Of } from '@juece/cryptography'
import { calendarDate, type Digest } from '@juece/kernel'
import type { By, Entry } from '@juece/procedure'
import { canonicalPrint, packFrom, type Level, type PackValues } from '@juece/rulebook'
import type { WrittenRecord } from './written-record.ts'

/** How a pack is adopted in a test. */
export interface Adopting {
  readonly jurisdiction?: string
  readonly level?: Exclude<Level, 'nation'>
  readonly from?: string
  readonly reachesRunning?: boolean
}

/** Stores a pack of these values as a paper. */
export function storedPack(record: WrittenRecord, values: PackValues, how: Adopting = {}) {
  const { jurisdiction = 'cn-000000', level = 'county' } = how
  const file = packFrom({ jurisdiction, level, from: calendarDate('2019-09-01'), values })
  return storedText(record, canonicalPrint(file))
}

/** Stores any text as a paper. */
export function storedText(record: WrittenRecord, text: string) {
  const bytes = utf8Of(text)
  const digest = digestOf(bytes)
  ;(record.papers as Map<Digest, Uint8Array>).set(digest, bytes)
  return { digest, length: bytes.length, mediaType: 'application/json' }
}

/** A post of a jurisdiction. */
export function holder(role: string, jurisdiction = 'cn-000000'): By {
  const [organ, post] =
    role === 'legality-head' ? ['justice-bureau', role] : ['government-office', 'administrator']
  return { official: `${jurisdiction}.${role}`, organ: `${jurisdiction}/${organ}`, post }
}

/** The administrator proposes a pack. */
export function proposesPack(record: WrittenRecord, values: PackValues, how: Adopting = {}): Entry {
  const { jurisdiction = 'cn-000000', level = 'county' } = how
  const pack = storedPack(record, values, how)
  const { from = '2019-09-01', reachesRunning = false } = how
  const command = { type: 'AdoptPack', jurisdiction, level, pack, from, reachesRunning }
  return record.enter('law-in-use', command, holder('administrator', jurisdiction))
}

/** The head of the legality review approves what was proposed last, or another change. */
export function approvesPack(record: WrittenRecord, change: number, jurisdiction = 'cn-000000') {
  const command = { type: 'ApproveRegisterChange', change, agrees: true }
  return record.enter('law-in-use', command, holder('legality-head', jurisdiction))
}

/** Proposed and approved: from now on it governs what begins. */
export function adoptsPack(record: WrittenRecord, values: PackValues, how: Adopting = {}): Digest {
  const { outcome, sequence } = proposesPack(record, values, how)
  if (outcome.kind !== 'recorded') throw new Error(JSON.stringify(outcome))
  const approved = approvesPack(record, sequence, how.jurisdiction)
  if (approved.outcome.kind !== 'recorded') throw new Error(JSON.stringify(approved.outcome))
  return outcome.events[0]?.rules as Digest
}
