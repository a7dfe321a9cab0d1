import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 风险评估 · 713: 第二十二条至第二十四条. */
export const riskAssessment: Step = { definitions, evolutions }
