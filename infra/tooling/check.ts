import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { glob } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { cruised } from './cruiser-rules.ts'
import { tapOutput, type Skipped } from './tap-output.ts'

/**
 * The gate: `npm test`, and with `--long` the second pass.
 *
 *   node infra/tooling/check.ts [--long] [--only NAME]… [TEST FILE]…
 *
 * Progress and faults on stderr; stdout ends with `N passed, N failed`. With `CI` set, what did not run has failed.
 */
const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = (name: string) => `${root}node_modules/.bin/${name}`

/** What looks at the code without running it, two at a time. */
const looks: Readonly<Record<string, readonly string[]>> = {
  format: [bin('prettier'), '--check', '--log-level', 'warn', '.'],
  lint: [bin('eslint'), '--config', 'infra/tooling/eslint.config.js', '.'],
  types: [bin('tsc'), '-b', 'infra/tooling/tsconfig.json'],
  layers: [bin('depcruise'), ...cruised],
  unused: [bin('knip'), '--no-progress', '--no-config-hints'],
  bundle: ['infra/tooling/bundle-workflows.ts'],
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean' }, only: { type: 'string', multiple: true } },
})

let passed = 0
let failed = 0
const skipped: Skipped[] = []
const say = (line: string) => void process.stderr.write(`${line}\n`)
const told = (ms: number, what: string) => {
  say(`${(ms / 1000).toFixed(1).padStart(7)} s  ${what}`)
}

const wanted = (name: string) => values.only === undefined || values.only.includes(name)
if (values.long !== true && positionals.length === 0) {
  const queue = Object.entries(looks).filter(([name]) => wanted(name))
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await look(...next)
  }
  await Promise.all([worker(), worker()])
}
if (wanted('tests')) await tests()
end()

/** Runs one of the looks; its words are shown when it finds something. */
async function look(name: string, command: readonly string[]): Promise<void> {
  const begun = performance.now()
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const words: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => words.push(line))
  }
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) passed += 1
  else failed += 1
  told(performance.now() - begun, code === 0 ? name : `${name}: FAILED`)
  if (code !== 0) for (const line of words) say(`           ${line}`)
}

/** Runs tap over the files asked for and counts the claims. */
async function tests(): Promise<void> {
  const long = values.long === true ? await longTests() : []
  if (values.long === true && long.length === 0) return
  const begun = performance.now()
  const command = [bin('tap'), 'run', '--reporter=tap', ...positionals, ...long]
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let files = 0
  let broken = 0
  const read = tapOutput((file) => {
    files += 1
    passed += file.passed
    failed += file.failed
    broken += file.failed
    for (const test of file.skipped) {
      skipped.push({ ...test, title: `${file.name}: ${test.title}` })
    }
    const verdict = file.failed === 0 ? '' : `, ${file.failed} FAILED`
    told(file.seconds * 1000, `${file.name}: ${file.passed} passed${verdict}`)
    if (file.failed > 0) for (const line of file.report) say(`       ${line}`)
  })
  createInterface({ input: child.stdout }).on('line', read)
  const [code] = (await once(child, 'close')) as [number | null]
  if (files === 0 || (code !== 0 && broken === 0)) {
    failed += 1
    say(`tap ended with exit ${code} after ${files} files and no failed test`)
  }
  told(performance.now() - begun, `tests, ${files} files`)
}

/** The tests that take long or need tools we did not write. */
async function longTests(): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob('tests/{long,outside}/**/*.test.ts', { cwd: root }))
    files.push(file)
  return files.sort()
}

/** Names what did not run, then says the one line others read. */
function end(): void {
  for (const { title, reason } of skipped) console.log(`skipped: ${title} (${reason})`)
  const missing = skipped.length
  const strict = (process.env['CI'] ?? '') !== ''
  if (strict && missing > 0) console.log(`under CI what did not run has failed: ${missing}`)
  const lost = failed + (strict ? missing : 0)
  const rest = !strict && missing > 0 ? `, ${missing} skipped` : ''
  console.log(`${passed} passed, ${lost} failed${rest}`)
  process.exitCode = lost === 0 ? 0 : 1
}
