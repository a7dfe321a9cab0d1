import type { Parameter, Rules } from '@juece/rulebook'
import type { Consulted } from './history/entry.ts'

/** The rules, writing down each parameter that is read: an outcome names what it rests on. */
export function consulting(rules: Rules): {
  readonly rules: Rules
  consulted(): readonly Consulted[]
} {
  const read = new Map<string, Consulted>()
  const note = (key: string): Parameter => {
    const parameter = rules.parameter(key)
    const { value } = parameter
    read.set(key, {
      rule: parameter.rule,
      cites: rules.cites(parameter.rule),
      parameter: key,
      value: typeof value === 'object' && value !== null && 'ratio' in value ? value.ratio : value,
    })
    return parameter
  }
  const noting =
    <T>(read: (key: string) => T) =>
    (key: string): T => {
      note(key)
      return read(key)
    }
  return {
    rules: {
      ...rules,
      parameter: note,
      period: noting((key) => rules.period(key)),
      number: noting((key) => rules.number(key)),
      flag: noting((key) => rules.flag(key)),
      set: noting((key) => rules.set(key)),
      word: noting((key) => rules.word(key)),
      ratio: noting((key) => rules.ratio(key)),
    },
    consulted: () => [...read.values()].sort((a, b) => (a.parameter < b.parameter ? -1 : 1)),
  }
}
