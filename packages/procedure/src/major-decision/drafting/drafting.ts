import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 决策草案的形成 · 713: 第十二条、第十三条. */
export const drafting: Step = { definitions, evolutions }
