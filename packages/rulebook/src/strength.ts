import type { FiledParameter, Ratio, Value } from './rule.ts'

/** Whether a level's value loosens the one above it. No value at all is the loosest of bounds. */
export function isWeaker(below: Value, above: Value, parameter: FiledParameter): boolean {
  switch (parameter.levels) {
    case 'longest':
      return amount(below, Number.NEGATIVE_INFINITY) < amount(above, Number.NEGATIVE_INFINITY)
    case 'shortest':
      return amount(below, Number.POSITIVE_INFINITY) > amount(above, Number.POSITIVE_INFINITY)
    case 'strictest':
      return isLooser(below, above, parameter.options ?? [])
    case 'most-local':
    case 'locked':
      return false
  }
}

function amount(value: Value, none: number): number {
  if (value === null) return none
  if (typeof value === 'number') return value
  if (isRatio(value)) return share(value)
  throw new Error(`not an amount: ${JSON.stringify(value)}`)
}

/** "More than a half" is stricter than "at least a half" and weaker than any larger share. */
function share({ ratio, strict }: Ratio): number {
  const [part, whole] = ratio.split('/')
  return Number(part) / Number(whole) + (strict ? 1e-9 : 0)
}

function isLooser(below: Value, above: Value, options: readonly string[]): boolean {
  if (isSet(above)) return !isSet(below) || above.some((member) => !below.includes(member))
  return rank(below, options) < rank(above, options)
}

function rank(value: Value, options: readonly string[]): number {
  if (value === null) return -1
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'string') return options.indexOf(value)
  throw new Error(`no order for ${JSON.stringify(value)}`)
}

/** Whether the value is a set of words. */
export function isSet(value: Value): value is readonly string[] {
  return Array.isArray(value)
}

/** Whether the value is a share. */
export function isRatio(value: Value): value is Ratio {
  return typeof value === 'object' && value !== null && 'ratio' in value
}
