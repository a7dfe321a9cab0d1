import type { Definition } from '../../definition.ts'
import { clockDefinitions } from './decide-clock.ts'
import { opinionDefinitions } from './decide-opinion.ts'
import { submissionDefinitions } from './decide-submission.ts'

/** 合法性审查: how its commands are decided (713: 第二十五条至第二十八条). */
export const definitions: readonly Definition[] = [
  ...submissionDefinitions,
  ...clockDefinitions,
  ...opinionDefinitions,
]
