/**
 * The one print of a value: RFC 8785, which sorts keys by UTF-16 code units. Numbers here are whole, so that no
 * two printers can disagree.
 */
export function canonicalPrint(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return wholeNumber(value)
  if (typeof value === 'string') return wellFormed(value)
  if (Array.isArray(value)) return `[${value.map(canonicalPrint).join(',')}]`
  if (typeof value !== 'object') throw new Error(`not JSON: ${typeof value}`)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, part]) => `${wellFormed(key)}:${canonicalPrint(part)}`).join(',')}}`
}

function wholeNumber(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Error(`not whole: ${value}`)
  return String(value)
}

function wellFormed(value: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new Error('a lone surrogate')
  return JSON.stringify(value)
}

/** How a rule file stands on disk: the same order, laid out for reading, with a line end. */
export function readablePrint(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalPrint(value)), null, 2)}\n`
}
