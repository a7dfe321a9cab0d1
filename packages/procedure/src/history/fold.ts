import { CorruptHistory } from '../decider.ts'
import { withLink } from '../major-decision/adjustment/link.ts'
import { withBefore } from '../major-decision/evaluation/before.ts'
import { withAuthor } from '../matter/correction/authors.ts'
import type { Matter } from '../matter/state.ts'
import { postsOf } from '../powers.ts'
import { deciderOf, doorOf } from '../streams.ts'
import type { Placed, Seen } from './entry.ts'

/** A stream folded to one of its entries. */
export interface Folded {
  readonly stream: string
  /** 0 where nothing is recorded. */
  readonly sequence: number
  readonly state: unknown
}

/** A stream of which nothing is recorded. */
export function emptyStream(stream: string): Folded {
  return { stream, sequence: 0, state: deciderOf(stream).initial(stream) }
}

/** Folds one more entry; a refusal changes nothing but the sequence. */
export function withEntry(folded: Folded, { position, entry }: Placed): Folded {
  const { stream, sequence, outcome, occurred, entered, by, rules } = entry
  if (sequence !== folded.sequence + 1 || stream !== folded.stream) {
    throw new CorruptHistory(
      `${stream} ${sequence} cannot follow ${folded.stream} ${folded.sequence}`,
      position,
    )
  }
  if (outcome.kind === 'refused') return { ...folded, sequence }
  const seen: Seen = { position, sequence, occurred, entered, by, rules }
  const decider = deciderOf(stream)
  const state = outcome.events.reduce(
    (before, event) => decider.evolve(before, event, seen),
    folded.state,
  )
  return {
    stream,
    sequence,
    state: doorOf(stream) === 'matter' ? noted(state as Matter, { position, entry }) : state,
  }
}

/** Folds entries of one stream, oldest first. */
export function foldStream(stream: string, entries: readonly Placed[]): Folded {
  return entries.reduce(withEntry, emptyStream(stream))
}

/** What every entry leaves in its matter, whatever it says: whose it is, who handled or assessed it, what was flagged. */
function noted(before: Matter, placed: Placed): Matter {
  const {
    position,
    entry: { by, outcome },
  } = placed
  const events = outcome.kind === 'recorded' ? outcome.events : []
  const matter = events.reduce(
    (state, event) => withBefore(withLink(state, event), event, by),
    withAuthor(before, placed),
  )
  const deviations = outcome.kind === 'recorded' ? outcome.deviations : []
  const isHandler = 'official' in by && postsOf.UU.includes(by.post)
  const handlers =
    isHandler && !matter.handlers.includes(by.official)
      ? [...matter.handlers, by.official]
      : matter.handlers
  if (deviations.length === 0 && handlers === matter.handlers) return matter
  return {
    ...matter,
    handlers,
    deviations: [...matter.deviations, ...deviations.map((one) => ({ ...one, position }))],
  }
}
