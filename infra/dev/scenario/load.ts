import { readFile } from 'node:fs/promises'
import { LineCounter, parseDocument, type Document } from 'yaml'
import { scenarioSchema, type Scenario } from './file-schema.ts'
import { firstFault } from './faults.ts'
import { fileError } from './scenario-file-error.ts'

/** A scenario and where it stands, so that faults can name the line. */
export interface ScenarioFile {
  readonly path: string
  readonly scenario: Scenario
  readonly lineOf: (...path: readonly (string | number)[]) => number | undefined
}

/** Reads a scenario file; what cannot be played as written is an error that says how to mend it. */
export async function loadScenario(path: string): Promise<ScenarioFile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw fileError(path, undefined, '读不到文件 · the file cannot be read', String(cause))
  })
  return scenarioFrom(path, text)
}

/** A scenario from the text of its file. */
export function scenarioFrom(path: string, text: string): ScenarioFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false })
  const [broken] = document.errors
  if (broken !== undefined) {
    throw fileError(
      path,
      lines.linePos(broken.pos[0]).line,
      `不是 YAML 1.2（${broken.message}） · not YAML 1.2`,
      '请检查缩进和引号 · look at the indentation and the quotes',
    )
  }
  const lineOf = (...at: readonly (string | number)[]) => lineAt(document, lines, at)
  const parsed = scenarioSchema.safeParse(document.toJS())
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const at = (issue?.path ?? []).filter((part) => typeof part !== 'symbol')
    throw fileError(
      path,
      lineOf(...at),
      `${at.join('.')}${at.length > 0 ? '：' : ''}${issue?.message ?? ''}`,
      '字段和写法见 tests/scenarios/README.md · the fields are described there',
    )
  }
  const file = { path, scenario: parsed.data, lineOf }
  const fault = firstFault(file)
  if (fault !== undefined) throw fault
  return file
}

/** The line of a node, else of the nearest one around it. */
function lineAt(
  document: Document,
  lines: LineCounter,
  at: readonly (string | number)[],
): number | undefined {
  for (let length = at.length; length >= 0; length -= 1) {
    const node: unknown =
      length === 0 ? document.contents : document.getIn(at.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line
    }
  }
  return undefined
}
