import type { Instant } from '@juece/kernel'
import {
  endOfYear,
  progressOf,
  progressOfCatalogue,
  refusedByClock,
  streamOfClerk,
  type AnyCommand,
  type Catalogue,
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
    progress: (matterId) => progress(desk, streamOfClerk(matterId)),
    lodge: async (timed) => {
      const stream = streamOfClerk(timed.matterId)
      if (!timed.id.startsWith(`clock/${timed.matterId}/`)) {
        throw new Error(`not an id of this matter's clock: ${timed.id}`)
      }
      const { folded } = await desk.streams.fresh(stream)
      const now = desk.house.clock.now()
      const entered = await enter(desk, {
        stream,
        id: timed.id,
        ...(stream.startsWith('catalogue/')
          ? ofCatalogue(timed, folded.state as Catalogue, now)
          : ofMatter(timed, folded.state as Matter, now)),
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
  if (stream.startsWith('catalogue/')) {
    return progressOfCatalogue(folded.state as Catalogue, position, { refused })
  }
  return progressOf(folded.state as Matter, position, {
    refused,
    hasCalendar: (year) => years.includes(String(year)),
  })
}

/** What is lodged of a matter: the command, for whom, and when it happened in law. */
function ofMatter(timed: Timed, matter: Matter, now: Instant) {
  return {
    command: commandOf(timed, matter),
    by: { clerk: matter.kind },
    occurred: instantOfWish(timed, matter, now),
  }
}

/** The same of a catalogue: the year that was begun by the entry its id names. */
function ofCatalogue({ id, type }: Timed, { began }: Catalogue, now: Instant) {
  const setAt = Number(id.split('/').at(-1))
  const year = began.find((one) => one.setAt === setAt)?.year
  const ends = year === undefined ? undefined : endOfYear(year)
  return {
    command: { type, ...(year === undefined ? {} : { of: String(year) }) },
    by: { clerk: 'yearly-catalogue' },
    occurred: ends !== undefined && ends <= now ? ends : now,
  }
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
  const ofEntry = Object.values(deadlines).filter((deadline) => deadline.setAt === setAt)
  if (type !== 'FixDueDate') return ofEntry.find(({ brings }) => brings === type)
  // Where one entry set several, the one whose calendar comes first.
  return ofEntry
    .filter(({ awaitsYear }) => awaitsYear !== undefined)
    .sort((a, b) => (a.awaitsYear ?? 0) - (b.awaitsYear ?? 0))[0]
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
