import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 暂停、恢复、撤回、终止 · T44 to T46. */
export const closing: Step = { definitions, evolutions }
