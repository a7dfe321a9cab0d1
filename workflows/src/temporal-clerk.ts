import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { Lodged } from '@juece/activities'
import { commandId, isPast, isSame, nextDateMs } from '@juece/procedure/facts'
import type { Deadline, Due, Fact, Progress } from '@juece/procedure/facts'
import type { Clerk, TimedCommand } from './clerk.ts'
import { hands } from './temporal-clerk-hands.ts'
import { shows } from './temporal-clerk-shows.ts'

/** Carries the position of a new entry, never a fact. */
export const entriesArrived = defineSignal<[number]>('entriesArrived')

/** What a clerk is at: for operators and the reconciler, on no page's path. */
export interface StateDigest {
  readonly position: number
  /** Names of the facts and deadlines it waits for. */
  readonly waitsFor: readonly string[]
}
export const stateDigest = defineQuery<StateDigest>('stateDigest')

/** The longest wait, and the longest life of a run. */
const quarterMs = 90 * 86_400_000

class TemporalClerk implements Clerk {
  #now: Progress
  #learntAtMs = Date.now()
  #newsWaits = false
  #handsFull = 0
  #queue: Promise<unknown> = Promise.resolve()
  readonly #walk: number
  readonly #matterId: string
  readonly #oldAtMs = Date.now() + quarterMs
  readonly #answered = new Set<string>()
  /** Names of the facts and deadlines the page stands at. */
  readonly #waits: string[] = []
  /** What the page has passed: should it no longer hold, the page is walked again. */
  readonly #passed = new Map<string, string | undefined>()
  readonly #closed = new Set<string>()

  constructor(matterId: string, progress: Progress) {
    this.#matterId = matterId
    this.#now = progress
    this.#walk = progress.walk
    shows(progress)
  }

  isTold(position: unknown): void {
    // Anyone who can reach the engine can send this. A wrong value costs one read, nothing else.
    if (typeof position === 'number' && position > this.#now.position) this.#newsWaits = true
  }

  isAt(): StateDigest {
    return { position: this.#now.position, waitsFor: [...this.#waits].sort() }
  }

  async waitsFor({ name }: Fact): Promise<void> {
    await this.#stands(name, () => this.#now.facts[name] === 'yes')
    this.#passes(name)
  }

  async finds({ name }: Fact): Promise<boolean> {
    await this.#stands(name, () => this.#now.facts[name] !== undefined)
    this.#passes(name)
    return this.#now.facts[name] === 'yes'
  }

  async waitsUntil({ name }: Pick<Deadline, 'name'>): Promise<void> {
    for (;;) {
      await this.#stands(name, () => isPast(this.#now.deadlines[name], Date.now()))
      if (this.#now.deadlines[name] === undefined) return
      // The clock says now. Look in the record once more: a nudge may have been lost.
      await this.#looksAgain()
      if (isPast(this.#now.deadlines[name], Date.now())) return
    }
  }

  async lodges({ type }: TimedCommand): Promise<void> {
    for (;;) {
      const open = Object.entries(this.#now.deadlines).find(([, due]) => due.brings === type)
      if (open === undefined) break
      const [name, due] = open
      // Where many dates are past at once, what was owed before is lodged before.
      await condition(() => !this.#owesBefore(due))
      if (due.isRefused !== true && (await this.#lodge(due)) === 'recorded') break
      // A refusal is an answer: the date has moved, and the page waits again.
      await this.#stands(name, () => !isSame(due, this.#now.deadlines[name]))
      await this.waitsUntil({ name })
    }
    this.#closed.add(type)
  }

  async inAnyOrder(...steps: readonly ((clerk: Clerk) => Promise<void>)[]): Promise<void> {
    await Promise.all(steps.map((step) => step(this)))
  }

  async keepsReading(): Promise<never> {
    for (;;) {
      await condition(() => this.#newsWaits && this.#handsFull === 0)
      await this.#reads()
    }
  }

  /** The one timer: rings at the earliest date there is, and when the run has grown old. */
  async ringsInTime(): Promise<never> {
    for (;;) {
      await condition(() => this.#isAtRest())
      const next = this.#ringsAtMs()
      const isStale = () => this.#ringsAtMs() !== next
      if (next === undefined) await condition(isStale)
      else await condition(isStale, next - Date.now())
    }
  }

  /** Reminders and marks: lodged when due, in the background of the page. */
  async minds(): Promise<never> {
    for (;;) {
      await condition(() => this.#handsFull === 0 && this.#owedNow() !== undefined)
      await this.#looksAgain()
      const due = this.#owedNow()
      if (due !== undefined) await this.#lodge(due)
    }
  }

  async turnsOver(): Promise<'turn over'> {
    await condition(() => this.#isAtRest() && this.#shouldTurnOver())
    return 'turn over'
  }

  /** The matter is over, wherever its page stands. */
  async leaves(): Promise<'done'> {
    await condition(() => this.#now.isOver)
    return this.rests()
  }

  /** What is in hand is finished first. */
  async rests(): Promise<'done'> {
    await condition(() => this.#isAtRest())
    return 'done'
  }

  async #stands(name: string, isPassable: () => boolean): Promise<void> {
    if (isPassable()) return
    this.#waits.push(name)
    await condition(isPassable)
    this.#waits.splice(this.#waits.indexOf(name), 1)
  }

  #passes(name: string): void {
    this.#passed.set(name, this.#now.facts[name])
  }

  async #lodge(due: Due): Promise<Lodged['outcome']> {
    const matterId = this.#matterId
    const id = commandId(matterId, due)
    const ask = { matterId, id, type: due.brings }
    const { outcome, progress } = await this.#oneAtATime(() => hands('lodgeCommand', ask))
    this.#learns(progress)
    this.#answered.add(id)
    return outcome
  }

  async #reads(): Promise<void> {
    this.#newsWaits = false
    const ask = { matterId: this.#matterId }
    this.#learns(await this.#oneAtATime(() => hands('readProgress', ask)))
  }

  /** Once more, unless it was learnt this very moment. */
  async #looksAgain(): Promise<void> {
    if (this.#learntAtMs !== Date.now()) await this.#reads()
  }

  #learns(progress: Progress): void {
    if (progress.position < this.#now.position) return
    this.#learntAtMs = Date.now()
    this.#now = progress
    shows(progress)
  }

  #owedNow(): Due | undefined {
    return this.#now.owed.find(
      (due) =>
        isPast(due, Date.now()) &&
        due.isRefused !== true &&
        !this.#answered.has(commandId(this.#matterId, due)),
    )
  }

  #owesBefore({ dueMs = 0 }: Due): boolean {
    const owed = this.#owedNow()
    return owed?.dueMs !== undefined && owed.dueMs < dueMs
  }

  #ringsAtMs(): number | undefined {
    const now = Date.now()
    const next = nextDateMs(this.#now, now)
    if (this.#oldAtMs <= now) return next
    return Math.min(next ?? this.#oldAtMs, this.#oldAtMs)
  }

  #isAtRest(): boolean {
    return this.#handsFull === 0 && !this.#newsWaits
  }

  #shouldTurnOver(): boolean {
    if (this.#now.isOver) return false
    const isOld = workflowInfo().continueAsNewSuggested || Date.now() >= this.#oldAtMs
    return isOld || this.#now.walk !== this.#walk || this.#isOvertaken()
  }

  /** An answer the page went by is another one now, or a period it saw closed runs again. */
  #isOvertaken(): boolean {
    const { facts, deadlines } = this.#now
    return (
      [...this.#passed].some(([name, answer]) => facts[name] !== answer) ||
      Object.values(deadlines).some(({ brings }) => this.#closed.has(brings))
    )
  }

  /** Local activities run one after another, so a replay meets them in the same order. */
  async #oneAtATime<T>(act: () => Promise<T>): Promise<T> {
    this.#handsFull += 1
    const mine = this.#queue.then(act)
    this.#queue = mine.then(nothing, nothing)
    try {
      return await mine
    } finally {
      this.#handsFull -= 1
    }
  }
}

function nothing(): void {}

/** Makes a workflow out of a statute page. The name under which it is exported is its type. */
export function underTemporal(page: (clerk: Clerk) => Promise<void>) {
  return async function run(input: { matterId: string }): Promise<void> {
    const early: unknown[] = []
    let tell = (position: unknown): void => {
      early.push(position)
    }
    setHandler(entriesArrived, (position) => tell(position))
    const clerk = new TemporalClerk(input.matterId, await hands('readProgress', input))
    tell = (position) => clerk.isTold(position)
    early.forEach(tell)
    setHandler(stateDigest, () => clerk.isAt())
    const end = await Promise.race([
      page(clerk).then(() => clerk.rests()),
      clerk.leaves(),
      clerk.turnsOver(),
      clerk.keepsReading(),
      clerk.ringsInTime(),
      clerk.minds(),
    ])
    if (end === 'turn over') await continueAsNew<typeof run>(input)
  }
}
