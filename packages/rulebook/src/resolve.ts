import type { CalendarDate } from '@juece/kernel'
import { answering } from './answers.ts'
import { checkLevels, statedByKey, valueOn, type ValueOf } from './levels.ts'
import { covers, mergedRules } from './merge.ts'
import type { Level, LevelFile } from './rule.ts'
import type { Rules } from './rules.ts'

/** 规则册 · The levels of one jurisdiction, checked, from the widest to the most local. */
export type Rulebook = {
  readonly levels: readonly LevelFile[]
  /** The rules of one day; a day before the procedure's own regulation is an error. */
  on(date: CalendarDate): Rules
}

/** Checks the levels against each other: a weaker or unlocked value, or a row said twice, is an error. */
export function loadRulebook(levels: readonly LevelFile[]): Rulebook {
  checkOrder(levels)
  const stated = statedByKey(levels)
  for (const [key, words] of stated) checkLevels(words, key)
  const merged = mergedRules(levels)
  return {
    levels,
    on(date) {
      checkFounded(levels, date)
      const values = new Map<string, ValueOf>()
      for (const [key, words] of stated) {
        const value = valueOn(words, date)
        if (value !== undefined) values.set(key, value)
      }
      return answering(date, merged, values, [...stated.keys()].sort(), findingsOf(levels))
    },
  }
}

/** 适用规则 · The rules that govern on a day. */
export function resolveRules(levels: readonly LevelFile[], on: CalendarDate): Rules {
  return loadRulebook(levels).on(on)
}

const widths: readonly Level[] = ['nation', 'province', 'city', 'county', 'department']

function checkOrder(levels: readonly LevelFile[]): void {
  if (levels[0] === undefined) throw new Error('no level of the rulebook was given')
  if (levels[0].level !== 'nation') throw new Error('the widest level is not the nation')
  levels.reduce((above, one) => {
    if (widths.indexOf(one.level) <= widths.indexOf(above.level)) {
      throw new Error(`${one.jurisdiction}: a ${one.level} does not stand below a ${above.level}`)
    }
    return one
  })
}

function checkFounded(levels: readonly LevelFile[], date: CalendarDate): void {
  const founding = levels
    .flatMap(({ instruments }) => instruments)
    .filter(({ founds }) => founds !== undefined)
  if (!founding.some((file) => covers(file.in_force, date))) {
    const names = founding.map(({ instrument }) => instrument).join(', ')
    throw new Error(`no procedure on ${date}: ${names || 'nothing'} is not in force`)
  }
}

function findingsOf(levels: readonly LevelFile[]) {
  const files = levels.flatMap(({ instruments }) => instruments)
  return new Map(
    files.flatMap(({ findings }) =>
      Object.entries(findings ?? {}).map(([code, kind]) => [code, { code, ...kind }] as const),
    ),
  )
}
