import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 更正 · T50, SoD-08: a further entry, never another text of the old one. */
export const correction: Step = { definitions, evolutions }
