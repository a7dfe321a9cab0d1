import { calendarDate } from '@juece/kernel'
import type { FiledParameter, FiledRule, Level, LevelFile, Value } from '@juece/rulebook'
import { nationalLevelFile } from '@juece/rulebook'

const words = { 'zh-CN': '试验用的地方规定。', en: 'A local rule for a test.' }

/** The parameter as the nation files it, with another value from a day on. */
export function valued(key: string, value: Value, from = '2020-01-01'): FiledParameter {
  const national = nationalLevelFile.instruments
    .flatMap(({ rules }) => Object.values(rules))
    .flatMap(({ parameters }) => Object.entries(parameters ?? {}))
    .find(([name]) => name === key)?.[1]
  if (national === undefined) throw new Error(`no national ${key}`)
  const { options: _, ...form } = national
  return { ...form, values: [{ from: calendarDate(from), value }] }
}

/** A row of a pack. */
export function row(
  parameters: Readonly<Record<string, FiledParameter>>,
  more: Partial<FiledRule> = {},
): FiledRule {
  return {
    force: 'local',
    cites: [{ article: 3 }],
    parameters,
    says: words,
    certainty: 'excerpt',
    read_on: null,
    read_by: null,
    verified_on: null,
    verified_by: null,
    ...more,
  }
}

/** A level of one pack. */
export function pack(
  rules: Readonly<Record<string, FiledRule>>,
  jurisdiction = 'cn-000000',
  level: Level = 'county',
): LevelFile {
  const instrument = jurisdiction.toUpperCase()
  const file = { instrument, in_force: [{ from: calendarDate('2020-01-01') }], rules }
  return { instruments: [file], jurisdiction, level }
}

/** A pack that sets one parameter in its row. */
export function packWith(rule: string, key: string, value: Value, from?: string): LevelFile {
  return pack({ [rule]: row({ [key]: valued(key, value, from) }) })
}
