import type { Evolution } from '../../definition.ts'
import type { Seen } from '../../history/entry.ts'
import type { AnySpecification, EventOf } from '../../specification.ts'
import type { Custody } from './state.ts'

/** Binds an event of the custody register to its effect; `W` is what `decide` worked out beside the fields. */
export function onCustody<const S extends AnySpecification, W = object>(
  { event }: S,
  evolve: (custody: Custody, event: EventOf<S, W>, seen: Seen) => Custody,
): Evolution<Custody> {
  // The schema of this very row has parsed whatever reaches the function.
  return { event, evolve: evolve as unknown as Evolution<Custody>['evolve'] }
}
