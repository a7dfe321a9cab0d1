import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 合法性审查 · 713: 第二十五条至第二十八条. */
export const legalityReview: Step = { definitions, evolutions }
