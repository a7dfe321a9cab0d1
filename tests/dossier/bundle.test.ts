import t from 'tap'

import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import { bagFaults, bundleFiles, places, readBundle, rootFolder } from '@juece/dossier'
import type { Json } from '@juece/kernel'
import { canonicalBytes } from '@juece/ledger'

import {
  acts,
  at,
  entered,
  fileAt,
  filesOf,
  honest,
  inputOf,
  matter,
  papers,
  root,
} from '../auditor/small-record.ts'

function bundleOf(files: ReadonlyMap<string, Uint8Array>) {
  const read = readBundle(files)
  if (read.kind !== 'bundle') throw new Error(read.says)
  return read.bundle
}

t.test(
  'the four tag files come first, then data sorted by bytes, all in one root folder',
  async (t) => {
    const paths = bundleFiles(inputOf(entered(acts))).map(({ path }) => path)
    t.ok(paths.every((path) => path.startsWith(`${root}/`)))
    t.same(
      paths.slice(0, 4).map((path) => path.slice(root.length + 1)),
      ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
    )
    t.same(paths.slice(4), paths.slice(4).toSorted())
    t.ok(paths.every((path) => /^[!-~]+$/.test(path)))
    t.equal(rootFolder([matter]), root)
  },
)

t.test('the same input gives the same files, byte for byte', async (t) => {
  const entries = entered(acts)
  const input = inputOf(entries)
  t.same(
    bundleFiles(input),
    bundleFiles({ ...input, attachments: new Map([...input.attachments].reverse()) }),
  )
})

t.test('what is written is read back: entries, papers, closing, and who named what', async (t) => {
  const entries = entered(acts)
  const { manifest, ...bundle } = bundleOf(honest())
  t.equal(manifest.size, entries.length)
  t.equal(manifest.closing, 9)
  t.equal(manifest.made, null, 'nobody else has signed')
  t.same(
    manifest.entries.map(({ digest }) => digest),
    entries.map(digestOf),
  )
  t.same([...bundle.entries.values()], entries)
  t.equal(bundle.proofs.size, entries.length)
  t.same(manifest.attachments.map(({ named }) => named).toSorted(), [0, 4, 4, 5])
  t.equal(bundle.attachments.size, papers.length)
  t.same(bundle.strange, [])
  t.same(bagFaults(bundle.files), [])
  t.equal(bundleOf(honest({ cosigned: true })).manifest.made, '2026-01-06T00:00:00.000Z')
  t.equal(bundleOf(honest({}, acts.slice(0, -1))).manifest.closing, null)
})

t.test(
  'a paper that nobody accounts for, a foreign checkpoint, a false order: no bundle',
  async (t) => {
    const input = inputOf(entered(acts))
    t.throws(
      () => bundleFiles({ ...input, attachments: new Map() }),
      /neither there nor accounted for/,
    )
    t.throws(() => bundleFiles({ ...input, origin: 'record.example/other' }))
    t.throws(() => bundleFiles({ ...input, entries: input.entries.toReversed() }))
    t.throws(() => bundleFiles({ ...input, subject: [] }))
  },
)

t.test('an unknown member, value or format of bundle.json is unreadable', async (t) => {
  const files = honest()
  const manifest = JSON.parse(textOf(fileAt(files, places.manifest))) as Record<string, Json>
  const wrong: readonly Record<string, Json>[] = [
    { ...manifest, format: 'juece-bundle/2' },
    { ...manifest, extra: 1 },
    { ...manifest, size: -1 },
    { ...manifest, profile: 'other' },
    { ...manifest, made: 'yesterday' },
    { ...manifest, subject: [] },
    { ...manifest, requires: ['everything'] },
    { ...manifest, entries: [{ position: 1 }] },
    { ...manifest, entries: (manifest.entries as Json[]).toReversed() },
    { ...manifest, attachments: [1] },
  ]
  for (const one of wrong) {
    const changed = new Map(files).set(at(places.manifest), canonicalBytes(one))
    t.equal(readBundle(changed).kind, 'unreadable')
  }
  const spaced = new Map(files).set(at(places.manifest), utf8Of(JSON.stringify(manifest, null, 1)))
  t.equal(readBundle(spaced).kind, 'unreadable')
  t.equal(readBundle(new Map(files).set('elsewhere/x', utf8Of(''))).kind, 'unreadable')
  t.equal(readBundle(new Map()).kind, 'unreadable')
})

t.test('the bag names what changed, what is missing and what nobody listed', async (t) => {
  const bag = (change: (files: Map<string, Uint8Array>) => void) => {
    const files = new Map(bundleOf(honest()).files)
    change(files)
    return bagFaults(files)
  }
  t.same(
    bag((files) => files.set('data/policy', utf8Of('x'))),
    [{ file: 'data/policy', what: 'changed' }],
  )
  t.same(
    bag((files) => files.delete('data/policy')),
    [{ file: 'data/policy', what: 'missing' }],
  )
  t.same(
    bag((files) => files.set('data/x', utf8Of('x'))),
    [{ file: 'data/x', what: 'unlisted' }],
  )
  t.same(
    bag((files) => files.set('x', utf8Of('x'))),
    [{ file: 'x', what: 'unlisted' }],
  )
  t.match(
    bag((files) => files.set('manifest-sha256.txt', utf8Of('x'))),
    [{ what: 'malformed' }, { what: 'changed' }],
  )
  t.match(
    bag((files) => files.delete('tagmanifest-sha256.txt')),
    [{ what: 'missing' }],
  )
})

t.test('a file whose name is a second spelling of a place has no place', async (t) => {
  const { strange, entries } = bundleOf(
    new Map(honest())
      .set(at('data/entries/01.json'), utf8Of('{}'))
      .set(at('data/rules/x.json'), utf8Of('{}')),
  )
  t.same(strange.toSorted(), ['data/entries/01.json', 'data/rules/x.json'])
  t.equal(entries.size, acts.length)
  t.equal(filesOf([]).size, 0)
})
