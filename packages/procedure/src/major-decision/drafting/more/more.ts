import type { Step } from '../../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** 起草阶段按规则册要求的其他工作: the unit's own checks, the office, steps opened again. */
export const draftingMore: Step = { definitions, evolutions }
