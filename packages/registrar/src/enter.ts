import { setTimeout as pause } from 'node:timers/promises'
import { bytesOfDigest, digestOf, hexOf, randomBytes, utf8Of } from '@juece/cryptography'
import { bodyOf, canonicalBytes, setRootOf } from '@juece/ledger'
import { dateOf, laterOf, type Digest, type Instant, type JsonObject } from '@juece/kernel'
import {
  circumstancesFrom,
  clerkIn,
  deciderOf,
  deciderUnder,
  doorOf,
  governing,
  noRules,
  nudges,
  opinionsNeeded,
  packNeeded,
  presentOf,
  progressIn,
  streamsRead,
  type AnyCommand,
  type By,
  type Circumstances,
  type Entry,
  type EntryOutcome,
  type Issue,
  type OpinionSet,
  type PackAtHand,
  type PackWanted,
} from '@juece/procedure'
import { entryFrom, parseEntry } from '@juece/procedure/wire'
import type { PersonalValue } from '@juece/privacy'
import { canonicalPrint } from '@juece/rulebook'
import { QueueFull, Unavailable, type AppendVerdict, type StoredEntry } from '@juece/record-store'
import { foldedStreams, type FoldedStreams, type Known } from './folded.ts'
import type { House } from './house.ts'
import { isSameOfPersons } from './personal.ts'
import { openLawLibrary, type LawLibrary } from './law-library.ts'

/** One act, ready to be decided: papers resolved, person and post known, time stamped. */
export interface Act {
  readonly stream: string
  readonly command: AnyCommand
  readonly id: string
  readonly by: By
  readonly occurred: Instant
  /** Personal values of the request, to compare when the act comes again; in the command they are enclosed. */
  readonly personal?: readonly PersonalValue[]
  /** The sequence the caller has seen. */
  readonly ifMatch?: number
}

/** What became of an act. */
export type Entered =
  | {
      readonly kind: 'entered'
      readonly stored: Pick<StoredEntry, 'position' | 'digest' | 'stream' | 'sequence'>
      readonly entry: Entry
      /** The same act was entered before; this is its first answer. */
      readonly repeated: boolean
      /** The stream after it; of a repeated act, as it stands now. */
      readonly known: Known
    }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'reused'; readonly position: number }
  | { readonly kind: 'stale'; readonly sequence: number }
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }

/** 登记处 · The parts around the one path into the record. */
export interface Desk {
  readonly house: House
  readonly streams: FoldedStreams
  readonly law: LawLibrary
  /** One act of a stream at a time in this process. */
  inTurn<T>(stream: string, act: () => Promise<T>): Promise<T>
}

/** Opens the desk; both doors of a process share it. */
export function openDesk(house: House): Desk {
  const turns = new Map<string, Promise<unknown>>()
  return {
    house,
    streams: foldedStreams(house.reader),
    law: openLawLibrary(house.papers),
    inTurn: async (stream, act) => {
      const before = turns.get(stream) ?? Promise.resolve()
      const mine = before.then(act, act)
      const settled = mine.then(
        () => undefined,
        () => undefined,
      )
      turns.set(stream, settled)
      try {
        return await mine
      } finally {
        if (turns.get(stream) === settled) turns.delete(stream)
      }
    },
  }
}

/** Between two processes each try is won or lost by a hair: so long, a little apart, loses nobody an act. */
const patienceMs = 5_000

/** 登记 · Load, resolve, decide, append: the only way into the record. */
export function enter(desk: Desk, act: Act): Promise<Entered> {
  return desk.inTurn(act.stream, async () => {
    const end = performance.now() + patienceMs
    for (let tried = 0; tried === 0 || performance.now() < end; tried += 1) {
      if (tried > 2) await aWhile(Math.min(tried, 8))
      const before = await desk.streams.known(act.stream)
      const answer = await attempt(desk, act, before)
      if (answer !== 'again') return answer
    }
    return { kind: 'unavailable', retryAfterSeconds: 1 }
  })
}

/** A few milliseconds, never the same for two. */
async function aWhile(tried: number): Promise<void> {
  const [chance = 0] = randomBytes(1)
  await pause((chance / 64) * tried)
}

async function attempt(desk: Desk, act: Act, before: Known): Promise<Entered | 'again'> {
  const { house, streams } = desk
  const known = before.commands.get(act.id)
  if (known !== undefined) return again(desk, act, known)
  if (act.ifMatch !== undefined && before.folded.sequence !== act.ifMatch) {
    const fresh = await streams.fresh(act.stream)
    if (fresh.commands.has(act.id)) return 'again'
    if (fresh.folded.sequence !== act.ifMatch)
      return { kind: 'stale', sequence: fresh.folded.sequence }
    return 'again'
  }

  const { folded } = before
  const entered = laterOf(house.clock.now(), before.entered ?? act.occurred)
  const read = await readOthers(desk, act, folded.state)
  const decided = await decide(desk, act, folded.state, read, entered)
  if (decided.outcome.kind === 'invalid') {
    // What looks like no act may be one that was entered by another process, or decided on an old view.
    const fresh = await streams.fresh(act.stream)
    if (fresh.folded.sequence !== before.folded.sequence) return 'again'
    if (await areStale(desk, read)) return 'again'
    return { kind: 'invalid', issues: decided.outcome.issues }
  }

  await keepManifests(desk, decided.outcome)
  const entry: Entry = {
    format: 'juece-entry/1',
    stream: act.stream,
    sequence: folded.sequence + 1,
    previous: before.digest,
    asOf: Object.fromEntries(
      [...read].map(
        ([
          stream,
          {
            folded: { sequence },
          },
        ]) => [stream, sequence],
      ),
    ),
    occurred: act.occurred,
    entered,
    by: act.by,
    rules: decided.rules,
    calendar: decided.calendar,
    command: { ...act.command, id: act.id },
    outcome: decided.outcome,
    salt: hexOf(randomBytes(16)),
  }
  // What no reader could read must not be entered: a fault here, before anything is.
  const bytes = canonicalBytes(entryFrom(entry) as unknown as JsonObject)
  const stored = { stream: act.stream, sequence: entry.sequence, digest: digestOf(bytes), bytes }
  const belongs = windowOf(entry, folded.state)
  const placed = { ...stored, position: 0 }
  const after = nextState(folded.state, entry)
  const target = nudged(folded.state, after, act)

  const verdict = await append(desk, {
    stream: act.stream,
    expected: folded.sequence,
    previous: before.digest,
    commandId: act.id,
    body: bytesOfDigest(bodyOf(entry.command)),
    digest: stored.digest,
    bytes,
    guards: entry.asOf,
    ...(belongs === undefined ? {} : { belongs }),
    ...(target === undefined ? {} : { target }),
  })
  switch (verdict.kind) {
    case 'entered': {
      const kept = { ...placed, position: verdict.position }
      return {
        kind: 'entered',
        stored: kept,
        entry,
        repeated: false,
        known: streams.entered(before, kept, entry),
      }
    }
    case 'duplicate':
    case 'reused':
      await streams.fresh(act.stream)
      return again(desk, act, verdict.position)
    case 'conflict':
      house.log.debug(
        { stream: verdict.stream, on: verdict.on },
        'somebody wrote first; deciding again',
      )
      await streams.fresh(verdict.stream)
      return 'again'
    case 'unavailable':
      return verdict
  }
}

type Appended = AppendVerdict | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }

async function append(
  desk: Desk,
  unit: Parameters<House['committer']['append']>[0],
): Promise<Appended> {
  try {
    return await desk.house.committer.append(unit)
  } catch (why) {
    if (why instanceof QueueFull || why instanceof Unavailable) {
      desk.house.log.error({ why }, 'the record cannot take the act now')
      return { kind: 'unavailable', retryAfterSeconds: 1 }
    }
    throw why
  }
}

/** The first answer once more; another act under the same id is none. */
async function again(desk: Desk, act: Act, position: number): Promise<Entered> {
  const [stored] = await desk.house.reader.readPositions([position])
  if (stored === undefined) throw new Error(`no entry at position ${position}`)
  const entry = parseEntry(stored.bytes)
  const isSame = bodyOf(entry.command) === bodyOf({ ...act.command, id: act.id })
  if (!isSame) return { kind: 'reused', position }
  const isOfSamePersons = await sameOfPersons(desk, entry, act)
  if (isOfSamePersons === undefined) return { kind: 'unavailable', retryAfterSeconds: 1 }
  if (!isOfSamePersons) return { kind: 'reused', position }
  return {
    kind: 'entered',
    stored,
    entry,
    repeated: true,
    known: await desk.streams.known(act.stream),
  }
}

/** Undefined where the keyring does not answer. */
async function sameOfPersons(
  { house }: Desk,
  entry: Entry,
  { command, personal = [] }: Act,
): Promise<boolean | undefined> {
  try {
    return await isSameOfPersons(house.encloser, entry, command, personal)
  } catch (why) {
    const kind = why instanceof Error ? why.name : 'unknown'
    house.log.error({ why: kind }, 'the keyring cannot compare personal values now')
    return undefined
  }
}

async function readOthers(
  { streams }: Desk,
  { command, stream, by }: Act,
  state: unknown,
): Promise<ReadonlyMap<string, Known>> {
  const others = streamsRead(command, stream, state, by)
  return new Map(
    await Promise.all(others.map(async (other) => [other, await streams.known(other)] as const)),
  )
}

async function areStale({ streams }: Desk, read: ReadonlyMap<string, Known>): Promise<boolean> {
  for (const [stream, seen] of read) {
    if ((await streams.fresh(stream)).folded.sequence !== seen.folded.sequence) return true
  }
  return false
}

interface Decided {
  readonly outcome: EntryOutcome | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  readonly rules: Digest | null
  readonly calendar: Digest | null
}

async function decide(
  desk: Desk,
  { stream, command, by, occurred }: Act,
  state: unknown,
  read: ReadonlyMap<string, Known>,
  entered: Instant,
): Promise<Decided> {
  const states = new Map<string, unknown>([[stream, state]])
  for (const [other, { folded }] of read) states.set(other, folded.state)
  const present = presentOf(command, occurred, entered)
  const { at, rules, calendar } = await circumstances(desk, {
    stream,
    command,
    by,
    states,
    time: occurred,
    present,
  })
  // The manifest that governs the act names the version of the procedure; what is not in this build stops the act.
  const procedure = rules === null ? 1 : (await desk.law.levels(rules)).procedure
  const decider = deciderUnder(stream, procedure)
  if (decider === undefined) throw new Error(`procedure ${procedure} is not in this build`)
  return { outcome: decider.decide(command, state, at, by), rules, calendar }
}

/** What circumstances are resolved from. */
export interface Asked {
  readonly stream: string
  readonly command: AnyCommand
  readonly by: By
  readonly states: ReadonlyMap<string, unknown>
  readonly time: Instant
  readonly present: Instant
}

/** 情势 · Resolves rules, calendar and opinions for what is asked. */
export async function circumstances(
  desk: Desk,
  { stream, command, by, states, time, present }: Asked,
): Promise<{
  readonly at: Circumstances
  readonly rules: Digest | null
  readonly calendar: Digest | null
}> {
  const governs =
    'founding' in by
      ? { rules: null, calendar: null }
      : governing(stream, command, states, dateOf(time))
  const { rules, calendar } = governs
  const on = dateOf('begun' in governs && governs.begun !== undefined ? governs.begun : time)
  const window = opinionsNeeded(command, states.get(stream))
  const opinions = window === undefined ? undefined : await opinionsOf(desk, window)
  const wanted = packNeeded(command, stream, states.get(stream))
  const pack = wanted === undefined ? undefined : await packAtHand(desk, wanted)
  return {
    rules,
    calendar,
    at: circumstancesFrom({
      time,
      present,
      rules: rules === null ? noRules(on) : await desk.law.rules(rules, on),
      calendar: calendar === null ? { years: {} } : await desk.law.calendar(calendar),
      states,
      ...(opinions === undefined ? {} : { opinions }),
      ...(pack === undefined ? {} : { pack }),
    }),
  }
}

/** 规则包 and every manifest it has to be compared with. */
async function packAtHand({ law }: Desk, { pack, earlier }: PackWanted): Promise<PackAtHand> {
  const levels = await Promise.all(
    earlier.map(async (manifest) => [manifest, await law.levels(manifest)] as const),
  )
  return { file: await law.pack(pack), earlier: new Map(levels) }
}

/** An adopted pack makes a manifest that nobody has stored: it is kept before an entry names it. */
async function keepManifests({ house }: Desk, outcome: EntryOutcome): Promise<void> {
  if (outcome.kind === 'refused') return
  for (const { type, manifest } of outcome.events) {
    if (type === 'PackAdopted' && manifest !== undefined) {
      await house.papers.keep(utf8Of(canonicalPrint(manifest)))
    }
  }
}

/** The opinions of a window below the position the record has reached. */
async function opinionsOf({ house }: Desk, window: string): Promise<OpinionSet> {
  const below = await house.reader.size()
  const set = await house.reader.opinionSet(window, below)
  const disposals = await house.reader.readPositions(set.dispositions)
  const words = disposals.map(({ bytes }) => String(parseEntry(bytes).command.disposition))
  const count = (word: string) => words.filter((one) => one === word).length
  return {
    below,
    count: set.digests.length,
    undisposed: set.digests.length - set.disposed,
    adopted: count('adopted'),
    partly: count('partly'),
    notAdopted: count('notAdopted'),
    root: setRootOf(set.digests),
  }
}

/** The window an opinion in time, or its disposition, belongs to. */
function windowOf({ stream, outcome }: Entry, before: unknown): string | undefined {
  if (doorOf(stream) !== 'opinion' || outcome.kind === 'refused') return undefined
  const [event] = outcome.events
  const isLate =
    event?.late === true ||
    (typeof before === 'object' && before !== null && 'late' in before && before.late === true)
  return isLate || typeof event?.window !== 'string' ? undefined : event.window
}

/** Classes of streams that a clerk keeps. */
const withClerks: ReadonlySet<string> = new Set(['matter', 'catalogue'])

function nextState(state: unknown, entry: Entry): unknown {
  if (entry.outcome.kind === 'refused' || !withClerks.has(doorOf(entry.stream))) return state
  const { sequence, occurred, entered, by, rules } = entry
  const seen = { position: Number.MAX_SAFE_INTEGER, sequence, occurred, entered, by, rules }
  const decider = deciderOf(entry.stream)
  return entry.outcome.events.reduce((before, event) => decider.evolve(before, event, seen), state)
}

/** The clerk to tell: only when dates, what is owed, walk, stage or the end differ, and never of its own act. */
function nudged(before: unknown, after: unknown, { stream, by }: Act): string | undefined {
  if (before === after || 'clerk' in by) return undefined
  const clerk = clerkIn(stream, after)
  const progress = progressIn(stream, after, 0)
  if (clerk === undefined || progress === undefined) return undefined
  return nudges(progressIn(stream, before, 0), progress)
    ? `${clerk.workflowType}/${stream}`
    : undefined
}
