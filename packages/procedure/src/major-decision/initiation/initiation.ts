import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import type { Step } from '../../kinds/kind.ts'

/** 决策启动 · 713: 第十条、第十一条. */
export const initiation: Step = { definitions, evolutions }
