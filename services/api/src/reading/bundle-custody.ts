import {
  closesDossier,
  papersNamed,
  type Absence,
  type BundledHeads,
  type BundledTime,
} from '@juece/dossier'
import { utf8Of } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import {
  checkpointText,
  headsProver,
  noteText,
  parseCheckpoint,
  parseNote,
  type EntryEvent,
} from '@juece/ledger'
import { enclosedIn } from '@juece/privacy'
import { askForHeads, streamHeads } from '@juece/record-store/heads'
import { checkpointCovering } from '@juece/record-store/seals'
import { timeCovering } from '@juece/record-store/time-evidence'
import { setTimeout as pause } from 'node:timers/promises'
import type { Dependencies } from '../dependencies.ts'
import type { Chosen } from './bundle-choice.ts'
import { closure, entryOf, type Read } from './bundle-parts.ts'
import { erasuresOf } from './opened.ts'
import type { Seal } from './seals.ts'

/** 保管所及 · What the custody register adds to a bundle: certificates of what is gone, and a statement of heads. */
export interface Kept {
  readonly entries: readonly Read[]
  readonly absences: readonly Absence[]
  /** The statement that ends what is not closed, where there is one. */
  readonly statement: Read | undefined
}

const headsPatienceMs = 2_000

/** Looks for what is needed beside the chosen entries. */
export async function keptFor(dependencies: Dependencies, chosen: Chosen): Promise<Kept> {
  const { absences, certificates } = await certificatesFor(dependencies, chosen)
  const statement = await statementFor(dependencies, chosen)
  const erasures = await erasuresAmong(dependencies, chosen)
  const beside = [...certificates, ...erasures, ...(statement === undefined ? [] : [statement])]
  const law = Math.max(0, ...beside.map(({ entry }) => entry.asOf['law-in-use'] ?? 0))
  const adopted = law === 0 ? [] : await closure(dependencies, new Map([['law-in-use', law]]))
  return { entries: [...beside, ...adopted], absences, statement }
}

/** The entries that tell which of the personal values shown were erased. */
async function erasuresAmong(
  dependencies: Dependencies,
  { entries }: Chosen,
): Promise<readonly Read[]> {
  const enclosing = entries.filter(
    ({ entry, withheld }) => withheld === undefined && enclosedIn(entry.command).length > 0,
  )
  if (enclosing.length === 0) return []
  const positions = enclosing.map(({ stored }) => stored.position)
  const found = await erasuresOf(dependencies, positions)
  const stored = await dependencies.desk.house.reader.readPositions([...found])
  return stored.map((one) => ({ stored: one, entry: entryOf(one) }))
}

/** For each paper that is named and not stored, the certificate that lists it. */
async function certificatesFor(
  { desk, attachments }: Dependencies,
  { entries }: Chosen,
): Promise<{ readonly absences: readonly Absence[]; readonly certificates: readonly Read[] }> {
  const gone = new Set<Digest>()
  for (const { entry, withheld } of entries) {
    if (withheld !== undefined) continue
    for (const { digest } of papersNamed(entry)) {
      if ((await attachments.describe(digest)) === undefined) gone.add(digest)
    }
  }
  const absences: Absence[] = []
  const certificates = new Map<number, Read>()
  if (gone.size > 0) {
    for (const stream of await desk.house.reader.streamsOf('custody')) {
      for (const stored of await desk.house.reader.readStream(stream)) {
        const entry = entryOf(stored)
        const event = eventIn(entry, 'DestructionCertified')
        const items: readonly unknown[] = Array.isArray(event?.items) ? event.items : []
        for (const digest of gone) {
          if (!items.includes(digest)) continue
          const ground = String(event?.ground ?? '')
          absences.push({ digest, state: 'destroyed', ground, certificate: stored.position })
          certificates.set(stored.position, { stored, entry })
          gone.delete(digest)
        }
      }
    }
  }
  return { absences, certificates: [...certificates.values()] }
}

/** For a subject that nothing ends yet: the newest statement of heads that covers it; a new one is asked for. */
async function statementFor(
  { desk, record }: Dependencies,
  { subject, entries, window, profile }: Chosen,
): Promise<Read | undefined> {
  const own = entries.filter(({ stored }) => subject.includes(stored.stream))
  const last = own.at(-1)
  const isEnded = last !== undefined && closesDossier(last.entry)
  if (last === undefined || isEnded || window !== undefined || profile === 'person')
    return undefined
  const { position } = last.stored
  const until = performance.now() + headsPatienceMs
  for (let asked = false; ;) {
    const known = await newestStatement(desk)
    if (known !== undefined && belowOf(known) > position) return known
    if (!asked) {
      if (!(await hasCustodian(record))) return undefined
      await askForHeads(record, position)
      asked = true
    }
    if (performance.now() >= until) return undefined
    await pause(50)
  }
}

async function newestStatement(desk: Dependencies['desk']): Promise<Read | undefined> {
  const { folded, position } = await desk.streams.fresh('custody/heads')
  if (folded.sequence === 0) return undefined
  const [stored] = await desk.house.reader.readPositions([position])
  return stored === undefined ? undefined : { stored, entry: entryOf(stored) }
}

/** Whether somebody is there who would record the heads; nobody waits for nobody. */
async function hasCustodian(record: Dependencies['record']): Promise<boolean> {
  const { rows } = await record.query<{ there: boolean }>(
    `select exists (select from pg_stat_activity
       where application_name = 'juece-custodian' and datname = current_database()) as there`,
  )
  return rows[0]?.there === true
}

/** The proofs about the subject's heads, and the witnessed note inside the statement. */
export async function headsUnder(
  { record }: Dependencies,
  { statement }: Kept,
  subject: readonly string[],
  seal: Seal,
): Promise<BundledHeads | undefined> {
  if (statement === undefined) return undefined
  const { heads } = await streamHeads(record, belowOf(statement))
  const proves = headsProver(heads)
  const witnessed = eventIn(statement.entry, 'HeadsRecorded')?.witnessed
  return {
    heads: subject.flatMap((stream) => {
      const head = heads.find((one) => one.stream === stream)
      const proof = proves(stream)
      return head === undefined || proof === undefined
        ? []
        : [{ ...head, ...proof, statement: statement.stored.position }]
    }),
    ...(typeof witnessed === 'string'
      ? { earlier: { note: witnessed, consistency: seal.consistency(sizeOf(witnessed)) } }
      : {}),
  }
}

/** The time token that covers the entries, or as many of them as any does. */
export async function timesUnder(
  { record, settings }: Dependencies,
  last: number,
  seal: Seal,
): Promise<readonly BundledTime[]> {
  const time = await timeCovering(record, last, seal.size)
  if (time?.answer === undefined) return []
  const { size, root, answer } = time
  const checkpoint = await checkpointCovering(record, size - 1)
  if (checkpoint?.size !== size) return []
  const lines = checkpoint.signatures.map(({ line }) => line)
  const note = noteText(checkpointText({ origin: settings.log.origin, size, root }), lines)
  return [{ size, note, answer, consistency: seal.consistency(size) }]
}

function belowOf({ entry }: Read): number {
  return Number(eventIn(entry, 'HeadsRecorded')?.below ?? 0)
}

function eventIn({ outcome }: Read['entry'], type: string): EntryEvent | undefined {
  const events = outcome.kind === 'recorded' ? outcome.events : []
  return events.find((event) => event.type === type)
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(utf8Of(note)).text).size
}
