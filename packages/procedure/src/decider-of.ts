import { clearValues } from './clear-values.ts'
import type { Circumstances } from './circumstances.ts'
import { consulting } from './consulting.ts'
import { CorruptHistory, type AnyCommand, type Decider, type Outcome } from './decider.ts'
import { eventOf, type Definition, type Evolution } from './definition.ts'
import { ground } from './grounds.ts'
import type { By, Ground } from './history/entry.ts'
import type { Stage } from './matter/state.ts'
import { power, type About } from './powers.ts'

/** What a stream class is made of. */
export interface Made<State> {
  readonly initial: (stream: string) => State
  readonly definitions: readonly Definition<State>[]
  readonly evolutions: readonly Evolution<State>[]
  /** Where it stands on a main line; registers have none. */
  readonly stage?: (state: State) => Stage
  /** What powers are asked about; `command` is given when there is a body. */
  readonly about: (state: State, at: Circumstances, command?: AnyCommand) => About
}

/** Makes a decider out of definitions and evolutions: the one way every stream class decides. */
export function deciderFrom<State>(made: Made<State>): Decider<State> {
  const definitions = new Map(made.definitions.map((one) => [one.specification.type, one] as const))
  const evolutions = new Map(made.evolutions.map(({ event, evolve }) => [event, evolve] as const))

  const shut = (
    definition: Definition<State>,
    state: State,
    at: Circumstances,
    by: By,
    command?: AnyCommand,
  ): readonly Ground[] => {
    const { specification, stages, outOfOrder, gates = [], bars } = definition
    const isInOrder =
      stages === 'any' || made.stage === undefined || stages.includes(made.stage(state))
    return [
      // Without a body, whoever signs through the office is taken to have the paper.
      ...power(specification, made.about(state, at, command), command ?? { signed: true }, at, by),
      ...(bars?.(state, at, by) ?? []),
      ...(isInOrder ? [] : outOfOrder.map((rule) => ground(at, rule))),
      ...gates.flatMap((gate) => gate(state, at, by)),
    ]
  }

  return {
    initial: made.initial,
    may: (type, state, at, by) => {
      const definition = definitions.get(type)
      return definition === undefined ? [] : withoutDoubles(shut(definition, state, at, by))
    },
    decide: (command, state, circumstances, by) => {
      const definition = definitions.get(command.type)
      if (definition === undefined) return noSuchAct(command.type)
      const { specification } = definition
      const clear = clearValues(command, specification.fields)
      if (clear.length > 0) return { kind: 'invalid', issues: clear }
      // Power is looked at first: whoever has none is told so, whatever the act names.
      const about = made.about(state, circumstances, command)
      const isBarred = power(specification, about, command, circumstances, by).length > 0
      const issues = isBarred ? [] : (definition.issues?.(command, state, circumstances) ?? [])
      if (issues.length > 0) return { kind: 'invalid', issues }
      const { rules, consulted } = consulting(circumstances.rules)
      const at = { ...circumstances, rules }
      const grounds = [
        ...shut(definition, state, at, by, command),
        ...fromTheFuture(command, at),
        ...(definition.checks?.(command, state, at, by) ?? []),
      ]
      if (grounds.length > 0) return { kind: 'refused', grounds: withoutDoubles(grounds) }
      const worked = definition.records?.(command, state, at, by) ?? {}
      return {
        kind: 'recorded',
        events: [
          eventOf(definition.specification, command, worked.event ?? {}),
          ...(worked.also ?? []),
        ],
        consulted: consulted(),
        deviations: worked.deviations ?? [],
      }
    },
    evolve: (state, event, seen) => {
      const evolve = evolutions.get(event.type)
      if (evolve === undefined)
        throw new CorruptHistory(`unknown event ${event.type}`, seen.position)
      return evolve(state, event, seen)
    },
  }
}

/** CAL-11: no act rests on what had not happened when it was entered. */
function fromTheFuture({ happened }: AnyCommand, at: Circumstances): readonly Ground[] {
  const isAhead = typeof happened === 'string' && happened > at.present
  return isAhead ? [ground(at, 'CAL-11', { missing: ['happened'] })] : []
}

function noSuchAct(type: string): Outcome {
  return {
    kind: 'invalid',
    issues: [{ path: 'type', message: `没有这一行为 · no such act: ${type}` }],
  }
}

/** The same row found shut twice is one ground, with everything that is missing. */
function withoutDoubles(grounds: readonly Ground[]): readonly Ground[] {
  const byRule = new Map<string, Ground>()
  for (const found of grounds) {
    const before = byRule.get(found.rule)
    byRule.set(
      found.rule,
      before === undefined
        ? found
        : {
            ...before,
            ...(found.until === undefined ? {} : { until: found.until }),
            missing: [...new Set([...before.missing, ...found.missing])],
            whoCan: [...new Set([...before.whoCan, ...found.whoCan])],
          },
    )
  }
  return [...byRule.values()]
}
