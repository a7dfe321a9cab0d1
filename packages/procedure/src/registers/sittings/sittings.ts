import { deciderFrom } from '../../decider-of.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import { noSitting, type Sitting } from './state.ts'

/** 会议场次 `sittings/<id>`: one sitting of an organ, which many matters may read. */
export const sittingsDecider = deciderFrom<Sitting>({
  initial: noSitting,
  definitions,
  evolutions,
  about: ({ organ }, _at, command) => {
    const named = organ === '' ? command?.organ : organ
    return typeof named === 'string' ? { organ: named } : {}
  },
})

/** The rows of the command table that go through this register's door. */
export const sittingsSpecifications = definitions.map(({ specification }) => specification)
