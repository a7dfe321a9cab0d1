import type { CalendarDate } from '@juece/kernel'
import type { ValueOf } from './levels.ts'
import { citesOn, covers, placesOn, type MergedRule } from './merge.ts'
import type { FindingKind, Value } from './rule.ts'
import type { Parameter, Rule, Rules } from './rules.ts'
import { isRatio, isSet } from './strength.ts'

/** The rules of one day, answering by row and by key. Asking for what is not there throws. */
export function answering(
  on: CalendarDate,
  merged: ReadonlyMap<string, MergedRule>,
  values: ReadonlyMap<string, ValueOf>,
  keys: readonly string[],
  findings: ReadonlyMap<string, FindingKind>,
): Rules {
  const known = (id: string) => found(merged.get(id), `no rule ${id} in the rulebook`)
  const parameter = (key: string) =>
    parameterOf(
      key,
      found(
        values.get(key),
        keys.includes(key)
          ? `${key} has no value in force on ${on}`
          : `no parameter ${key} in the rulebook`,
      ),
    )
  const typed = <T extends Value>(
    key: string,
    is: (value: Value) => value is T,
    what: string,
  ): T => {
    const { value } = parameter(key)
    if (!is(value)) throw new Error(`${key} is not ${what}: ${JSON.stringify(value)}`)
    return value
  }

  return {
    on,
    ids: [...merged.keys()].sort(),
    keys,
    rule: (id) => ruleOf(known(id), on),
    cites: (id) => citesOn(known(id), on),
    gates: (id) => gates(known(id), on, (key) => isOn(key, parameter(key).value, values)),
    says: (id) => known(id).filed.says,
    isProductRule: (id) => known(id).filed.force === 'own',
    parameter,
    number: (key) => typed(key, isNumberOrNone, 'a number'),
    flag: (key) => typed(key, isFlag, 'a flag'),
    set: (key) => typed(key, isSet, 'a set'),
    word: (key) => typed(key, isWordOrNone, 'a word'),
    ratio: (key) => typed(key, isRatioOrNone, 'a ratio'),
    period(key) {
      const { value, unit, bound } = parameter(key)
      if (typeof value !== 'number') throw new Error(`${key} sets no length on ${on}`)
      if ((unit !== 'calendar-day' && unit !== 'working-day') || bound === undefined) {
        throw new Error(`${key} is not a period of days`)
      }
      return { unit, length: value, bound }
    },
    finding: (code) => found(findings.get(code), `no finding ${code} in the rulebook`),
  }
}

/** Force says whether a row gates; only memory that nobody signed for is vetoed (待核). */
function gates(rule: MergedRule, on: CalendarDate, switchedOn: (key: string) => boolean): boolean {
  const { filed } = rule
  if (!covers(rule.inForce, on)) return false
  if (filed.certainty === 'unverified' && filed.verified_by === null) return false
  const isSwitchedOn = filed.switch !== undefined && switchedOn(filed.switch)
  switch (filed.force) {
    case 'mandatory':
      return true
    case 'conditional':
      return filed.switch === undefined || isSwitchedOn
    case 'optional':
    case 'local':
      return isSwitchedOn
    case 'own':
      return filed.switch === undefined ? filed.gates === true : isSwitchedOn
  }
}

/** A switch is on when it asks for more than nothing: of several words the first is the loosest. */
function isOn(key: string, value: Value, values: ReadonlyMap<string, ValueOf>): boolean {
  if (typeof value === 'string') return values.get(key)?.parameter.options?.[0] !== value
  if (isSet(value)) return value.length > 0
  return value !== null && value !== false
}

function ruleOf(rule: MergedRule, on: CalendarDate): Rule {
  const { filed } = rule
  return {
    id: rule.id,
    instrument: rule.instrument,
    force: filed.force,
    ...(filed.when === undefined ? {} : { when: filed.when }),
    ...(filed.switch === undefined ? {} : { switch: filed.switch }),
    inForce: covers(rule.inForce, on),
    cites: citesOn(rule, on),
    exceptions: (filed.exceptions ?? []).map((exception) => ({
      ...exception,
      cites: placesOn(exception.cites, rule.instrument, on),
    })),
    says: filed.says,
    certainty: filed.certainty,
    verified: filed.verified_by !== null,
  }
}

function parameterOf(
  key: string,
  { rule, value, parameter, jurisdiction, certainty }: ValueOf,
): Parameter {
  const { unit, bound } = parameter
  return {
    key,
    rule,
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(bound === undefined ? {} : { bound }),
    jurisdiction,
    certainty,
  }
}

function found<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise)
  return value
}

const isFlag = (value: Value) => typeof value === 'boolean'
const isNumberOrNone = (value: Value) => value === null || typeof value === 'number'
const isWordOrNone = (value: Value) => value === null || typeof value === 'string'
const isRatioOrNone = (value: Value) => value === null || isRatio(value)
