import { deciderFrom } from '../../decider-of.ts'
import * as destruction from './destruction/decide.ts'
import * as destructionAfter from './destruction/evolve.ts'
import * as envelopes from './envelopes/decide.ts'
import * as envelopesAfter from './envelopes/evolve.ts'
import * as erasure from './erasure/decide.ts'
import * as erasureAfter from './erasure/evolve.ts'
import * as heads from './heads/decide.ts'
import * as headsAfter from './heads/evolve.ts'
import * as holds from './holds/decide.ts'
import * as holdsAfter from './holds/evolve.ts'
import * as keys from './keys/decide.ts'
import * as keysAfter from './keys/evolve.ts'
import * as outages from './outages/decide.ts'
import * as outagesAfter from './outages/evolve.ts'
import { noCustody, type Custody } from './state.ts'

const definitions = [
  ...envelopes.definitions,
  ...erasure.definitions,
  ...holds.definitions,
  ...destruction.definitions,
  ...heads.definitions,
  ...outages.definitions,
  ...keys.definitions,
]
const evolutions = [
  ...envelopesAfter.evolutions,
  ...erasureAfter.evolutions,
  ...holdsAfter.evolutions,
  ...destructionAfter.evolutions,
  ...headsAfter.evolutions,
  ...outagesAfter.evolutions,
  ...keysAfter.evolutions,
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
