import type { CalendarDate } from '@juece/kernel'
import type { Certainty, DatedValue, FiledParameter, FiledRule, LevelFile, Value } from './rule.ts'
import { isSet, isWeaker } from './strength.ts'

/** One level's word on one parameter. */
export type Stated = {
  readonly jurisdiction: string
  readonly rule: string
  readonly filed: FiledRule
  readonly parameter: FiledParameter
}

/** What one level says of a parameter on one day. */
export type ValueOf = Stated & { readonly value: Value; readonly certainty: Certainty }

/** Every parameter with the word of each level, widest first. A key said twice on one level is an error. */
export function statedByKey(levels: readonly LevelFile[]): ReadonlyMap<string, readonly Stated[]> {
  const byKey = new Map<string, Stated[]>()
  for (const { instruments, jurisdiction } of levels) {
    const seen = new Set<string>()
    for (const file of instruments) {
      for (const [rule, filed] of Object.entries(file.rules)) {
        for (const [key, parameter] of Object.entries(filed.parameters ?? {})) {
          if (seen.has(key)) throw new Error(`${jurisdiction}: ${key} stands twice`)
          seen.add(key)
          const stated = byKey.get(key) ?? []
          byKey.set(key, [...stated, { jurisdiction, rule, filed, parameter }])
        }
      }
    }
  }
  return byKey
}

/** The value in force over all levels, or undefined where the day comes before the first. */
export function valueOn(stated: readonly Stated[], on: CalendarDate): ValueOf | undefined {
  return stated.reduce<ValueOf | undefined>((above, one) => {
    const dated = inForce(one.parameter.values, on)
    if (dated === undefined) return above
    const certainty = dated.certainty ?? one.filed.certainty
    // 待核: what rests on memory alone never gates, so a level's unsigned value leaves the one above standing.
    if (above !== undefined && certainty === 'unverified' && one.filed.verified_by === null) {
      return above
    }
    return { ...one, value: dated.value, certainty }
  }, undefined)
}

/** Refuses a level that loosens, unlocks or rewrites what stands above it, on whatever day it would. */
export function checkLevels(stated: readonly Stated[], key: string): void {
  const [widest, ...lower] = stated
  if (widest === undefined) return
  for (const one of stated) checkForm(one, widest, key)
  for (const one of lower) {
    if (widest.parameter.levels === 'locked') {
      throw new Error(
        `${one.jurisdiction}: ${key} is locked by ${widest.jurisdiction} (${one.rule})`,
      )
    }
    const days = stated.flatMap(({ parameter }) => parameter.values.map(({ from }) => from))
    for (const day of days) checkDay(stated.slice(0, stated.indexOf(one)), one, key, day)
  }
}

/** A value that loosens, unlocks or rewrites what stands above it. */
export type LevelFault = { readonly rule: string; readonly key: string; readonly says: string }

/** 逐项核对 · Every value of the levels that may not stand there; a file that cannot be read at all is an error. */
export function levelFaults(levels: readonly LevelFile[]): readonly LevelFault[] {
  return [...statedByKey(levels)].flatMap(([key, stated]) => {
    try {
      checkLevels(stated, key)
      return []
    } catch (why) {
      // The row is that of the widest level: its article is the one that is broken.
      const rule = stated[0]?.rule ?? ''
      return [{ rule, key, says: why instanceof Error ? why.message : String(why) }]
    }
  })
}

/** Whether no value of these levels, on a day or on any later one, is looser than that of the others. */
export function isNowhereLooser(
  levels: readonly LevelFile[],
  than: readonly LevelFile[],
  since: CalendarDate,
): boolean {
  const own = statedByKey(levels)
  return [...statedByKey(than)].every(([key, theirs]) => {
    const ours = own.get(key) ?? []
    const days = [...ours, ...theirs].flatMap(({ parameter }) =>
      parameter.values.map(({ from }) => from),
    )
    return [since, ...days.filter((day) => day > since)].every((day) => {
      const above = valueOn(theirs, day)
      if (above === undefined) return true
      const below = valueOn(ours, day)
      // The widest level's form orders the values: a pack does not say itself what is loose.
      return below !== undefined && !isWeaker(below.value, above.value, formOf(theirs, above))
    })
  })
}

function formOf([widest]: readonly Stated[], value: ValueOf): FiledParameter {
  return widest?.parameter ?? value.parameter
}

function checkDay(above: readonly Stated[], one: Stated, key: string, day: CalendarDate): void {
  const own = inForce(one.parameter.values, day)
  const over = valueOn(above, day)
  if (own === undefined || over === undefined) return
  if (isWeaker(own.value, over.value, over.parameter)) {
    const kind = one.parameter.bound ?? one.parameter.levels
    throw new Error(
      `${one.jurisdiction}: ${key} = ${shown(own.value)} from ${day} is weaker than ` +
        `${shown(over.value)} of ${over.jurisdiction} (${kind}, ${one.rule})`,
    )
  }
}

function checkForm(one: Stated, widest: Stated, key: string): void {
  const { parameter, jurisdiction, rule } = one
  const unlike = (['unit', 'bound', 'levels'] as const).find(
    (member) => parameter[member] !== widest.parameter[member],
  )
  if (unlike !== undefined) {
    throw new Error(
      `${jurisdiction}: ${key} has ${unlike} ${parameter[unlike] ?? 'none'}, ` +
        `not ${widest.parameter[unlike] ?? 'none'} (${rule})`,
    )
  }
  const { options } = widest.parameter
  if (options === undefined) return
  for (const { value } of parameter.values) {
    const words = isSet(value) ? value : typeof value === 'string' ? [value] : []
    const stray = words.find((word) => !options.includes(word))
    if (stray !== undefined) {
      throw new Error(
        `${jurisdiction}: ${key} = ${stray} is none of ${options.join(', ')} (${rule})`,
      )
    }
  }
}

function inForce(values: readonly DatedValue[], on: CalendarDate): DatedValue | undefined {
  return values.findLast(({ from }) => from <= on)
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
