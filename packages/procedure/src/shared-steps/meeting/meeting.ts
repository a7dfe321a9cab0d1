import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import { topic } from './topic.ts'

/** 集体讨论决定 · 713: 第二十九条、第三十条. */
export const meeting: Step = {
  definitions: [...definitions, ...topic.definitions],
  evolutions: [...evolutions, ...topic.evolutions],
}
