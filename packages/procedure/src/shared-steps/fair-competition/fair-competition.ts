import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 公平竞争审查 · 713: 第二十九条第一项; 公平竞争审查条例. */
export const fairCompetition: Step = { definitions, evolutions }
