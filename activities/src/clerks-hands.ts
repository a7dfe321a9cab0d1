import { instantOf, msOf, type Instant } from '@juece/kernel'
import { nextDueMs, withDates, type Progress } from '@juece/procedure/facts'
import type { ClerkRow } from '@juece/record-store/clerks'
import type { ClockDoor } from '@juece/registrar/clock'
import type { Hands } from './hands.ts'

/** What the hands of a clerk work with. */
export interface Within {
  readonly clockDoor: ClockDoor
  /** Keeps what a clerk now knows (`ops.clerks`). */
  readonly noteProgress: (row: ClerkRow) => Promise<void>
  /**
   * The time the door itself goes by, where that is not system time. Any other clock might run ahead of it, and what
   * is lodged a moment early is refused once and for all.
   */
  readonly legalNow?: () => Instant
}

/** 书记员之手 · Reads the record and lodges what time brings about, for the workflow of a matter. */
export function makeActivities({ clockDoor, noteProgress, legalNow }: Within): Hands {
  const told = async (matterId: string, progress: Progress): Promise<Progress> => {
    const due = nextDueMs(progress)
    await noteProgress({
      matter: matterId,
      type: workflowTypeOf(progress),
      position: progress.position,
      nextDue: due === undefined ? null : instantOf(due),
      awaitsYear: progress.awaitsYear ?? null,
      isOver: progress.isOver,
    })
    return legalNow === undefined
      ? progress
      : asTheEngineHasIt(progress, msOf(legalNow()), Date.now())
  }
  return {
    readProgress: async ({ matterId }) => told(matterId, await clockDoor.progress(matterId)),
    lodgeCommand: async (ask) => {
      const { outcome, progress } = await clockDoor.lodge(ask)
      return { outcome, progress: await told(ask.matterId, progress) }
    },
  }
}

/** The exported name of the page of a kind, which is its workflow's type: `majorDecision` of `major-decision`. */
export function workflowTypeOf({ kind }: Progress): string {
  return kind.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
}

/**
 * Dates in the engine's time. A date that has come in legal time stays as it is: it is past for the engine too, and
 * keeps its place among others. One that has not come lies as far ahead of the engine's now as of legal time's.
 */
export function asTheEngineHasIt(progress: Progress, legalMs: number, systemMs: number): Progress {
  return withDates(progress, (dueMs) => (dueMs <= legalMs ? dueMs : dueMs - legalMs + systemMs))
}
