import { msOf } from '@juece/kernel'
import { deadlines as onPages } from './facts.ts'
import { factsOf } from './facts-of.ts'
import type { Placed } from './history/entry.ts'
import { executionDates } from './major-decision/execution/dates-over.ts'
import { stageOf, type Deadline, type Matter, type Stage } from './matter/state.ts'
import { commandId, type Due, type Progress } from './progress.ts'

/** What is known beside the matter itself. */
export interface Beside {
  /** Ids of timed commands that stand refused in the stream. */
  readonly refused?: ReadonlySet<string>
  /** Whether the calendar of the year has been adopted. */
  readonly hasCalendar?: (year: number) => boolean
}

/** A clerk to nudge: the type of its workflow, and its id, which anyone can compute. */
export interface ClerkName {
  readonly workflowType: 'majorDecision' | 'yearlyCatalogue'
  readonly workflowId: string
}

/**
 * What is received in the last second of a period has its entry five seconds later; the legal instant does not
 * move. Everything else is due at its instant.
 */
const graceMs = 5_000
const closings: ReadonlySet<string> = new Set(['ClosePublicComment'])
const ended: ReadonlySet<Stage> = new Set(['S04', 'S20', 'S28', 'S29', 'S30', 'S31'])
/** The years until the transfer: nobody stays for them. */
const afterTheEnd: ReadonlySet<string> = new Set(['transfer'])

/** 进度 · What the clerk of the matter knows of it at a position: facts, dates, and what time will ask for. */
export function progressOf(matter: Matter, position: number, beside: Beside = {}): Progress {
  const running = runningOf(matter)
  const dueOf = (deadline: Deadline, brings: string): Due =>
    datedDue(matter, deadline, brings, beside)
  const paged = running.flatMap((deadline) =>
    isOnPage(deadline) && deadline.brings !== undefined
      ? [[deadline.name, dueOf(deadline, deadline.brings)] as const]
      : [],
  )
  const owed = running.flatMap((deadline) => [
    ...(!isOnPage(deadline) && deadline.brings !== undefined
      ? [dueOf(deadline, deadline.brings)]
      : []),
    ...(deadline.awaitsYear === undefined ? [] : [toBeFixed(matter, deadline, beside)]),
  ])
  const years = running.flatMap(({ awaitsYear }) => (awaitsYear === undefined ? [] : [awaitsYear]))
  return {
    position,
    kind: matter.kind,
    stage: stageOf(matter),
    walk: matter.walk,
    isOver: (isClosed(matter) || ended.has(matter.stage)) && !running.some(isOwedByClerk),
    facts: factsOf(matter),
    deadlines: Object.fromEntries(paged),
    owed: inOrder(owed),
    ...(years.length === 0 ? {} : { awaitsYear: Math.min(...years) }),
  }
}

/** The clerk of a matter, whether it is to be told something or to be compared; none for a kind without a page. */
export function clerkOf({ kind, stream }: Matter): ClerkName | undefined {
  return kind === 'major-decision'
    ? { workflowType: 'majorDecision', workflowId: stream }
    : undefined
}

/** The id of a matter without the class of its stream. */
export function matterIdOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1)
}

/** The timed commands that stand refused in a stream: no date of theirs is lodged again. */
export function refusedByClock(placed: readonly Placed[]): ReadonlySet<string> {
  const refused = placed.filter(
    ({ entry }) => entry.outcome.kind === 'refused' && entry.command.id.startsWith('clock/'),
  )
  return new Set(refused.map(({ entry }) => entry.command.id))
}

function runningOf(matter: Matter): readonly Deadline[] {
  const all = Object.values(matter.deadlines).filter(({ over }) => !over)
  // A dossier that is closed waits for nothing but the execution, which may go on for years, and its own transfer.
  if (isClosed(matter)) {
    const left: ReadonlySet<string> = new Set([...executionDates, ...afterTheEnd])
    return all.filter(({ name }) => left.has(name))
  }
  // Nothing is left to be done in a matter that has ended, except to keep its papers.
  return ended.has(matter.stage) ? all.filter(({ name }) => name === 'archive') : all
}

function isOwedByClerk({ name, brings, awaitsYear }: Deadline): boolean {
  return !afterTheEnd.has(name) && (brings !== undefined || awaitsYear !== undefined)
}

function isClosed({ archive }: Matter): boolean {
  return archive.closedAt !== undefined
}

function isOnPage({ name }: Deadline): boolean {
  return Object.hasOwn(onPages, name)
}

function datedDue(
  matter: Matter,
  { ends, standsStill, awaitsYear, setAt }: Deadline,
  brings: string,
  { refused }: Beside,
): Due {
  const isDated = ends !== undefined && standsStill !== true && awaitsYear === undefined
  const dueMs = isDated ? msOf(ends) + (closings.has(brings) ? graceMs : 0) : undefined
  return answered(matter, { brings, setAt, ...(dueMs === undefined ? {} : { dueMs }) }, refused)
}

// 待日历: the date is owed a calendar; once the year is there, it is due at once.
function toBeFixed(
  matter: Matter,
  { awaitsYear, setAt }: Deadline,
  { hasCalendar, refused }: Beside,
): Due {
  const isThere = awaitsYear !== undefined && hasCalendar?.(awaitsYear) === true
  return answered(
    matter,
    { brings: 'FixDueDate', setAt, ...(isThere ? { dueMs: 0 } : {}) },
    refused,
  )
}

function answered(matter: Matter, due: Due, refused: Beside['refused']): Due {
  const isRefused = refused?.has(commandId(matterIdOf(matter.stream), due)) === true
  return isRefused ? { ...due, isRefused: true } : due
}

/** Earliest first; what would be one and the same command stands there once. */
function inOrder(owed: readonly Due[]): readonly Due[] {
  const byWish = new Map(owed.map((due) => [`${due.brings}/${due.setAt}`, due]))
  return [...byWish.values()].sort(
    (a, b) => (a.dueMs ?? Infinity) - (b.dueMs ?? Infinity) || (a.brings < b.brings ? -1 : 1),
  )
}
