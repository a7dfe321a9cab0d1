import { bytesOfDigest, generateSigningKey } from '@juece/cryptography'
import { bundleFiles, readBundle, type Bundle, type BundleFile } from '@juece/dossier'
import type { Digest, JsonObject } from '@juece/kernel'
import {
  canonicalBytes,
  checkpointText,
  leafHash,
  logAlgorithm,
  noteText,
  policyWithoutWitness,
  proverOf,
  signNote,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'
import type { Entry } from '@juece/procedure'
import type { WrittenRecord } from './written-record.ts'

const origin = 'record.example/cn-000000'
const log: SignerKey = { name: origin, algorithm: logAlgorithm, ...generateSigningKey() }

/** The evidence bundle of a matter of a written record: its stream, its opinions, and every stream they read. */
export function writtenBundle(record: WrittenRecord, stream: string): readonly BundleFile[] {
  const chosen = closureOf(record, stream)
  const prover = proverOf(record.entries.map(({ digest }) => leafHash(bytesOfDigest(digest))))
  const size = record.entries.length
  const text = checkpointText({ origin, size, root: prover.root(size) })
  return bundleFiles({
    origin,
    subject: [stream],
    profile: 'audit',
    entries: chosen.map(({ position, entry }) => ({
      position,
      bytes: canonicalBytes(entry as unknown as JsonObject),
      path: prover.inclusion(position),
    })),
    checkpoint: noteText(text, [signNote(text, log)]),
    policy: policyWithoutWitness(verifierOf(log)),
    rules: record.files.rules.map(({ bytes }) => bytes),
    calendars: record.files.calendars.map(({ bytes }) => bytes),
    attachments: record.papers,
    windows: windowsOf(record, stream),
  })
}

/** The same, opened. */
export function openedBundle(record: WrittenRecord, stream: string): Bundle {
  const files = writtenBundle(record, stream)
  const read = readBundle(new Map(files.map(({ path, bytes }) => [path, bytes])))
  if (read.kind !== 'bundle') throw new Error(JSON.stringify(read))
  return read.bundle
}

function closureOf({ entries }: WrittenRecord, matter: string): WrittenRecord['entries'] {
  const windows = (entry: Entry) =>
    entry.outcome.kind === 'recorded' &&
    entry.outcome.events.some(({ window }) => String(window).startsWith(`${matter}#`))
  const whole = new Set([
    matter,
    ...entries
      .filter(({ entry }) => entry.stream.startsWith('opinion/') && windows(entry))
      .map(({ entry }) => entry.stream),
  ])
  const wanted = new Map<string, number>([...whole].map((stream) => [stream, Infinity]))
  const chosen = new Set<number>()
  for (let isMore = true; isMore;) {
    isMore = false
    for (const { position, entry } of entries) {
      if (chosen.has(position) || entry.sequence > (wanted.get(entry.stream) ?? 0)) continue
      chosen.add(position)
      isMore = true
      for (const [other, sequence] of Object.entries(entry.asOf)) {
        wanted.set(other, Math.max(sequence, wanted.get(other) ?? 0))
      }
    }
  }
  return entries.filter(({ position }) => chosen.has(position))
}

function windowsOf({ entries }: WrittenRecord, matter: string) {
  const windows = new Map<number, readonly Digest[]>()
  let round = 0
  for (const { position, entry } of entries) {
    if (entry.stream !== matter || entry.outcome.kind !== 'recorded') continue
    for (const event of entry.outcome.events) {
      if (['CommentNoticePublished', 'NoticeEntered'].includes(event.type)) {
        round = Number(event.round)
      }
      const set = event.opinions
      if (typeof set !== 'object' || set === null || !('below' in set)) continue
      const window = `${matter}#${typeof event.round === 'number' ? event.round : round}`
      const below = Number(set.below)
      const given = entries.filter(
        (one) =>
          one.position < below &&
          one.entry.outcome.kind === 'recorded' &&
          one.entry.outcome.events.some(
            (told) =>
              told.type === 'PublicOpinionSubmitted' &&
              told.window === window &&
              told.late === false,
          ),
      )
      windows.set(position, given.map(({ digest }) => digest).sort())
    }
  }
  return windows
}
