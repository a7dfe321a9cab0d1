import type { Instant } from '@juece/kernel'
import type { Placed, StoredEvent } from '../../history/entry.ts'
import type { EventOf } from '../../specification.ts'
import { declareRecusal, openDeliberation, recordStance, takeDecision } from './commands-item.ts'
import { enterTranscript } from './commands-record.ts'
import type { DecisionKind, Stance } from './state.ts'

/** A stance with its words. */
export interface SaidStance extends Stance {
  readonly statement?: string
}

/** 一次集体讨论 · What was decided on one item at one sitting, by whom, and who stood where. */
export interface Deliberation {
  readonly draft?: number
  readonly recused: readonly string[]
  readonly stances: readonly SaidStance[]
  readonly decision: {
    readonly decision: DecisionKind
    readonly withEdits: boolean
    readonly decider: string
    readonly takenAt: Instant
    readonly reasons?: string
    readonly position: number
  }
}

type Open = Omit<Deliberation, 'decision'> & Partial<Pick<Deliberation, 'decision'>>

/** Every deliberation that ended in a decision, oldest first; a matter may come to the meeting more than once. */
export function deliberations(placed: readonly Placed[]): readonly Deliberation[] {
  const all = placed.reduce<readonly Open[]>((before, one) => {
    const { outcome } = one.entry
    return outcome.kind === 'recorded'
      ? outcome.events.reduce((so, event) => after(so, event, one), before)
      : before
  }, [])
  return all.flatMap(({ decision, ...rest }) =>
    decision === undefined ? [] : [{ ...rest, decision }],
  )
}

function after(before: readonly Open[], event: StoredEvent, placed: Placed): readonly Open[] {
  const { position, entry } = placed
  const { by, occurred } = entry
  switch (event.type) {
    case openDeliberation.event: {
      const { draft } = event as unknown as EventOf<typeof openDeliberation>
      return [...before, { draft, recused: [], stances: [] }]
    }
    case declareRecusal.event: {
      const { member } = event as unknown as EventOf<typeof declareRecusal>
      return changed(before, (open) => ({ ...open, recused: [...open.recused, member] }))
    }
    case recordStance.event: {
      const { member, stance, statement } = event as unknown as EventOf<typeof recordStance>
      const said = { member, stance, statement, position }
      return changed(before, (open) => ({ ...open, stances: [...open.stances, said] }))
    }
    case takeDecision.event: {
      const taken = event as unknown as EventOf<typeof takeDecision>
      const decision = {
        decision: taken.decision,
        withEdits: taken.decision === 'agreed' && (taken.edits ?? []).length > 0,
        decider: 'official' in by ? by.official : '',
        takenAt: occurred,
        ...(taken.reasons === undefined ? {} : { reasons: taken.reasons }),
        position,
      }
      return changed(before, (open) => ({ ...open, decision }))
    }
    case 'ReasonsGiven': {
      const { reasons } = event
      return changed(before, ({ decision, ...open }) => ({
        ...open,
        ...(decision === undefined ? {} : { decision: { ...decision, reasons: String(reasons) } }),
      }))
    }
    case enterTranscript.event: {
      const entered = event as unknown as EventOf<typeof enterTranscript>
      return [...before, transcribed(entered, position, occurred)]
    }
    default:
      return before
  }
}

function transcribed(
  entered: EventOf<typeof enterTranscript>,
  position: number,
  occurred: Instant,
): Deliberation {
  const { draft, recused = [], speeches = [], decision, decider, closed, reasons } = entered
  return {
    draft,
    recused,
    stances: speeches.map(({ member, stance, statement }) => ({
      member,
      stance,
      ...(statement === undefined ? {} : { statement }),
      position,
    })),
    decision: {
      decision,
      withEdits: false,
      decider,
      takenAt: closed ?? occurred,
      ...(reasons === undefined ? {} : { reasons }),
      position,
    },
  }
}

function changed(before: readonly Open[], change: (open: Open) => Open): readonly Open[] {
  const last = before.at(-1)
  return last === undefined ? before : [...before.slice(0, -1), change(last)]
}
