import type { Deadline, Fact } from '@juece/procedure/facts'

/** What time alone brings about. */
export interface TimedCommand {
  readonly type: string
}

/** 书记员 · Orders, waits, and lodges what time alone brings about. Statute pages speak to it and to nobody else. */
export interface Clerk {
  /** Until the answer is yes. */
  waitsFor(fact: Fact): Promise<void>
  /** Until the instant the record states, however often it is moved; at once when the period is over. */
  waitsUntil(deadline: Deadline): Promise<void>
  /** Until the answer is yes or no, never guessing while it is open. */
  finds(fact: Fact): Promise<boolean>
  /** Lodges what a running period brings about, again if its date moved; nothing when it is over already. */
  lodges(command: TimedCommand): Promise<void>
  /** Side by side. */
  inAnyOrder(...steps: readonly ((clerk: Clerk) => Promise<void>)[]): Promise<void>
}
