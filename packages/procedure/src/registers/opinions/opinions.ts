import { deciderFrom } from '../../decider-of.ts'
import { definitions, matterOf } from './decide.ts'
import { evolutions } from './evolve.ts'
import { noOpinion, type Opinion } from './state.ts'

export type { Opinion } from './state.ts'
export { windowName, windowOf, type WindowName } from './window-name.ts'

/** 公众意见 `opinion/<id>`: one stream for each; its powers hang on the matter behind the window. */
export const opinionsDecider = deciderFrom<Opinion>({
  initial: noOpinion,
  definitions,
  evolutions,
  about: ({ window }, at, command) => {
    const named = typeof command?.window === 'string' ? command.window : window
    const matter = matterOf(named, at)
    return matter === undefined ? {} : { matter }
  },
})
/** The rows of the command table that go through this register's door. */
export const opinionsSpecifications = definitions.map(({ specification }) => specification)
