import { dueClerks, told } from '@juece/record-store/clerks'
import type { Queryable } from '@juece/record-store/connect'
import { clearOutbox, pendingNudges, type PendingNudge } from '@juece/record-store/outbox'
import type { Logger } from 'pino'
import { handful, type Nudge, type Source } from './carry.ts'
import type { Rests } from './rests.ts'

/** What both sources work with. */
export interface SourceParts {
  /** With the courier's login. */
  readonly db: Queryable
  readonly rests: Rests
  readonly log: Logger
  readonly count: (what: 'carried' | 'failed') => void
}

/** The nudges an append left: of each matter the highest. */
export function outboxSource({ db, rests, log, count }: SourceParts): Source {
  return {
    next: async () => {
      const groups = grouped(await pendingNudges(db), log)
      const ready = groups
        .filter(({ matterId, position }) => !rests.isResting(matterId, rowOf(position)))
        .slice(0, handful)
      // Told and not yet read counts as due: between a nudge and its read nothing is settled.
      await told(
        db,
        ready.map(({ matterId, workflowType, position }) => ({
          matter: matterId,
          type: workflowType,
          position,
        })),
      )
      for (const { matterId, position } of ready) rests.begins(matterId, rowOf(position))
      return ready
    },
    sent: async ({ positions }) => {
      await clearOutbox(db, positions)
      count('carried')
    },
    failed: notCarried(log, count),
  }
}

/** The clerks with a date that has come. Told a position they have not read, so that they look. */
export function dueSource({ db, rests, log, count }: SourceParts): Source {
  return {
    next: async () => {
      const due = await dueClerks(db)
      const ready = due
        .filter(({ matter, position, due }) => !rests.isResting(matter, rowOf(position, due)))
        .slice(0, handful)
      for (const { matter, position, due } of ready) rests.begins(matter, rowOf(position, due))
      return ready.map(({ matter, type, position }) => ({
        workflowType: type,
        matterId: matter,
        position: position + 1,
        positions: [],
      }))
    },
    sent: () => {
      count('carried')
      return Promise.resolve()
    },
    failed: notCarried(log, count),
  }
}

/** The row of a clerk as far as it matters: a date of tomorrow does not wait for yesterday's rest. */
function rowOf(position: number, due = '-infinity'): string {
  return `${position} ${due}`
}

function grouped(pending: readonly PendingNudge[], log: Logger): readonly Nudge[] {
  const byMatter = new Map<string, Nudge>()
  for (const { position, target } of pending) {
    const [, workflowType, ofMatter, ofCatalogue] =
      /^([^/]+)\/(?:matter\/([^/]+)|catalogue\/([^/]+\/[^/]+))$/.exec(target) ?? []
    const matterId = ofMatter ?? ofCatalogue
    if (workflowType === undefined || matterId === undefined) {
      log.error({ target, position }, 'a nudge for nobody')
      continue
    }
    const before = byMatter.get(matterId)
    byMatter.set(matterId, {
      workflowType,
      matterId,
      position: Math.max(position, before?.position ?? position),
      positions: [...(before?.positions ?? []), position],
    })
  }
  return [...byMatter.values()]
}

function notCarried(log: Logger, count: SourceParts['count']): Source['failed'] {
  return ({ matterId, position }, why) => {
    const says = why instanceof Error ? why.message : String(why)
    log.warn({ matterId, position, says }, 'a nudge was not carried; it is tried again')
    count('failed')
  }
}
