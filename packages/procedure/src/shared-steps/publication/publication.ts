import type { Step } from '../../kinds/kind.ts'
import { definitions } from './decide.ts'
import { erratumDefinition, erratumEvolution } from './erratum.ts'
import { evolutions } from './evolve.ts'

/** 决策公布 · 713: 第三十二条. */
export const publication: Step = {
  definitions: [...definitions, erratumDefinition],
  evolutions: [...evolutions, erratumEvolution],
}
