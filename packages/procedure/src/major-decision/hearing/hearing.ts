import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 听证会 · 713: 第十六条、第十七条. */
export const hearing: Step = { definitions, evolutions }
