import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { root } from './cruised.ts'

/** The project's files as git knows them, new ones included, ignored ones not. */
const { stdout } = await promisify(execFile)(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  { cwd: root, maxBuffer: 64 << 20 },
)
const names = stdout.split('\0').filter((name) => name !== '')
const texts = new Map<string, string>()
for (const name of names) {
  const text = await readFile(join(root, name), 'utf8').catch(() => undefined)
  if (text !== undefined && !text.includes('\0')) texts.set(name, text)
}
t.ok(texts.size > 100, `${texts.size} files were read`)

/** Each line, as `file:number: text`, that matches. */
function lines(pattern: RegExp, except: (name: string) => boolean): string[] {
  const found: string[] = []
  for (const [name, text] of texts) {
    if (except(name)) continue
    for (const [index, line] of text.split('\n').entries()) {
      if (pattern.test(line)) found.push(`${name}:${index + 1}: ${line.trim().slice(0, 120)}`)
    }
  }
  return found
}

const lock = (name: string) => name === 'package-lock.json'

t.test('no file names a path of one machine', (t) => {
  // Written in parts, or this line would be the first one found.
  const folders = ['work', 'root', 'tmp', 'home/[a-z]+', 'Users/[A-Za-z]+'].join('|')
  const path = new RegExp(`(^|[\\s'"\`(=:])/(${folders})(/|\\b)`)
  t.strictSame(lines(path, lock), [])
  t.match(['', 'home', 'li'].join('/'), path, 'such a path would be found')
  t.end()
})

t.test('no mark says that something is still to be done', (t) => {
  const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`)
  t.strictSame(lines(mark, lock), [])
  t.end()
})

t.test('the lock file names no host, so each machine uses its own registry', (t) => {
  const { packages } = JSON.parse(texts.get('package-lock.json') ?? '{}') as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>
  }
  const bought = Object.entries(packages).filter(([path]) => path.includes('node_modules/'))
  t.ok(bought.length > 500)
  for (const [path, { resolved, integrity, link }] of bought) {
    if (link === true) continue
    if (resolved !== undefined) t.fail(`${path} is tied to ${resolved}`)
    if (integrity === undefined) t.fail(`${path} has no digest`)
  }
  t.notMatch(texts.get('.npmrc') ?? '', /registry\s*=/)
  t.end()
})

t.test('each test states a claim: its title is a sentence', (t) => {
  const tests = [...texts].filter(([name]) => name.endsWith('.test.ts'))
  for (const [name, text] of tests) {
    const calls = [
      ...text.matchAll(/\b\w+\.test\(\s*(?:'((?:\\.|[^'])*)'|"((?:\\.|[^"])*)"|`([^`]*)`)?/g),
    ]
    t.ok(calls.length > 0, `${name} holds a test`)
    for (const [call, ...quoted] of calls) {
      const title = quoted.find((text) => text !== undefined)
      // A title from a table has no quotes here; tap shows it.
      if (title === undefined) continue
      const isSentence = title.trim().length > 10 && /[ \u4e00-\u9fff]/.test(title)
      if (!isSentence) t.fail(`${name}: ${call}`)
    }
  }
  t.end()
})
