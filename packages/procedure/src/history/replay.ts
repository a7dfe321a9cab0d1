import { dateOf, type CalendarDate, type Digest } from '@juece/kernel'
import type { Calendar } from '@juece/legal-clock'
import type { LevelFile, Rules } from '@juece/rulebook'
import { circumstancesFrom, presentOf, type OpinionSet } from '../circumstances.ts'
import type { AnyCommand, Outcome } from '../decider.ts'
import { noRules } from '../no-rules.ts'
import type { Levels, PackAtHand, PackWanted } from '../registers/law-in-use/packs.ts'
import {
  deciderUnder,
  governing,
  isKnownStream,
  opinionsNeeded,
  packNeeded,
  streamsRead,
} from '../streams.ts'
import type { EntryOutcome, Placed } from './entry.ts'
import { emptyStream, withEntry, type Folded } from './fold.ts'

/** What deciding again needs beside the entries. */
export interface Tools {
  /** The rules of a manifest on a day; undefined where its files are not at hand. */
  rules(manifest: Digest, on: CalendarDate): Rules | undefined
  calendar(manifest: Digest): Calendar | undefined
  /** The version of `decide` a manifest names; undefined where it is not at hand. */
  procedure(manifest: Digest): number | undefined
  /** A manifest with the level files it names; undefined where they are not at hand. */
  levels?(manifest: Digest): Levels | undefined
  /** A policy pack; a text says why its bytes are none, undefined that they are not at hand. */
  pack?(digest: Digest): LevelFile | string | undefined
  /** Root over digests in their sorted order. */
  rootOf(digests: readonly Digest[]): Digest
}

/** An entry as replay needs it. */
export type Replayed = Placed & { readonly digest: Digest }

/** What became of one entry. */
export type Redecided =
  | { readonly position: number; readonly kind: 'agrees' }
  | {
      readonly position: number
      readonly kind: 'differs'
      readonly says: string
      readonly again: Outcome
    }
  | { readonly position: number; readonly kind: 'not-checked'; readonly why: string }

/** 重新裁决 · Decides every entry again from bytes alone, in position order, and compares. */
export function* replay(
  entries: readonly Replayed[],
  tools: Tools,
  under: typeof deciderUnder = deciderUnder,
): Generator<Redecided> {
  const folded = new Map<string, Folded>()
  const opinions = new Opinions(tools)
  for (const placed of [...entries].sort((a, b) => a.position - b.position)) {
    const { position, entry } = placed
    if (!isKnownStream(entry.stream)) {
      yield { position, kind: 'not-checked', why: `unknown stream ${entry.stream}` }
      continue
    }
    const before = folded.get(entry.stream) ?? emptyStream(entry.stream)
    if (entry.sequence !== before.sequence + 1) {
      yield {
        position,
        kind: 'not-checked',
        why: `entries of ${entry.stream} before it are missing`,
      }
      continue
    }
    yield redecided(placed, before, folded, opinions, tools, under)
    folded.set(entry.stream, withEntry(before, placed))
    opinions.add(placed)
  }
}

function redecided(
  { position, entry }: Replayed,
  before: Folded,
  folded: ReadonlyMap<string, Folded>,
  opinions: Opinions,
  tools: Tools,
  under: typeof deciderUnder,
): Redecided {
  const { stream, command, by, occurred } = entry
  const read = streamsRead(command, stream, before.state, by)
  const named = Object.keys(entry.asOf).sort()
  if (JSON.stringify(read) !== JSON.stringify(named)) {
    return differs(position, `read ${named.join(', ')}, should have read ${read.join(', ')}`)
  }
  const states = new Map<string, unknown>([[stream, before.state]])
  for (const other of read) {
    const { sequence, state } = folded.get(other) ?? emptyStream(other)
    const wanted = entry.asOf[other] ?? 0
    // A stream that is not in these bytes cannot speak for or against the entry.
    if (sequence < wanted) return { position, kind: 'not-checked', why: `${other} is not here` }
    if (sequence > wanted) return differs(position, `${other} stood at ${sequence}, not ${wanted}`)
    states.set(other, state)
  }
  const governs =
    'founding' in by
      ? { rules: null, calendar: null }
      : governing(stream, command, states, dateOf(occurred))
  if (governs.rules !== entry.rules || governs.calendar !== entry.calendar) {
    return differs(position, 'another rulebook or calendar governed')
  }
  const on = dateOf('begun' in governs && governs.begun !== undefined ? governs.begun : occurred)
  const rules = governs.rules === null ? noRules(on) : tools.rules(governs.rules, on)
  const calendar = governs.calendar === null ? { years: {} } : tools.calendar(governs.calendar)
  if (rules === undefined || calendar === undefined) {
    return { position, kind: 'not-checked', why: 'rules or calendar are not here' }
  }
  // What no rules govern yet, the founding, is decided as it was from the beginning.
  const procedure = governs.rules === null ? 1 : tools.procedure(governs.rules)
  const decider = procedure === undefined ? undefined : under(stream, procedure)
  if (decider === undefined) {
    return { position, kind: 'not-checked', why: `procedure ${procedure ?? '?'} is not known here` }
  }
  const wanted = packNeeded(command, stream, before.state)
  const pack = wanted === undefined ? undefined : packFrom(wanted, tools)
  if (wanted !== undefined && pack === undefined) {
    return { position, kind: 'not-checked', why: 'the pack or the rules above it are not here' }
  }
  const window = opinionsNeeded(command, before.state)
  const sets =
    window === undefined ? [undefined] : opinions.sets(window, belowOf(entry.outcome, position))
  const results = sets.map((set) =>
    decider.decide(
      withoutId(command),
      before.state,
      circumstancesFrom({
        time: occurred,
        present: presentOf(command, occurred, entry.entered),
        rules,
        calendar,
        states,
        ...(set === undefined ? {} : { opinions: set }),
        ...(pack === undefined ? {} : { pack }),
      }),
      by,
    ),
  )
  if (results.some((again) => isSame(again, entry.outcome))) return { position, kind: 'agrees' }
  const [again] = results
  return again === undefined
    ? differs(position, 'nothing was decided')
    : { position, kind: 'differs', says: 'decided otherwise', again }
}

function packFrom(wanted: PackWanted, tools: Tools): PackAtHand | undefined {
  const file = tools.pack?.(wanted.pack)
  const earlier = wanted.earlier.map((manifest) => [manifest, tools.levels?.(manifest)] as const)
  if (file === undefined) return undefined
  const there = earlier.flatMap(([manifest, levels]) =>
    levels === undefined ? [] : [[manifest, levels] as const],
  )
  return there.length === earlier.length ? { file, earlier: new Map(there) } : undefined
}

function differs(position: number, says: string): Redecided {
  return { position, kind: 'differs', says, again: { kind: 'invalid', issues: [] } }
}

function withoutId(command: AnyCommand): AnyCommand {
  const { id: _id, ...rest } = command
  return rest as AnyCommand
}

function isSame(again: Outcome, entered: EntryOutcome): boolean {
  return ordered(again) === ordered(entered)
}

/** Text in which the order of members does not matter. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

/** The position below which the event speaks of opinions; a refusal spoke of what stood below itself. */
function belowOf(outcome: EntryOutcome, position: number): number {
  const of = outcome.kind === 'recorded' ? outcome.events[0] : undefined
  const set = of?.opinions
  return typeof set === 'object' && set !== null && 'below' in set ? Number(set.below) : position
}

/** The opinions of windows and what became of them, as far as they are in these bytes. */
class Opinions {
  readonly #tools: Tools
  readonly #given: { window: string; stream: string; position: number; digest: Digest }[] = []
  readonly #disposed: { window: string; stream: string; position: number; disposition: string }[] =
    []

  constructor(tools: Tools) {
    this.#tools = tools
  }

  add({ position, digest, entry: { stream, outcome } }: Replayed): void {
    if (outcome.kind !== 'recorded') return
    for (const event of outcome.events) {
      const window = String(event.window)
      if (event.type === 'PublicOpinionSubmitted' && event.late === false) {
        this.#given.push({ window, stream, position, digest })
      }
      if (event.type === 'OpinionDisposedOf') {
        this.#disposed.push({ window, stream, position, disposition: String(event.disposition) })
      }
    }
  }

  /** The set below a position; for a refusal also the one a moment earlier. */
  sets(window: string, below: number): readonly OpinionSet[] {
    return [this.#setOf(window, below)]
  }

  #setOf(window: string, below: number): OpinionSet {
    const given = this.#given.filter((one) => one.window === window && one.position < below)
    const disposed = this.#disposed.filter(
      (one) => one.position < below && given.some(({ stream }) => stream === one.stream),
    )
    const count = (disposition: string) =>
      disposed.filter((one) => one.disposition === disposition).length
    return {
      below,
      count: given.length,
      undisposed: given.length - disposed.length,
      adopted: count('adopted'),
      partly: count('partly'),
      notAdopted: count('notAdopted'),
      root: this.#tools.rootOf(given.map(({ digest }) => digest).sort()),
    }
  }
}
