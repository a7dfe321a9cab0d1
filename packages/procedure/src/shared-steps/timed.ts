import type { Circumstances } from '../circumstances.ts'
import type { Gate } from '../definition.ts'
import { ground } from '../grounds.ts'
import type { DeadlineName, Matter } from '../matter/state.ts'

/** A timed command says that its deadline has come; before that instant, or without one, it is refused. */
export function deadlineCame(name: DeadlineName, rule: string): Gate {
  return (matter: Matter, at: Circumstances) => {
    const deadline = matter.deadlines[name]
    if (deadline === undefined || deadline.over)
      return [ground(at, rule, { missing: ['deadline'] })]
    const { ends } = deadline
    if (ends !== undefined && at.time >= ends) return []
    return [ground(at, rule, ends === undefined ? {} : { until: ends })]
  }
}
