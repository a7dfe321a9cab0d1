import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import t from 'tap'

import { runTool, toolsFor } from './run-tool.ts'

t.setTimeout(300_000)
const published = fileURLToPath(new URL('../../packages/ledger/vectors', import.meta.url))
const verifier = fileURLToPath(new URL('./verifier.py', import.meta.url))
const { at, options } = await toolsFor('go-verifier')
const python = await runTool('python3', ['--version']).catch(() => ({ code: 1, output: '' }))
const withPython = {
  skip:
    python.code === 0 ? (false as const) : 'no python3 on the PATH; install Python 3.9 or newer',
}

/** What each reader of another language says of a folder of vectors. */
const readers = {
  'go-verifier': (folder: string) => runTool(at['go-verifier'], ['vectors', folder]),
  'verifier.py': (folder: string) => runTool('python3', [verifier, 'vectors', folder]),
}

for (const [name, how] of [
  ['go-verifier', options],
  ['verifier.py', withPython],
] as const) {
  t.test(`${name} agrees on every shared vector`, { ...how, timeout: 200_000 }, async (t) => {
    const { code, output } = await readers[name](published)
    t.equal(code, 0, output)
    const [, checks = '0'] = /^true: (\d+)/.exec(output) ?? []
    t.ok(Number(checks) > 130, output)
  })

  t.test(
    `${name} says false of a vector with one changed byte`,
    { ...how, timeout: 200_000 },
    async (t) => {
      const folder = path.join(t.testdir(), 'vectors')
      for (const [file, from, to] of [
        ['checkpoint', '\n12\n', '\n11\n'],
        ['entries/5.json', 'asOf', 'asof'],
        ['proofs/7.tlog-proof', 'index 7', 'index 8'],
        ['tree.json', '"index": 1', '"index": 0'],
        ['tree.json', '"from": 2', '"from": 3'],
      ] as const) {
        rmSync(folder, { recursive: true, force: true })
        cpSync(published, folder, { recursive: true })
        const text = readFileSync(path.join(folder, file), 'utf8')
        chmodSync(path.join(folder, file), 0o644)
        t.ok(text.includes(from))
        writeFileSync(path.join(folder, file), text.replace(from, to))
        t.match(await readers[name](folder), { code: 1, output: /^false: / }, `${file}: ${from}`)
      }
    },
  )
}
