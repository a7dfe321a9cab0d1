import type { CalendarDate } from '@juece/kernel'
import { nationalLevelFile } from './national.ts'
import type { FiledParameter, FiledRule, Level, LevelFile, Value } from './rule.ts'

/** What a pack sets, by the keys of its parameters. */
export type PackValues = Readonly<Record<string, Value>>

const words = {
  'zh-CN': '地方规则包在全国规则之上设定的值。',
  en: 'A value that a local pack sets on top of the national rules.',
}

/**
 * 规则包 · A level file out of values alone: each in the row and the form in which the nation files its parameter. Whether
 * the values may stand there is asked when it is adopted, not here.
 */
export function packFrom(of: {
  readonly jurisdiction: string
  readonly level: Level
  readonly from: CalendarDate
  readonly values: PackValues
}): LevelFile {
  const { jurisdiction, level, from, values } = of
  const rules: Record<string, FiledRule> = {}
  for (const key of Object.keys(values).sort()) {
    const [rule, national] = filedAt(key)
    const { options: _options, ...form } = national
    const parameter = { ...form, values: [{ from, value: values[key] ?? null }] }
    const before = rules[rule]
    rules[rule] = {
      force: 'local',
      cites: [{ article: 1 }],
      says: words,
      certainty: 'reported',
      read_on: null,
      read_by: null,
      verified_on: null,
      verified_by: null,
      parameters: { ...before?.parameters, [key]: parameter },
    }
  }
  const instrument = `PACK-${jurisdiction.toUpperCase()}-${level.toUpperCase()}`
  return { instruments: [{ instrument, in_force: [{ from }], rules }], jurisdiction, level }
}

function filedAt(key: string): readonly [string, FiledParameter] {
  for (const { rules } of nationalLevelFile.instruments) {
    for (const [rule, { parameters }] of Object.entries(rules)) {
      const found = parameters?.[key]
      if (found !== undefined) return [rule, found]
    }
  }
  throw new Error(`没有 ${key} 这一参数 · there is no parameter ${key}`)
}
