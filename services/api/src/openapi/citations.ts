import { calendarDate } from '@juece/kernel'
import { isTransition, transitions, type AnySpecification } from '@juece/procedure'
import { nationalLevel, resolveRules, type Cite } from '@juece/rulebook'

/** The day whose national rules the document cites: rows change rarely, and the document says so. */
const readOn = calendarDate('2026-01-01')

/** 引注 as people write it: `R713 15(1)`. */
export function citation({ instrument, article, paragraph, item }: Cite): string {
  const at = paragraph === undefined ? '' : `(${paragraph})`
  const sub = item === undefined ? '' : `(${item})`
  return `${instrument} ${article}${at}${sub}`
}

/** The rows and articles that speak of an act, as a line of its description. */
export function citationsOf({ rows }: AnySpecification): string {
  const rules = resolveRules(nationalLevel(), readOn)
  const cited = rows.map((rule) => {
    const cites = isTransition(rule)
      ? transitions[rule].cites
      : rules.ids.includes(rule)
        ? rules.cites(rule)
        : []
    const where = cites.length === 0 ? '产品规则 product rule' : cites.map(citation).join(', ')
    return `${rule} (${where})`
  })
  return cited.join('; ')
}
