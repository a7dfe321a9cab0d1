import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { verifierKeyText, verifierOf } from '@juece/ledger'
import { places } from '@juece/dossier'
import t, { type Test } from 'tap'

import {
  at as pathIn,
  fileAt,
  flipped,
  honest,
  log,
  root,
  type Files,
} from '../auditor/small-record.ts'
import { runTool, toolsFor } from './run-tool.ts'

t.setTimeout(300_000)
const { at, options } = await toolsFor('bagit.py')
const verifier = fileURLToPath(new URL('./verifier.py', import.meta.url))
const vkey = verifierKeyText(verifierOf(log))

/** The honest bundle with one bit of one file changed. */
function spoilt(name: string): Files {
  return new Map(honest()).set(pathIn(name), flipped(fileAt(honest(), name), 60))
}

/** The bundle as somebody unpacked it. */
function unpacked(t: Test, files: Files): string {
  const folder = t.testdir()
  rmSync(folder, { recursive: true })
  for (const [name, bytes] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), bytes)
  }
  return path.join(folder, root)
}

const validates = (folder: string) => runTool('python3', [at['bagit.py'], '--validate', folder])
const verifies = (folder: string) => runTool('python3', [verifier, 'bundle', folder, vkey])

t.test('Python’s bagit takes our bundle for a valid bag', options, async (t) => {
  for (const making of [{}, { cosigned: true }, { withheld: [5] }]) {
    const { code, output } = await validates(unpacked(t, honest(making)))
    t.equal(code, 0, output)
    t.match(output, /is valid/)
  }
})

t.test('it rejects a changed byte, a missing file and a file too many', options, async (t) => {
  const entry = pathIn(places.entry(4))
  for (const files of [
    spoilt(places.entry(4)),
    spoilt(places.checkpoint),
    new Map([...honest()].filter(([name]) => name !== entry)),
    new Map(honest()).set(pathIn('data/more.txt'), new Uint8Array(3)),
  ]) {
    const { code, output } = await validates(unpacked(t, files))
    t.equal(code, 1, output)
  }
})

t.test(
  'the small verifier in Python agrees on a bundle, and on one that was changed',
  options,
  async (t) => {
    for (const making of [{}, { cosigned: true }, { withheld: [5] }]) {
      t.match(await verifies(unpacked(t, honest(making))), {
        code: 0,
        output: /^true: \d\d+ checks/,
      })
    }
    for (const name of [places.entry(4), places.checkpoint, places.proof(7)]) {
      const { code, output } = await verifies(unpacked(t, spoilt(name)))
      t.match({ code, output }, { code: 1, output: /^false: / }, name)
    }
  },
)
