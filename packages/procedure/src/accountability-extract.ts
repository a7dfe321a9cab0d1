import type { Digest, Instant } from '@juece/kernel'
import type { Placed, StoredEvent } from './history/entry.ts'
import { isFollowed } from './shared-steps/meeting/attendance.ts'
import { deliberations, type Deliberation } from './shared-steps/meeting/deliberations.ts'
import type { Stance } from './shared-steps/meeting/state.ts'

/** Who did what, in which post at the time, and on which text where the act names one. */
export interface ActLine {
  readonly position: number
  readonly occurred: Instant
  readonly official: string
  readonly organ: string
  readonly post: string
  readonly act: string
  readonly draft?: number
  readonly text?: Digest
  /** Rows that were flagged with the act. */
  readonly deviations: readonly string[]
}

/** One member's stance, in his words, and where it stands. */
export interface StanceLine {
  readonly member: string
  readonly stance: Stance['stance']
  readonly statement?: string
  readonly position: number
}

/** One decision of the meeting and everybody's part in it. */
export interface DecisionLine {
  readonly position: number
  readonly decider: string
  readonly decision: string
  readonly takenAt: Instant
  readonly draft?: number
  readonly text?: Digest
  readonly reasons?: string
  readonly stances: readonly StanceLine[]
  /** 表示不同意见的成员: held to account less, or not at all (第三十八条第三款). */
  readonly dissenters: readonly string[]
}

/** 责任倒查 · What an accounting organ needs of a matter, read from its entries and nothing else (第三十八条). */
export interface AccountabilityExtract {
  readonly acts: readonly ActLine[]
  readonly decisions: readonly DecisionLine[]
  readonly cases: readonly {
    readonly rule: string
    readonly persons: readonly string[]
    readonly opened: number
  }[]
}

/** Reads the extract off a matter's entries, oldest first. A refused act has changed nothing and bound nobody. */
export function accountabilityExtract(placed: readonly Placed[]): AccountabilityExtract {
  const texts = textsOf(placed)
  return {
    acts: placed.flatMap((one) => actLine(one, texts)),
    decisions: deliberations(placed).map((one) => decisionLine(one, texts)),
    cases: eventsOf(placed).flatMap(({ position, event }) =>
      event.type === 'AccountabilityOpened'
        ? [{ rule: String(event.rule), persons: textList(event.persons), opened: position }]
        : [],
    ),
  }
}

function actLine(
  { position, entry }: Placed,
  texts: ReadonlyMap<number, Digest>,
): readonly ActLine[] {
  const { by, outcome, occurred, command } = entry
  if (outcome.kind !== 'recorded' || !('official' in by)) return []
  const draft = draftOf(command)
  return [
    {
      position,
      occurred,
      official: by.official,
      organ: by.organ,
      post: by.post,
      act: command.type,
      ...onText(draft, texts),
      deviations: outcome.deviations.map(({ rule }) => rule),
    },
  ]
}

function decisionLine(
  { decision, stances, draft, recused }: Deliberation,
  texts: ReadonlyMap<number, Digest>,
): DecisionLine {
  const { decider, position, takenAt, reasons } = decision
  // A silent member has dissented from nothing, and neither has whoever stepped out or took the decision.
  const dissenters = stances
    .filter(({ member }) => member !== decider && !recused.includes(member))
    .filter(({ stance }) => !isFollowed(stance, decision))
    .map(({ member }) => member)
  return {
    position,
    decider,
    decision: decision.decision,
    takenAt,
    ...onText(draft, texts),
    ...(reasons === undefined ? {} : { reasons }),
    stances,
    dissenters,
  }
}

/** The text of each version, as it was registered. */
function textsOf(placed: readonly Placed[]): ReadonlyMap<number, Digest> {
  return new Map(
    eventsOf(placed).flatMap(({ event }) => {
      const { version, text } = event
      if (event.type !== 'DraftRegistered' || typeof version !== 'number') return []
      const digest = typeof text === 'object' && text !== null && 'digest' in text && text.digest
      return typeof digest === 'string' ? [[version, digest as Digest] as const] : []
    }),
  )
}

function draftOf({ draft, version }: StoredEvent): number | undefined {
  if (typeof draft === 'number') return draft
  return typeof version === 'number' ? version : undefined
}

function onText(draft: number | undefined, texts: ReadonlyMap<number, Digest>) {
  const text = draft === undefined ? undefined : texts.get(draft)
  return {
    ...(draft === undefined ? {} : { draft }),
    ...(text === undefined ? {} : { text }),
  }
}

function eventsOf(placed: readonly Placed[]) {
  return placed.flatMap(({ position, entry: { outcome } }) =>
    outcome.kind === 'recorded' ? outcome.events.map((event) => ({ position, event })) : [],
  )
}

function textList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
