import { readFile } from 'node:fs/promises'
import t from 'tap'
import { conformanceDocument } from '../../infra/tooling/conformance-document.ts'

const committed = await readFile(
  new URL('../../packages/procedure/docs/conformance.md', import.meta.url),
  'utf8',
)
const generated = await conformanceDocument()
const renew = 'renew it: node infra/tooling/scripts/conformance.ts'

/** The lines of a page by article and row: a row stands under each article it cites. */
function places(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let article = ''
  let lines: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) article = line
    if (line.startsWith('#') || line.startsWith('本条的测试')) {
      lines = []
      found.set(line === article ? line : `${article} / ${line}`, lines)
    } else if (line.trim() !== '') lines.push(line)
  }
  return found
}
const page = places(generated)
const of713 = [...page].filter(([place]) => / · Article \d+/.test(place))

t.test('each article of Decree 713 has a row that stands for it, or a blind spot', (t) => {
  const articles = of713.filter(([place]) => !place.includes(' / '))
  t.equal(articles.length, 44)
  for (const [article] of articles) {
    const own = of713.filter(([place]) => place === article || place.startsWith(`${article} / `))
    const hasRow = own.some(([place]) => place.includes(' / ### '))
    t.ok(hasRow || own.some(([, lines]) => lines.some((line) => line.startsWith('盲点'))), article)
  }
  t.end()
})

t.test(
  'a row that must be kept, or must on a condition, has an act, a gate, a test or a blind spot',
  (t) => {
    const rows = of713.filter(([place]) => /### .* (mandatory|conditional)$/.test(place))
    t.ok(rows.length > 80, `${rows.length} rows`)
    for (const [place, lines] of rows) {
      t.ok(
        lines.some((line) => /^- (行为|关口|测试|盲点)/.test(line)),
        place,
      )
    }
    t.end()
  },
)

t.test('the committed page claims nothing that the source does not bear', (t) => {
  const stale: string[] = []
  for (const [place, lines] of places(committed)) {
    const items = new Set((page.get(place) ?? []).flatMap(itemsOf))
    if (!page.has(place)) stale.push(place)
    for (const item of lines.flatMap(itemsOf)) if (!items.has(item)) stale.push(`${place}: ${item}`)
  }
  t.strictSame(stale, [], renew)
  // Tests and scenarios are added all the time; what is released is the whole of it.
  if ((process.env['CI'] ?? '') !== '') t.ok(committed === generated, renew)
  t.end()
})

/** A list of code in a line is one claim an item. */
function itemsOf(line: string): readonly string[] {
  const [label = '', list] = line.split('：')
  const items = list?.match(/`[^`]+`/g)
  return items === null || items === undefined ? [line] : items.map((item) => `${label} ${item}`)
}
