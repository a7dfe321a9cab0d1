import type { Matter } from '@juece/procedure'
import { commandId, nudges, type Due, type Progress } from '@juece/procedure/facts'
import { withoutDeadline } from '../../packages/procedure/src/matter/matter.ts'
import { matterIdOf, progressOf } from '../../packages/procedure/src/progress-of.ts'
import { blank, stream, type Paper } from './paper-matter.ts'

type Answer = { readonly outcome: 'recorded' | 'refused'; readonly progress: Progress }

/** 纸上案卷 · The record of one matter, kept on paper: what the activities would find, without a database. */
export class PaperRecord {
  readonly matterId = matterIdOf(stream)
  readonly entries: string[] = []
  /** Put in between a clerk's last look and its lodging. */
  beforeLodging: (() => void) | undefined
  #matter: Matter = blank
  #position = 0
  readonly #refused = new Set<string>()
  readonly #receipts = new Map<string, Answer['outcome']>()

  /** Enters a paper; answers with the nudge it is worth, or nothing. */
  enters(paper: Paper, atMs: number): { readonly position: number } | undefined {
    const before = this.reads()
    this.#position += 1
    this.#matter = paper.then(this.#matter, { position: this.#position, atMs })
    this.entries.push(paper.says)
    return nudges(before, this.reads()) ? { position: this.#position } : undefined
  }

  reads(): Progress {
    return progressOf(this.#matter, this.#position, { refused: this.#refused })
  }

  /** As the registrar would: the same id brings the same answer, what is not due is refused, either is an entry. */
  lodges(ask: { id: string; type: string }, nowMs: number): Answer {
    this.beforeLodging?.()
    this.beforeLodging = undefined
    const known = this.#receipts.get(ask.id)
    if (known !== undefined) return { outcome: known, progress: this.reads() }
    const due = this.#dueOf(ask)
    const outcome = due?.dueMs !== undefined && due.dueMs <= nowMs ? 'recorded' : 'refused'
    this.#position += 1
    this.#receipts.set(ask.id, outcome)
    this.entries.push(outcome === 'recorded' ? ask.type : `refused ${ask.type}`)
    if (outcome === 'refused') this.#refused.add(ask.id)
    else this.#matter = this.#without(ask.type)
    return { outcome, progress: this.reads() }
  }

  #dueOf({ id }: { id: string }): Due | undefined {
    const { deadlines, owed } = this.reads()
    return [...Object.values(deadlines), ...owed].find(
      (due) => commandId(this.matterId, due) === id,
    )
  }

  #without(type: string): Matter {
    const [named] = Object.values(this.#matter.deadlines).filter(
      ({ brings, over }) => brings === type && !over,
    )
    return named === undefined ? this.#matter : withoutDeadline(this.#matter, named.name)
  }
}
