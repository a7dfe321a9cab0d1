import type { Client } from '@temporalio/client'
import { msOf } from '@juece/kernel'
import { matterIdOf } from '@juece/procedure'
import { nextDueMs, streamOfClerk } from '@juece/procedure/facts'
import { allClerks, type ClerkRow } from '@juece/record-store/clerks'
import type { Queryable } from '@juece/record-store/connect'
import { everyMatter, type EveryMatter } from './clerks.ts'

/** 核对 · What the engine runs, compared with what the record asks for. Ids of matters. */
export interface Reconciled {
  readonly open: number
  readonly running: number
  /** Open, and no clerk runs: woken. */
  readonly missing: readonly string[]
  /** A clerk runs, and the matter is over or was never begun. */
  readonly surplus: readonly string[]
  /** Its clerk knows another next date than the record has: woken. */
  readonly misdated: readonly string[]
  /** Closed by hand, or failed, while the matter was open. */
  readonly ended: readonly { readonly matterId: string; readonly status: string }[]
}

/** Compares, and wakes what is missing or misdated. Nightly and on demand; it heals delays and never facts. */
export async function reconcile(
  db: Queryable,
  client: Client,
  every: EveryMatter,
): Promise<Reconciled> {
  const begun = await everyMatter(every)
  const open = begun.filter(({ progress }) => !progress.isOver)
  const known = new Map((await allClerks(db)).map((row) => [row.matter, row]))
  const running = new Set<string>()
  for await (const { workflowId } of client.workflow.list({
    query: 'ExecutionStatus = "Running"',
  })) {
    if (/^(matter|catalogue)\//.test(workflowId)) running.add(matterIdOf(workflowId))
  }
  const missing = open.filter(({ matterId }) => !running.has(matterId))
  const misdated = open.filter(({ matterId, progress }) => {
    const row = known.get(matterId)
    return (
      row === undefined || (row.position >= progress.position && dueOf(row) !== nextDueMs(progress))
    )
  })
  const openIds = new Set(open.map(({ matterId }) => matterId))
  const wake = new Set([...missing, ...misdated].map(({ matterId }) => matterId))
  await db.query(
    `update ops.clerks set next_due = '-infinity' where matter = any ($1) and not is_over`,
    [[...wake]],
  )
  return {
    open: open.length,
    running: running.size,
    missing: missing.map(({ matterId }) => matterId),
    surplus: [...running].filter((matterId) => !openIds.has(matterId)),
    misdated: misdated.map(({ matterId }) => matterId),
    ended: await endedOf(client, missing),
  }
}

function dueOf({ nextDue }: ClerkRow): number | undefined {
  return nextDue === null ? undefined : msOf(nextDue)
}

async function endedOf(
  client: Client,
  missing: readonly { readonly matterId: string }[],
): Promise<Reconciled['ended']> {
  const ended: { matterId: string; status: string }[] = []
  for (const { matterId } of missing) {
    try {
      const { status } = await client.workflow.getHandle(streamOfClerk(matterId)).describe()
      ended.push({ matterId, status: status.name })
    } catch {
      // The engine knows nothing of it: lost, and started again like any other.
    }
  }
  return ended
}
