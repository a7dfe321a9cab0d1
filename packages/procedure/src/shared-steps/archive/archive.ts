import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'
import { transferDefinitions, transferEvolutions } from './transfer.ts'

/** 归档 · 713: 第三十三条. */
export const archive: Step = {
  definitions: [...definitions, ...transferDefinitions],
  evolutions: [...evolutions, ...transferEvolutions],
}
