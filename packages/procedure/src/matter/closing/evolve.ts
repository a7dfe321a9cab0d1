import { on, type Evolution } from '../../definition.ts'
import type { Matter, Stage } from '../state.ts'
import { pauseProcedure, resumeProcedure, terminateProcedure, withdrawMatter } from './commands.ts'

/** 暂停、恢复、撤回、终止: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(pauseProcedure, (matter, _event, { position }) => ({
    ...left(matter, 'S32'),
    closing: { from: matter.stage, pausedAt: [...matter.closing.pausedAt, position] },
  })),
  on(resumeProcedure, (matter) => {
    const { from, ...closing } = matter.closing
    return { ...matter, stage: from ?? matter.stage, closing }
  }),
  on(withdrawMatter, (matter) => left(matter, 'S30')),
  on(terminateProcedure, (matter) => left(matter, 'S31')),
]

function left(matter: Matter, stage: Stage): Matter {
  const { closing } = matter
  return { ...matter, stage, closing: { ...closing, from: closing.from ?? matter.stage } }
}
