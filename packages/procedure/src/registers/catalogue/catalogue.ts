import { deciderFrom } from '../../decider-of.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import { noCatalogue, type Catalogue } from './state.ts'

/** 决策事项目录 `catalogue/<organ>`: what an organ announces that it will decide in a year. */
export const catalogueDecider = deciderFrom<Catalogue>({
  initial: noCatalogue,
  definitions,
  evolutions,
  about: ({ organ }) => ({ organ }),
})

/** The rows of the command table that go through this register's door. */
export const catalogueSpecifications = definitions.map(({ specification }) => specification)
