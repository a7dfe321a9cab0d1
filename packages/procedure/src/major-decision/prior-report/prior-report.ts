import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 请示报告 · 713: 第八条、第三十一条. */
export const priorReport: Step = { definitions, evolutions }
