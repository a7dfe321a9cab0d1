import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 调整、中止、停止 · 713: 第三十七条. */
export const adjustment: Step = { definitions, evolutions }
