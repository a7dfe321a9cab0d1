import { execFile } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import t from 'tap'
import yazl from 'yazl'

import { openBundle, verifyBundle } from '@juece/auditor'
import { utf8Of } from '@juece/cryptography'
import { places } from '@juece/dossier'

import {
  at,
  fileAt,
  flipped,
  honest,
  noteOver,
  entered,
  acts,
  policyWitnessed,
  root,
  type Files,
} from './small-record.ts'

const cannotOpen = { message: /cannot be opened/ }
const main = fileURLToPath(new URL('../../services/auditor/src/main.ts', import.meta.url))

type Run = { readonly exit: number; readonly out: string; readonly err: string }

function juece(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { encoding: 'utf8' }, (error, out, err) => {
      const code = error?.code
      resolve({ exit: typeof code === 'number' ? code : error === null ? 0 : -1, out, err })
    })
  })
}

/** Zips as the maker of a bundle does. */
async function zipped(files: Files, options: Partial<yazl.Options> = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  const mtime = new Date(1980, 0, 1)
  for (const [path, bytes] of files) {
    zip.addBuffer(Buffer.from(bytes), path, { compress: false, mtime, mode: 0o100644, ...options })
  }
  zip.end()
  return buffer(zip.outputStream)
}

async function saved(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

async function unpacked(folder: string, files: Files): Promise<string> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytes)
  }
  return join(folder, root)
}

t.test('a zip and its unpacked folder have one verdict', async (t) => {
  const folder = t.testdir()
  const zip = await saved(folder, 'bundle.zip', await zipped(honest()))
  const unzipped = await unpacked(folder, honest())
  t.same(verifyBundle(await openBundle(zip)), verifyBundle(await openBundle(unzipped)))
  t.equal((await openBundle(zip)).root, root)
})

t.test('verify answers with grades in plain words, Chinese first, and exit 0', async (t) => {
  const zip = await saved(t.testdir(), 'bundle.zip', await zipped(honest()))
  const { exit, out, err } = await juece('verify', zip)
  t.equal(exit, 0)
  t.equal(err, '')
  t.match(out, /内容 {2}已证明 {3}10 条|内容 {2}已证明 {2}10 条/)
  t.match(out, /独立 {2}未证明/)
  t.match(out, /content\s+proved/)
  t.match(out, /核验通过/)
  t.notMatch(out, /\u001b/, 'no colour where nobody looks')
})

t.test('one flipped byte of an entry is exit 1, with code and position, as JSON too', async (t) => {
  const files = honest()
  files.set(at(places.entry(4)), flipped(fileAt(files, places.entry(4)), 200))
  const zip = await saved(t.testdir(), 'bundle.zip', await zipped(files))
  const { exit, out } = await juece('verify', zip)
  t.equal(exit, 1)
  t.match(out, /ENTRY_BYTES/)
  const json = await juece('verify', zip, '--json')
  t.equal(json.exit, 1)
  t.match(JSON.parse(json.out), {
    grades: {
      content: 'broken',
      order: 'sound',
      completeness: 'complete',
      independence: 'self-attested',
    },
    findings: [{ code: 'ENTRY_BYTES', position: 4, file: places.entry(4) }, { code: 'BAG_FALSE' }],
    firstBad: { position: 4, code: 'ENTRY_BYTES' },
    notProved: [/replay/],
  })
})

t.test(
  'options: a policy from elsewhere, a kept note, another bundle, what is required',
  async (t) => {
    const folder = t.testdir()
    const zip = await saved(folder, 'bundle.zip', await zipped(honest({ cosigned: true })))
    const alone = await saved(folder, 'alone.zip', await zipped(honest()))
    const policy = await saved(folder, 'policy', utf8Of(policyWitnessed))
    const kept = await saved(folder, 'note', utf8Of(noteOver(entered(acts), 4)))
    const other = entered(acts.map((one, i) => (i === 3 ? { ...one, asOf: {} } : one)))
    const fork = await saved(folder, 'fork', utf8Of(noteOver(other)))
    const exitOf = async (...args: readonly string[]) => (await juece('verify', ...args)).exit
    t.equal(await exitOf(zip, '--policy', policy, '--require-independent'), 0)
    t.equal(await exitOf(zip, '--require-independent'), 1)
    t.equal(await exitOf(zip, '--require-complete', '--seen', kept, '--against', alone), 0)
    t.equal(await exitOf(alone, '--seen', kept, '--seen', fork), 1)
  },
)

t.test('wrong use is exit 2, what cannot be checked exit 3', async (t) => {
  const folder = t.testdir()
  const exitOf = async (...args: readonly string[]) => (await juece(...args)).exit
  t.equal(await exitOf('verify'), 2)
  t.equal(await exitOf('verify', join(folder, 'nothing.zip')), 2)
  t.equal(await exitOf('verify', 'x', '--unknown'), 2)
  t.equal(await exitOf('verify', await saved(folder, 'text.zip', utf8Of('not a zip'))), 3)
  const format = honest()
  format.set(at(places.manifest), utf8Of('{"format":"juece-bundle/2"}'))
  t.equal(await exitOf('verify', await saved(folder, 'format.zip', await zipped(format))), 3)
  t.equal(await exitOf('verify', '--help'), 0)
})

t.test('a hostile zip or folder is never opened', async (t) => {
  const folder = t.testdir()
  const refused = async (name: string, bytes: Uint8Array) => {
    await t.rejects(openBundle(await saved(folder, name, bytes)), cannotOpen, name)
  }
  const good = await zipped(honest())
  const renamed = (from: string, to: string) => {
    const bytes = Buffer.from(good)
    for (let i = bytes.indexOf(from); i >= 0; i = bytes.indexOf(from, i + 1))
      bytes.write(to, i, 'latin1')
    return bytes
  }
  await refused('deflated.zip', await zipped(honest(), { compress: true }))
  await refused('link.zip', await zipped(honest(), { mode: 0o120777 }))
  await refused('comment.zip', Buffer.concat([good.subarray(0, -2), Buffer.from([1, 0, 65])]))
  await refused('short.zip', good.subarray(0, good.length / 2))
  await refused('up.zip', renamed('data/entries/0.json', '../../entries0.json'))
  await refused('absolute.zip', renamed(`${root}/bagit.txt`, `/${root.slice(1)}/bagit.txt`))
  await refused('twice.zip', renamed('data/entries/0.json', 'data/entries/1.json'))
  await refused('case.zip', renamed('data/entries/0.json', 'data/ENTRIES/1.json'))
  const local = Buffer.from(good)
  local.write(
    'data/entries/9.json',
    local.indexOf(`${root}/data/entries/0.json`) + root.length + 1,
    'latin1',
  )
  await refused('two-stories.zip', local)
  const place = await unpacked(folder, honest())
  await symlink('/dev/null', join(place, 'data', 'entries', '99.json'))
  await t.rejects(openBundle(place), cannotOpen, 'a link in a folder')
})

t.test('the same input gives the same zip', async (t) => {
  const files = honest()
  t.ok((await zipped(files)).equals(await zipped(new Map(files))))
})
