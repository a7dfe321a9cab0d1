import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 公众意见窗口 · 713: 第十五条. */
export const commentWindow: Step = { definitions, evolutions }
