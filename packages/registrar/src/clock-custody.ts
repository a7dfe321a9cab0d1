import { headsRootOf, parsePolicy } from '@juece/ledger'
import { streamHeads } from '@juece/record-store/heads'
import { newestWitnessedNote } from '@juece/record-store/witnessed'
import type { AnyCommand, Custody } from '@juece/procedure'
import type { Queryable } from '@juece/record-store/connect'
import type { Instant } from '@juece/kernel'
import { enter, type Desk } from './enter.ts'

/** The log, as far as a statement about it quotes it. */
export interface LogAtHand {
  readonly origin: string
  /** The text of its trust policy; without one no note is ever witnessed. */
  readonly policy: string | undefined
}

/** 保管之门 · What the house enters by itself: `by: {clerk: "custody"}`, ids `clock/custody/<type>/<position or date>`. */
export interface CustodyDoor {
  /** Records the heads of all streams; answers up to where they now reach. Nothing new: nothing entered. */
  recordHeads(): Promise<{ readonly below: number; readonly position: number | undefined }>
  /** From when to when something did not work. */
  recordOutage(outage: {
    readonly from: Instant
    readonly until: Instant
    readonly what: string
  }): Promise<void>
}

/** Opens the door for what belongs to the whole record. */
export function openCustodyDoor(desk: Desk, db: Queryable, log: LogAtHand): CustodyDoor {
  const lodge = async (stream: string, key: string, command: AnyCommand) => {
    const entered = await enter(desk, {
      stream,
      id: `clock/custody/${command.type}/${key}`,
      command,
      by: { clerk: 'custody' },
      occurred: desk.house.clock.now(),
    })
    if (entered.kind === 'entered') return entered
    if (entered.kind === 'reused') return undefined
    throw new Error(`${command.type} could not be entered: ${entered.kind}`)
  }
  return {
    recordHeads: async () => {
      const { folded } = await desk.streams.fresh('custody/heads')
      const { headsBelow } = folded.state as Custody
      const { below, heads } = await streamHeads(db)
      // The last entry of all is the statement before: nothing has come since.
      if (below <= headsBelow + 1) return { below: headsBelow, position: undefined }
      const witnessed =
        log.policy === undefined
          ? undefined
          : await newestWitnessedNote(db, log.origin, parsePolicy(log.policy))
      const entered = await lodge('custody/heads', String(below), {
        type: 'RecordHeads',
        below,
        count: heads.length,
        root: headsRootOf(heads),
        ...(witnessed === undefined ? {} : { witnessed: witnessed.note }),
      })
      return { below, position: entered?.stored.position }
    },
    recordOutage: async ({ from, until, what }) => {
      await lodge('custody/outages', from, { type: 'RecordOutage', from, until, what })
    },
  }
}
