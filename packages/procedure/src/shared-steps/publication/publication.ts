import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 决策公布 · 713: 第三十二条. */
export const publication: Step = { definitions, evolutions }
