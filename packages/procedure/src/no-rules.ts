import type { CalendarDate } from '@juece/kernel'
import type { Rules } from '@juece/rulebook'

/** Before anything was adopted there is no rule to ask: whoever asks is told so. */
export function noRules(on: CalendarDate): Rules {
  const none = (): never => {
    throw new Error('no rulebook has been adopted: found the record first (juece init)')
  }
  return {
    on,
    ids: [],
    keys: [],
    rule: none,
    cites: none,
    gates: none,
    says: none,
    isProductRule: none,
    parameter: none,
    period: none,
    number: none,
    flag: none,
    set: none,
    word: none,
    ratio: none,
    finding: none,
  }
}
