import { digest, type Digest } from '@juece/kernel'
import { parseCanonical } from '@juece/ledger'

import { places, type Absence, type BundleManifest } from './layout.ts'
import { isAbsence, manifestFaults } from './manifest-check.ts'

/** A bundle as it lies before us: what it claims, and its files by their meaning. Nothing is checked. */
export type Bundle = {
  readonly root: string
  readonly manifest: BundleManifest
  readonly checkpoint: Uint8Array | undefined
  readonly policy: Uint8Array | undefined
  readonly entries: ReadonlyMap<number, Uint8Array>
  readonly proofs: ReadonlyMap<number, Uint8Array>
  readonly rules: ReadonlyMap<Digest, Uint8Array>
  readonly calendars: ReadonlyMap<Digest, Uint8Array>
  readonly attachments: ReadonlyMap<Digest, Uint8Array>
  readonly absences: ReadonlyMap<Digest, Uint8Array>
  readonly windows: ReadonlyMap<number, Uint8Array>
  /** Every file, by its path below the root folder. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** Files below `data/` that have no place in the layout. */
  readonly strange: readonly string[]
}

/** A bundle, or why these files are none. */
export type ReadBundle =
  | { readonly kind: 'bundle'; readonly bundle: Bundle }
  | { readonly kind: 'unreadable'; readonly says: string }

/** Reads the files of a bundle, by their paths with the root folder. */
export function readBundle(files: ReadonlyMap<string, Uint8Array>): ReadBundle {
  const roots = new Set([...files.keys()].map((path) => path.split('/')[0] ?? ''))
  const [root = ''] = roots
  if (roots.size !== 1) return { kind: 'unreadable', says: 'a bundle has one root folder' }
  const inside = new Map([...files].map(([path, bytes]) => [path.slice(root.length + 1), bytes]))
  const claimed = inside.get(places.manifest)
  if (claimed === undefined) return { kind: 'unreadable', says: `${places.manifest} is missing` }
  try {
    const value = parseCanonical(claimed)
    const faults = manifestFaults(value)
    if (faults.length > 0) return { kind: 'unreadable', says: `bundle.json: ${faults.join('; ')}` }
    return { kind: 'bundle', bundle: sorted(root, value as unknown as BundleManifest, inside) }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return { kind: 'unreadable', says: `bundle.json: ${why}` }
  }
}

/** Reads an absence; undefined when it is none. */
export function parseAbsence(bytes: Uint8Array): Absence | undefined {
  try {
    const value = parseCanonical(bytes)
    return isAbsence(value) ? (value as unknown as Absence) : undefined
  } catch {
    return undefined
  }
}

const known = [places.manifest, places.checkpoint, places.policy] as const
const byPosition = /^data\/(entries|proofs|windows)\/(0|[1-9]\d{0,15})\.(json|tlog-proof|digests)$/
const byDigest = /^data\/(rules|calendars|attachments|absences)\/([0-9a-f]{64})(\.json)?$/
/** Kept for a later reader: disclosed values, heads and earlier notes, time tokens. */
const later = /^data\/(disclosed|completeness|time)\/[A-Za-z0-9.]+$/

function sorted(root: string, manifest: BundleManifest, files: Bundle['files']): Bundle {
  const positions = { entries: new Map(), proofs: new Map(), windows: new Map() } as Positions
  const digests = {
    rules: new Map(),
    calendars: new Map(),
    attachments: new Map(),
    absences: new Map(),
  } as Digests
  const strange: string[] = []
  for (const [path, bytes] of files) {
    if (known.some((one) => one === path) || later.test(path) || !path.startsWith('data/')) continue
    if (!placed(path, bytes, positions, digests)) strange.push(path)
  }
  const checkpoint = files.get(places.checkpoint)
  const policy = files.get(places.policy)
  return { root, manifest, checkpoint, policy, ...positions, ...digests, files, strange }
}

type Positions = Record<'entries' | 'proofs' | 'windows', Map<number, Uint8Array>>
type Digests = Record<'rules' | 'calendars' | 'attachments' | 'absences', Map<Digest, Uint8Array>>

function placed(path: string, bytes: Uint8Array, positions: Positions, digests: Digests): boolean {
  const [, list = '', number = ''] = byPosition.exec(path) ?? []
  const position = Number(number)
  if (list === 'entries' && path === places.entry(position)) positions.entries.set(position, bytes)
  else if (list === 'proofs' && path === places.proof(position))
    positions.proofs.set(position, bytes)
  else if (list === 'windows' && path === places.window(position))
    positions.windows.set(position, bytes)
  else return placedByDigest(path, bytes, digests)
  return true
}

function placedByDigest(path: string, bytes: Uint8Array, digests: Digests): boolean {
  const [, list = '', hex = ''] = byDigest.exec(path) ?? []
  if (hex === '') return false
  const name = digest(`sha256:${hex}`)
  if (list === 'rules' && path === places.rules(name)) digests.rules.set(name, bytes)
  else if (list === 'calendars' && path === places.calendar(name))
    digests.calendars.set(name, bytes)
  else if (list === 'attachments' && path === places.attachment(name))
    digests.attachments.set(name, bytes)
  else if (list === 'absences' && path === places.absence(name)) digests.absences.set(name, bytes)
  else return false
  return true
}
