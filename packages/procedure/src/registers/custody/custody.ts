import { deciderFrom } from '../../decider-of.ts'
import * as envelopes from './envelopes/decide.ts'
import * as envelopesAfter from './envelopes/evolve.ts'
import * as erasure from './erasure/decide.ts'
import * as erasureAfter from './erasure/evolve.ts'
import * as holds from './holds/decide.ts'
import * as holdsAfter from './holds/evolve.ts'
import { noCustody, type Custody } from './state.ts'

const definitions = [...envelopes.definitions, ...erasure.definitions, ...holds.definitions]
const evolutions = [
  ...envelopesAfter.evolutions,
  ...erasureAfter.evolutions,
  ...holdsAfter.evolutions,
]

/** 保管 register `custody/…`: openings, erasures, holds, and what becomes of papers and keys. */
export const custodyDecider = deciderFrom<Custody>({
  initial: noCustody,
  definitions,
  evolutions,
  about: ({ jurisdiction }) => (jurisdiction === undefined ? {} : { organ: jurisdiction }),
})
/** The rows of the command table that go through this register's door. */
export const custodySpecifications = definitions.map(({ specification }) => specification)
