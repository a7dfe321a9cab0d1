import { readFile } from 'node:fs/promises'
import { glob } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What of the source speaks of a row. */
export interface Spoken {
  /** Functions that shut on it or flag it: `folder/file.ts: name`. */
  readonly gates: ReadonlyMap<string, readonly string[]>
  /** Claims of tests: `file: title`. */
  readonly tests: ReadonlyMap<string, readonly string[]>
  /** Scenario files. */
  readonly scenarios: ReadonlyMap<string, readonly string[]>
}

/** Reads the source: which functions, tests and scenario files speak of which row or article. */
export async function spokenIn(rows: ReadonlySet<string>): Promise<Spoken> {
  const [gates, tests, scenarios] = await Promise.all([gatesIn(rows), testsIn(rows), scenariosIn()])
  return { gates, tests, scenarios }
}

/** The calls by which a row is found shut, or flagged. */
const speaking: ReadonlySet<string> = new Set([
  'ground',
  'unless',
  'deviation',
  'deadlineCame',
  'notYetDue',
])

async function gatesIn(rows: ReadonlySet<string>): Promise<Spoken['gates']> {
  const folder = 'packages/procedure/src'
  const found = new Map<string, Set<string>>()
  for (const file of await filesOf(
    `${folder}/{major-decision,shared-steps,matter,registers}/**/*.ts`,
    `${folder}/*.ts`,
  )) {
    const source = await parsed(file)
    const name = file.slice(folder.length + 1)
    const visit = (node: ts.Node, within: string): void => {
      const here = nameOf(node) ?? within
      if (ts.isStringLiteral(node) && rows.has(node.text) && isGate(node)) {
        add(found, node.text, `${name}: ${here}`)
      }
      ts.forEachChild(node, (child) => visit(child, here))
    }
    if (/ground|unless|deviation|outOfOrder/.test(source.text)) visit(source, '')
  }
  return sorted(found)
}

/** A string that is the row of a ground or a deviation, or stands in a list of them. */
function isGate(node: ts.StringLiteral): boolean {
  for (let up: ts.Node = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (ts.isCallExpression(up) && ts.isIdentifier(up.expression)) {
      if (speaking.has(up.expression.text)) return true
      if (['specification', 'flag', 'gates'].includes(up.expression.text)) return false
    }
    if (ts.isPropertyAssignment(up) && up.name.getText() === 'outOfOrder') return true
    if (ts.isPropertyAssignment(up) && up.name.getText() === 'rule') return true
    if (ts.isArrayLiteralExpression(up) || ts.isConditionalExpression(up)) {
      const file = up.getSourceFile().text
      if (/brokenRows|spokenWrongly|flagged/.test(file)) return true
    }
    if (ts.isFunctionDeclaration(up)) return false
  }
  return false
}

/** What a reader looks for: the function, the command that is defined, the constant. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) return node.name.text
  if (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'define'
  ) {
    const [of] = node.arguments
    return of !== undefined && ts.isIdentifier(of) ? of.text : undefined
  }
  return undefined
}

async function testsIn(rows: ReadonlySet<string>): Promise<Spoken['tests']> {
  const found = new Map<string, Set<string>>()
  for (const file of await filesOf('tests/{procedure,rulebook,legal-clock}/*.test.ts')) {
    const source = await parsed(file)
    const name = file.slice('tests/'.length)
    const visit = (node: ts.Node): void => {
      const title = titleOf(node)
      if (title !== undefined) {
        for (const row of rowsIn(node.getText(source), rows)) add(found, row, `${name}: ${title}`)
        for (const article of articlesIn(title)) add(found, article, `${name}: ${title}`)
        return
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return sorted(found)
}

function titleOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined
  const [title] = node.arguments
  return node.expression.name.text === 'test' && title !== undefined && ts.isStringLiteral(title)
    ? title.text
    : undefined
}

function rowsIn(text: string, rows: ReadonlySet<string>): ReadonlySet<string> {
  const words = text.match(/\b[A-Za-z]{1,3}-?[A-Z]?\d{1,2}\b/g) ?? []
  return new Set(words.filter((word) => rows.has(word)))
}

const digits = '零一二三四五六七八九'
/** 第十五条 as `713-15`. */
function articlesIn(title: string): readonly string[] {
  return [...title.matchAll(/第([一二三四五六七八九十]+)条/g)].map(
    ([, number = '']) => `713-${numberOf(number)}`,
  )
}
function numberOf(text: string): number {
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text]
  const ten = tens === '' ? 1 : digits.indexOf(tens)
  return (text.includes('十') ? ten * 10 : 0) + (ones === '' ? 0 : digits.indexOf(ones))
}

async function scenariosIn(): Promise<Spoken['scenarios']> {
  const found = new Map<string, Set<string>>()
  for (const file of await filesOf('tests/scenarios/*.scenario.yaml')) {
    const text = await readFile(`${root}${file}`, 'utf8')
    const { law = [], steps = [] } = parse(text) as {
      law?: readonly unknown[]
      steps?: readonly { grounds?: readonly unknown[]; deviations?: readonly unknown[] }[]
    }
    const rows = [
      ...law,
      ...steps.flatMap((step) => [...(step.grounds ?? []), ...(step.deviations ?? [])]),
    ]
    for (const row of rows) add(found, String(row), file.slice('tests/scenarios/'.length))
  }
  return sorted(found)
}

async function filesOf(...patterns: readonly string[]): Promise<readonly string[]> {
  const files: string[] = []
  for await (const file of glob([...patterns], { cwd: root })) files.push(file)
  return files.sort()
}

async function parsed(file: string): Promise<ts.SourceFile> {
  const text = await readFile(`${root}${file}`, 'utf8')
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

function add(found: Map<string, Set<string>>, key: string, value: string): void {
  const known = found.get(key) ?? new Set()
  found.set(key, known.add(value))
}

function sorted(
  found: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...found].map(([key, values]) => [key, [...values].sort()]))
}
