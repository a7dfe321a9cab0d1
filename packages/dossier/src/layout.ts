import type { Digest, Instant } from '@juece/kernel'

/** 证据包 · What a bundle claims to be: `data/bundle.json`. */
export type BundleManifest = {
  readonly format: 'juece-bundle/1'
  readonly origin: string
  /** The streams it holds whole. */
  readonly subject: readonly string[]
  /** The size of its checkpoint. */
  readonly size: number
  /** The time of the newest cosignature; null while nobody else has signed. */
  readonly made: Instant | null
  readonly profile: Profile
  /** In the order of their positions. */
  readonly entries: readonly ListedEntry[]
  readonly attachments: readonly ListedAttachment[]
  /** The position of the entry that closed the file of the matter, when it is the last of it. */
  readonly closing: number | null
  /** The grades its maker promises. */
  readonly requires: readonly RequiredGrade[]
}

/** For whom a bundle is made; it says what goes along. */
export type Profile = (typeof profiles)[number]

/** All profiles. */
export const profiles = ['audit', 'full', 'public', 'person'] as const

/** A grade that one may insist on. */
export type RequiredGrade = (typeof requiredGrades)[number]

/** All grades that one may insist on. */
export const requiredGrades = ['complete', 'witnessed'] as const

/** An entry by its place and digest; a withheld one is known by these alone. */
export type ListedEntry = {
  readonly position: number
  readonly stream: string
  readonly sequence: number
  readonly digest: Digest
  readonly state: 'present' | 'withheld'
}

/** A paper that an entry names. A founding document has no media type in the record. */
export type ListedAttachment = {
  readonly digest: Digest
  readonly mediaType: string | null
  readonly length: number | null
  /** The lowest listed position that names it. */
  readonly named: number
  readonly state: 'present' | AbsentState
}

/** Why a paper is not there: neither of these is a fault, when it is shown. */
export type AbsentState = (typeof absentStates)[number]

/** All reasons. */
export const absentStates = ['withheld', 'erased', 'destroyed'] as const

/**
 * `data/absences/<hex>.json`: on what ground a paper, or the body of an entry, is not there, by which office, and
 * which entry says so.
 */
export type Absence = {
  readonly digest: Digest
  readonly state: AbsentState
  readonly ground: string
  /** The position of the custody entry; null when it is only withheld. */
  readonly certificate: number | null
}

/** 披露的值 · One line of `data/disclosed/<position>.json`: a personal value, and the salt that proves it. */
export type DisclosedLine = { readonly path: string; readonly value: string; readonly salt: string }

/** One file of a bundle. */
export type BundleFile = { readonly path: string; readonly bytes: Uint8Array }

/** Where each thing lies, below the one root folder. */
export const places = {
  manifest: 'data/bundle.json',
  checkpoint: 'data/checkpoint',
  policy: 'data/policy',
  entry: (position: number) => `data/entries/${String(position)}.json`,
  proof: (position: number) => `data/proofs/${String(position)}.tlog-proof`,
  rules: (digest: Digest) => `data/rules/${hexOfDigest(digest)}.json`,
  calendar: (digest: Digest) => `data/calendars/${hexOfDigest(digest)}.json`,
  attachment: (digest: Digest) => `data/attachments/${hexOfDigest(digest)}`,
  absence: (digest: Digest) => `data/absences/${hexOfDigest(digest)}.json`,
  disclosed: (position: number) => `data/disclosed/${String(position)}.json`,
  window: (position: number) => `data/windows/${String(position)}.digests`,
} as const

/** The one root folder of a bundle: `juece-` and the first subject. */
export function rootFolder(subject: readonly string[]): string {
  const [first] = subject
  if (first === undefined) throw new Error('a bundle has a subject')
  return `juece-${first.replaceAll('/', '-')}`
}

/** The 64 hex digits of a digest. */
export function hexOfDigest(digest: Digest): string {
  return digest.slice(7)
}
