import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 公众参与 · 713: 第十四条、第十六条至第十八条. */
export const publicParticipation: Step = { definitions, evolutions }
