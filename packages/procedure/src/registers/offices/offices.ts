import { jurisdictionOf } from '../../circumstances.ts'
import { deciderFrom } from '../../decider-of.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import { noOffices, type Offices } from './state.ts'

/** 任职 register `offices/<jurisdiction>`: who holds which post on which day. */
export const officesDecider = deciderFrom<Offices>({
  initial: (stream) => noOffices(stream.split('/')[1] ?? ''),
  definitions,
  evolutions,
  about: ({ jurisdiction, appointments, isFounding }) => ({
    isFounding,
    // A jurisdiction without an administrator of its own is opened by those of the record.
    ...(appointments.some(
      ({ organ, post }) => post === 'administrator' && jurisdictionOf(organ) === jurisdiction,
    )
      ? { organ: jurisdiction }
      : {}),
  }),
})
/** The rows of the command table that go through this register's door. */
export const officesSpecifications = definitions.map(({ specification }) => specification)
