import type { Evolution } from '../../definition.ts'
import type { Seen } from '../../history/entry.ts'
import type { AnySpecification, EventOf } from '../../specification.ts'
import { closeSitting, conveneSitting, openSitting, recordAttendance } from './commands.ts'
import type { Sitting } from './state.ts'

/** 会议场次: what its events change. */
export const evolutions: readonly Evolution<Sitting>[] = [
  on(conveneSitting, (sitting, { organ, kind, date, chair, members }) => ({
    ...sitting,
    organ,
    kind,
    date,
    chair,
    members,
    status: 'convened',
  })),
  on(openSitting, (sitting, { chair, present }, { occurred }) => ({
    ...sitting,
    chair,
    present: [...new Set(present)],
    status: 'open',
    openedAt: occurred,
  })),
  on(recordAttendance, (sitting, { member, is }) => ({
    ...sitting,
    present:
      is === 'present'
        ? [...new Set([...sitting.present, member])]
        : sitting.present.filter((one) => one !== member),
  })),
  on(closeSitting, (sitting, _event, { occurred }) => ({
    ...sitting,
    status: 'closed',
    closedAt: occurred,
  })),
]

function on<const S extends AnySpecification>(
  { event }: S,
  evolve: (sitting: Sitting, event: EventOf<S>, seen: Seen) => Sitting,
): Evolution<Sitting> {
  return { event, evolve: evolve as unknown as Evolution<Sitting>['evolve'] }
}
