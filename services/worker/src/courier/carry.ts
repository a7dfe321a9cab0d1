import { streamOfClerk } from '@juece/procedure/facts'
import type { Client } from '@temporalio/client'

/** What a clerk is told: there is something to read, up to a position. */
export interface Nudge {
  readonly workflowType: string
  readonly matterId: string
  /** The highest of its group. */
  readonly position: number
  /** What to clear; none for a wake by date. */
  readonly positions: readonly number[]
}

/** The nudges that wait, or the clerks with something due. */
export interface Source {
  /** At most 64, without those that rest; marked as told, and resting, before they are handed out. */
  next(): Promise<readonly Nudge[]>
  /** Clears the outbox. A wake by date has nothing to clear, and rests. */
  sent(nudge: Nudge): Promise<void>
  /** It comes again after 1 s, 2 s, 4 s … 60 s. */
  failed(nudge: Nudge, why: unknown): void
}

/** How many a source hands out at once. */
export const handful = 64

/** One round of the leader: how many it carried. Twice does no harm; never is found later. */
export async function carryOnce(from: Source, client: Client, taskQueue: string): Promise<number> {
  const nudges = await from.next()
  await Promise.all(
    nudges.map((nudge) =>
      carry(nudge, client, taskQueue)
        .then(() => from.sent(nudge))
        // One that fails keeps its rows; the others go on.
        .catch((why: unknown) => from.failed(nudge, why)),
    ),
  )
  return nudges.length
}

// Nothing of the record is held while the engine is spoken to: one that hangs would hang the registrar.
async function carry(nudge: Nudge, client: Client, taskQueue: string): Promise<void> {
  await client.withDeadline(Date.now() + 5_000, () =>
    client.workflow.signalWithStart(nudge.workflowType, {
      workflowId: streamOfClerk(nudge.matterId),
      taskQueue,
      args: [{ matterId: nudge.matterId }],
      signal: 'entriesArrived',
      signalArgs: [nudge.position],
      // A late nudge for a closed matter starts a run that reads and ends; a terminated one is healed.
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  )
}
