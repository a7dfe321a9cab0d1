import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 决策执行 · 713: 第三十四条. */
export const execution: Step = { definitions, evolutions }
