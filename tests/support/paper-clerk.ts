import { setImmediate as turn } from 'node:timers/promises'

import { isPast, type Deadline, type Fact } from '@juece/procedure/facts'
import type { Clerk, TimedCommand } from '@juece/workflows/clerk'
import type { PaperRecord } from './paper-record.ts'

type Page = (clerk: Clerk) => Promise<void>

/** 纸上书记员 · Walks a page over a paper record, without an engine: looks when it is told to, and never sleeps. */
export class PaperClerk implements Clerk {
  readonly #record: PaperRecord
  readonly #waiting = new Map<() => boolean, { name: string; goOn: () => void }>()
  #nowMs = 0
  isDone = false

  constructor(record: PaperRecord, page: Page) {
    this.#record = record
    void page(this).then(() => {
      this.isDone = true
    })
  }

  /** Looks into the record at this moment, and goes as far as it gets. */
  async looks(nowMs: number): Promise<void> {
    this.#nowMs = nowMs
    for (;;) {
      await turn()
      const ready = [...this.#waiting].filter(([isPassable]) => isPassable())
      if (ready.length === 0) return
      for (const [isPassable, { goOn }] of ready) {
        this.#waiting.delete(isPassable)
        goOn()
      }
    }
  }

  /** The facts and deadlines it stands at. */
  standsAt(): readonly string[] {
    return [...this.#waiting.values()].map(({ name }) => name).sort()
  }

  waitsFor({ name }: Fact): Promise<void> {
    return this.#until(name, () => this.#record.reads().facts[name] === 'yes')
  }

  async finds({ name }: Fact): Promise<boolean> {
    await this.#until(name, () => this.#record.reads().facts[name] !== undefined)
    return this.#record.reads().facts[name] === 'yes'
  }

  waitsUntil({ name }: Deadline): Promise<void> {
    return this.#until(name, () => isPast(this.#record.reads().deadlines[name], this.#nowMs))
  }

  lodges({ type }: TimedCommand): Promise<void> {
    const due = Object.values(this.#record.reads().deadlines).find(({ brings }) => brings === type)
    if (due !== undefined) {
      const id = ['clock', this.#record.matterId, type, due.setAt].join('/')
      this.#record.lodges({ id, type }, this.#nowMs)
    }
    return Promise.resolve()
  }

  async inAnyOrder(...steps: readonly Page[]): Promise<void> {
    await Promise.all(steps.map((step) => step(this)))
  }

  async #until(name: string, isPassable: () => boolean): Promise<void> {
    if (isPassable()) return
    await new Promise<void>((goOn) => this.#waiting.set(isPassable, { name, goOn }))
  }
}
