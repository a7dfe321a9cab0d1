/** One test file as tap told of it. */
export interface TestFile {
  readonly name: string
  readonly seconds: number
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly Skipped[]
  /** Its lines without those that say that all is well. */
  readonly report: readonly string[]
}

/** A test that did not run, and why. */
export interface Skipped {
  readonly title: string
  readonly reason: string
}

const point = /^( *)(ok|not ok) \d+(?: - (.*?))?( \{)?$/
/** tap has two words for a test that does not count; both are four capitals. */
const directive = /^(.*?)\s*# ([A-Z]{4})\b ?(.*)$/
const time = / # time=([\d.]+)ms/

/**
 * Reads tap's output line by line and tells of each file once it is over. What counts is a claim: a test point right
 * below its file. A file that ends badly without a failed claim counts as one failure, and so does one without any.
 */
export function tapOutput(over: (file: TestFile) => void): (line: string) => void {
  let file = nothing()
  let diagnostics: string | undefined

  function finish(name: string, ok: boolean, seconds: number) {
    const ran = file.passed + file.failed + file.skipped.length
    const failed = file.failed === 0 && (!ok || ran === 0) ? 1 : file.failed
    if (ran === 0 && ok) file.report.push('    a test file without a test')
    over({ ...file, name, seconds, failed })
    file = nothing()
  }

  function claim(depth: number, ok: boolean, title: string) {
    const [, what = title, kind, reason = ''] = directive.exec(title) ?? []
    if (kind !== undefined) file.skipped.push({ title: what, reason: reason.trim() || 'no reason' })
    else if (depth === 1) file[ok ? 'passed' : 'failed'] += 1
  }

  return (line) => {
    if (diagnostics !== undefined) {
      file.report.push(line)
      if (line === `${diagnostics}...`) diagnostics = undefined
      return
    }
    const block = /^( *)---$/.exec(line)
    if (block) {
      diagnostics = block[1] ?? ''
      file.report.push(line)
      return
    }
    if (line === '}' && file.open !== undefined) {
      finish(file.open.name, file.open.ok, file.open.seconds)
      return
    }
    const found = point.exec(line)
    if (!found) {
      file.report.push(line)
      return
    }
    const [, indent = '', verdict, description = '', brace] = found
    const depth = indent.length / 4
    const ok = verdict === 'ok'
    const seconds = Number(time.exec(description)?.[1] ?? 0) / 1000
    const title = description.replace(time, '')
    if (!ok) file.report.push(line)
    if (depth > 0) claim(depth, ok, title)
    else if (brace !== undefined) file.open = { name: title, ok, seconds }
    else {
      const skip = directive.exec(title)
      if (skip) claim(0, ok, title)
      finish(skip?.[1] ?? title, ok, seconds)
    }
  }
}

interface Reading {
  open: { readonly name: string; readonly ok: boolean; readonly seconds: number } | undefined
  passed: number
  failed: number
  readonly skipped: Skipped[]
  readonly report: string[]
}

function nothing(): Reading {
  return { open: undefined, passed: 0, failed: 0, skipped: [], report: [] }
}
