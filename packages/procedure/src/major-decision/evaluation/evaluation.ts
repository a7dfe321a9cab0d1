import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 决策后评估 · 713: 第三十六条. */
export const evaluation: Step = { definitions, evolutions }
