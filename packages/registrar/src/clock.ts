import type { Instant } from '@juece/kernel'
import {
  progressOf,
  refusedByClock,
  type AnyCommand,
  type Deadline,
  type Matter,
  type Placed,
  type Progress,
} from '@juece/procedure'
import { parseEntry } from '@juece/procedure/wire'
import { enter, openDesk, type Desk } from './enter.ts'
import type { House } from './house.ts'

export { openDesk, type Desk } from './enter.ts'
export type { House } from './house.ts'
export { openHouse, type HouseSettings, type OpenHouse } from './open-house.ts'

/** A timed command as the clerk lodges it: `clock/<matter>/<type>/<position that set the date>`. */
export interface Timed {
  readonly matterId: string
  readonly id: string
  readonly type: string
}

/** 时钟之门 · The clerks' door: timed commands, and nothing a person does. */
export interface ClockDoor {
  lodge(
    timed: Timed,
  ): Promise<{ readonly outcome: 'recorded' | 'refused'; readonly progress: Progress }>
  /** What the clerk of a matter knows when it reads the record now, in legal time. */
  progress(matterId: string): Promise<Progress>
}

/** Opens the clerks' door. */
export function openClockDoor(houseOrDesk: House | Desk): ClockDoor {
  const desk = 'house' in houseOrDesk ? houseOrDesk : openDesk(houseOrDesk)
  return {
    progress: (matterId) => progress(desk, `matter/${matterId}`),
    lodge: async (timed) => {
      const stream = `matter/${timed.matterId}`
      if (!timed.id.startsWith(`clock/${timed.matterId}/`)) {
        throw new Error(`not an id of this matter's clock: ${timed.id}`)
      }
      const { folded } = await desk.streams.fresh(stream)
      const matter = folded.state as Matter
      const entered = await enter(desk, {
        stream,
        id: timed.id,
        command: commandOf(timed, matter),
        by: { clerk: matter.kind },
        occurred: instantOfWish(timed, matter, desk.house.clock.now()),
      })
      switch (entered.kind) {
        case 'entered':
          return { outcome: entered.entry.outcome.kind, progress: await progress(desk, stream) }
        case 'reused':
          throw named('CommandIdReused', `another act stands under ${timed.id}`)
        case 'invalid':
          throw new Error(
            `not a timed command: ${entered.issues.map(({ message }) => message).join('; ')}`,
          )
        case 'stale':
        case 'unavailable':
          throw new Error('the record cannot take the timed command now')
      }
    },
  }
}

async function progress(desk: Desk, stream: string): Promise<Progress> {
  const { folded, position } = await desk.streams.fresh(stream)
  const refused = refusedByClock(await timedOnes(desk, stream))
  const law = (await desk.streams.known('law-in-use')).folded.state as { calendar: null | string }
  const years = law.calendar === null ? [] : await yearsOf(desk)
  return progressOf(folded.state as Matter, position, {
    refused,
    hasCalendar: (year) => years.includes(String(year)),
  })
}

/** The clerk's own entries of the stream. */
async function timedOnes(desk: Desk, stream: string): Promise<readonly Placed[]> {
  const { commands } = await desk.streams.known(stream)
  const positions = [...commands].filter(([id]) => id.startsWith('clock/')).map(([, at]) => at)
  const stored = positions.length === 0 ? [] : await desk.house.reader.readPositions(positions)
  return stored.map(({ position, bytes }) => ({ position, entry: parseEntry(bytes) }))
}

async function yearsOf(desk: Desk): Promise<readonly string[]> {
  const { folded } = await desk.streams.fresh('law-in-use')
  const { calendar } = folded.state as {
    readonly calendar: Parameters<Desk['law']['calendar']>[0] | null
  }
  return calendar === null ? [] : Object.keys((await desk.law.calendar(calendar)).years)
}

/** The deadline whose wish this is: the one that brings the command and was set at that position. */
function wishOf({ id, type }: Timed, { deadlines }: Matter): Deadline | undefined {
  const setAt = Number(id.split('/').at(-1))
  return Object.values(deadlines).find(
    (deadline) =>
      deadline.setAt === setAt &&
      (deadline.brings === type || (type === 'FixDueDate' && deadline.awaitsYear !== undefined)),
  )
}

function commandOf(timed: Timed, matter: Matter): AnyCommand {
  const wish = wishOf(timed, matter)
  const round = matter.comment.rounds.at(-1)?.round
  if (timed.type === 'ClosePublicComment') {
    return { type: timed.type, round: round ?? 0 }
  }
  return { type: timed.type, ...(wish === undefined ? {} : { of: wish.name }) }
}

/** Of a timed command `occurred` is its instant; before that instant it is now, and is refused. */
function instantOfWish(timed: Timed, matter: Matter, now: Instant): Instant {
  const ends = timed.type === 'FixDueDate' ? undefined : wishOf(timed, matter)?.ends
  return ends !== undefined && ends <= now ? ends : now
}

function named(name: string, message: string): Error {
  const error = new Error(message)
  error.name = name
  return error
}
