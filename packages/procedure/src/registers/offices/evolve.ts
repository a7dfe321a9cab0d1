import type { Evolution } from '../../definition.ts'
import type { Seen, StoredEvent } from '../../history/entry.ts'
import type { EventOf } from '../../specification.ts'
import {
  appointToPost,
  approveRegisterChange,
  endAppointment,
  grantActingAuthority,
} from './commands.ts'
import type { Offices } from './state.ts'
import { recordSuccession, withSuccession } from './succession.ts'

/** 任职: a founding entry takes effect at once, every other one when a second administrator approves. */
export const evolutions: readonly Evolution<Offices>[] = [
  ...[appointToPost, endAppointment, grantActingAuthority, recordSuccession].map(
    ({ event }): Evolution<Offices> => ({
      event,
      evolve: (offices, happened, seen) =>
        'founding' in seen.by
          ? inForce(offices, happened, seen)
          : {
              ...offices,
              isFounding: false,
              pending: [
                ...offices.pending,
                { sequence: seen.sequence, proposer: proposerOf(seen), event: happened },
              ],
            },
    }),
  ),
  {
    event: approveRegisterChange.event,
    evolve: (offices, happened, seen) => {
      const { change, agrees } = happened as unknown as EventOf<typeof approveRegisterChange>
      const proposed = offices.pending.find(({ sequence }) => sequence === change)
      const rest = {
        ...offices,
        pending: offices.pending.filter(({ sequence }) => sequence !== change),
      }
      return proposed === undefined || !agrees ? rest : inForce(rest, proposed.event, seen)
    },
  },
]

/** The proposer of a change, a natural person. */
export function proposerOf({ by }: Seen): string {
  return 'official' in by ? by.official : ''
}

function inForce(offices: Offices, event: StoredEvent, seen: Seen): Offices {
  switch (event.type) {
    case appointToPost.event: {
      const {
        type: _type,
        document: _document,
        ...appointed
      } = event as unknown as EventOf<typeof appointToPost>
      const appointment = { ...appointed, from: appointed.from ?? seen.occurred }
      return { ...offices, appointments: [...offices.appointments, appointment] }
    }
    case endAppointment.event: {
      const ended = event as unknown as EventOf<typeof endAppointment>
      return {
        ...offices,
        appointments: offices.appointments.map((held) =>
          held.official === ended.official && held.organ === ended.organ && held.post === ended.post
            ? { ...held, until: ended.until }
            : held,
        ),
      }
    }
    case grantActingAuthority.event: {
      const {
        type: _type,
        document: _document,
        until,
        ...granted
      } = event as unknown as EventOf<typeof grantActingAuthority>
      return until === undefined
        ? offices
        : { ...offices, acting: [...offices.acting, { ...granted, until }] }
    }
    case recordSuccession.event:
      return withSuccession(offices, event as unknown as EventOf<typeof recordSuccession>)
    default:
      return offices
  }
}
