import { define, on } from '../../definition.ts'
import { ground } from '../../grounds.ts'
import type { Step } from '../../kinds/kind.ts'
import type { Matter } from '../../matter/state.ts'
import { isListed } from '../../texts.ts'
import { closeAccountability, openAccountability } from './commands.ts'

/** 责任追究 · 713: 第三十八条至第四十一条: beside everything else; it deletes, rewrites and moves nothing (T48). */
export const accountability: Step = {
  definitions: [
    define(openAccountability, {
      stages: 'any',
      outOfOrder: [],
      checks: ({ rule, persons }, _matter, at) =>
        isListed(persons) ? [] : [ground(at, rule, { missing: ['persons'] })],
    }),
    define(closeAccountability, {
      stages: 'any',
      outOfOrder: [],
      checks: ({ rule, persons }, matter, at) =>
        openCase(matter, rule, persons) === undefined
          ? [ground(at, 'T48', { missing: ['OpenAccountability'], whoCan: ['superior', 'head'] })]
          : [],
    }),
  ],
  evolutions: [
    on(openAccountability, (matter, { rule, persons }, { position }) =>
      withCases(matter, [...matter.accountability.cases, { rule, persons, position }]),
    ),
    on(closeAccountability, (matter, { rule, persons }, { position }) => {
      const ended = openCase(matter, rule, persons)
      return withCases(
        matter,
        matter.accountability.cases.map((one) =>
          one === ended ? { ...one, closed: position } : one,
        ),
      )
    }),
  ],
}

/** The oldest open case under this row against the same persons. */
function openCase(matter: Matter, rule: string, persons: readonly string[]) {
  const named = [...persons].sort().join()
  return matter.accountability.cases.find(
    (one) =>
      one.rule === rule && one.closed === undefined && [...one.persons].sort().join() === named,
  )
}

function withCases(matter: Matter, cases: Matter['accountability']['cases']): Matter {
  return { ...matter, accountability: { cases } }
}
