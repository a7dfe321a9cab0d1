import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 专家论证 · 713: 第十九条至第二十一条. */
export const expertArgumentation: Step = { definitions, evolutions }
