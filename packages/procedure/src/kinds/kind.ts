import { deciderFrom } from '../decider-of.ts'
import type { Decider } from '../decider.ts'
import type { Definition, Evolution } from '../definition.ts'
import { noMatter } from '../matter/matter.ts'
import { restingWhilePaused } from '../matter/closing/resting.ts'
import type { Matter } from '../matter/state.ts'
import type { AnySpecification } from '../specification.ts'

/** One step: the commands it owns and how its events change the matter. */
export interface Step {
  readonly definitions: readonly Definition[]
  readonly evolutions: readonly Evolution[]
}

/** 类别 · What a kind of matter goes through. */
export interface Kind {
  readonly name: string
  /** The prefix of its parameters: a shared step asks for what stands behind it. */
  readonly parameters: string
  readonly specifications: readonly AnySpecification[]
  readonly decider: Decider<Matter>
}

/** Makes a kind out of its steps. */
export function kind(made: {
  readonly name: string
  readonly parameters: string
  readonly steps: readonly Step[]
}): Kind {
  const definitions = made.steps.flatMap((step) => step.definitions).map(restingWhilePaused)
  return {
    name: made.name,
    parameters: made.parameters,
    specifications: definitions.map(({ specification }) => specification),
    decider: deciderFrom<Matter>({
      initial: noMatter,
      definitions,
      evolutions: made.steps.flatMap((step) => step.evolutions),
      stage: ({ stage }) => stage,
      about: (matter, _at, command) =>
        matter.stage === 'S00'
          ? typeof command?.organ === 'string'
            ? { organ: command.organ }
            : {}
          : { matter },
    }),
  }
}
