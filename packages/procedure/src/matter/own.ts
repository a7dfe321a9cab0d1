import type { Step } from '../kinds/kind.ts'
import { definitions } from './decide.ts'
import { evolutions } from './evolve.ts'

/** What every matter can do, whatever its kind: drafts, findings, delays. */
export const own: Step = { definitions, evolutions }
