import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 集体讨论决定 · 713: 第二十九条、第三十条. */
export const meeting: Step = { definitions, evolutions }
