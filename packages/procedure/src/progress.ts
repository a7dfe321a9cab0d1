/** 进度 · What a clerk knows of its matter. Plain JSON: no free text, no personal data. */
export interface Progress {
  /** Position of the newest entry that was read. */
  readonly position: number
  readonly kind: string
  readonly stage: string
  /** Grows when the law sends the matter back. */
  readonly walk: number
  readonly isOver: boolean
  /** Open facts are left out. */
  readonly facts: Readonly<Record<string, 'yes' | 'no'>>
  /** Periods that run or stand still; those that are over are left out. */
  readonly deadlines: Readonly<Record<string, Due>>
  /** Reminders and marks that time will ask for and that are not entered yet; earliest first. */
  readonly owed: readonly Due[]
  /** The calendar year a date waits for. */
  readonly awaitsYear?: number
}

/** A date, and what it brings about. */
export interface Due {
  /** The timed command this date brings about. */
  readonly brings: string
  /** Position of the entry that set the date. */
  readonly setAt: number
  /** Epoch milliseconds; absent while the clock stands still or no calendar is there yet. */
  readonly dueMs?: number
  /** The record has refused the command for this very date: nothing more comes of it until it moves. */
  readonly isRefused?: true
}

/** 书记员所记的流 · The stream a clerk keeps: a matter under its own id, a catalogue under the organ whose it is. */
export function streamOfClerk(id: string): string {
  return id.includes('/') ? `catalogue/${id}` : `matter/${id}`
}

/** The same wish has the same id; a date that was moved makes another wish. */
export function commandId(matterId: string, due: Due): string {
  return ['clock', matterId, due.brings, due.setAt].join('/')
}

/** A period that is over is past as well: nobody waits for it. */
export function isPast(due: Due | undefined, nowMs: number): boolean {
  return due === undefined || (due.dueMs !== undefined && due.dueMs <= nowMs)
}

/** By the entry that set it: on the settable clock `dueMs` differs from read to read. */
export function isSame(before: Due, now: Due | undefined): boolean {
  return now !== undefined && now.setAt === before.setAt
}

/** The earliest date ahead, if there is one. */
export function nextDateMs(progress: Progress, nowMs: number): number | undefined {
  return earliest(datesOf(progress).filter((dueMs) => dueMs > nowMs))
}

/** The earliest date for which something is still to be lodged, past ones among them. */
export function nextDueMs(progress: Progress): number | undefined {
  return earliest(datesOf(progress))
}

/** Whether the clerk must know: its dates, the walk, the stage or the end differ. A fact alone tells it nothing. */
export function nudges(before: Progress | undefined, after: Progress): boolean {
  if (before === undefined) return true
  if (before.isOver && after.isOver) return false
  return whatMatters(before) !== whatMatters(after)
}

/** The same progress with each date as another clock shows it. */
export function withDates(progress: Progress, shown: (dueMs: number) => number): Progress {
  const show = (due: Due): Due =>
    due.dueMs === undefined ? due : { ...due, dueMs: shown(due.dueMs) }
  const named = Object.entries(progress.deadlines).map(([name, due]) => [name, show(due)] as const)
  return { ...progress, deadlines: Object.fromEntries(named), owed: progress.owed.map(show) }
}

function datesOf({ deadlines, owed }: Progress): readonly number[] {
  return [...Object.values(deadlines), ...owed].flatMap(({ dueMs, isRefused }) =>
    dueMs === undefined || isRefused === true ? [] : [dueMs],
  )
}

function earliest(dates: readonly number[]): number | undefined {
  return dates.length === 0 ? undefined : Math.min(...dates)
}

function whatMatters({ deadlines, owed, walk, stage, isOver }: Progress): string {
  const named = Object.entries(deadlines).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([named, owed, walk, stage, isOver])
}
