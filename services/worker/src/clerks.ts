import { workflowTypeOf } from '@juece/activities'
import { matterIdOf } from '@juece/procedure'
import type { Progress } from '@juece/procedure/facts'
import { allClerks, told, type Told } from '@juece/record-store/clerks'
import type { Queryable } from '@juece/record-store/connect'
import type { RecordReader } from '@juece/record-store/read'
import type { ClockDoor } from '@juece/registrar/clock'

/** What is needed to know every matter and its clerk. */
export interface EveryMatter {
  readonly reader: Pick<RecordReader, 'streamsOf'>
  readonly clockDoor: Pick<ClockDoor, 'progress'>
}

/** A matter that has begun, and what its clerk ought to know. */
export interface Begun {
  readonly matterId: string
  readonly progress: Progress
}

/** Every matter the record has begun, folded; those named are passed by. */
export async function everyMatter(
  { reader, clockDoor }: EveryMatter,
  but: ReadonlySet<string> = new Set(),
): Promise<readonly Begun[]> {
  const begun: Begun[] = []
  const streams = [await reader.streamsOf('matter'), await reader.streamsOf('catalogue')].flat()
  for (const stream of streams) {
    const matterId = matterIdOf(stream)
    if (but.has(matterId)) continue
    const progress = await clockDoor.progress(matterId)
    // A stream of refusals alone began nothing.
    if (progress.kind !== '') begun.push({ matterId, progress })
  }
  return begun
}

/** Open matters without a row are told, so that `settled` does not pass them by. How many there were. */
export async function tellTheUnknown(db: Queryable, every: EveryMatter): Promise<number> {
  const known = new Set((await allClerks(db)).map(({ matter }) => matter))
  const missing = (await everyMatter(every, known)).filter(({ progress }) => !progress.isOver)
  await told(db, missing.map(tellingOf))
  return missing.length
}

/** What its clerk is told of a matter. */
export function tellingOf({ matterId, progress }: Begun): Told {
  return { matter: matterId, type: workflowTypeOf(progress), position: progress.position }
}

/** Whoever waits for a calendar looks again: the law in use has moved. */
export async function wakeThoseAwaitingCalendars(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `update ops.clerks set next_due = '-infinity' where awaits_year is not null and not is_over`,
  )
  return rowCount ?? 0
}
