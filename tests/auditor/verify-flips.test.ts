import t from 'tap'
import fc from 'fast-check'

import { verdictJson } from '@juece/auditor'
import { readBundle } from '@juece/dossier'

import { flipped, honest, rebagged, root, type Files } from './small-record.ts'
import { verdictOf } from './verdict-of.ts'

const files = honest()
const before = JSON.stringify(verdictJson(verdictOf(files)))
const sizes = [...files].map(([path, { length }]) => ({ path, length }))

function shown(changed: Files): string {
  return readBundle(changed).kind === 'bundle'
    ? JSON.stringify(verdictJson(verdictOf(changed)))
    : 'unreadable'
}

function flips(of: (path: string) => boolean) {
  const chosen = sizes.filter(({ path, length }) => length > 0 && of(path.slice(root.length + 1)))
  return fc.constantFrom(...chosen).chain(({ path, length }) =>
    fc.record({
      path: fc.constant(path),
      index: fc.nat(length - 1),
      mask: fc.integer({ min: 1, max: 255 }),
    }),
  )
}

function flip({ path, index, mask }: { path: string; index: number; mask: number }): Files {
  const bytes = files.get(path) ?? new Uint8Array()
  return new Map(files).set(path, flipped(bytes, index, mask))
}

t.test('any flipped byte in any file of a bundle changes the verdict', async (t) => {
  fc.assert(
    fc.property(
      flips(() => true),
      (one) => shown(flip(one)) !== before,
    ),
    { seed: 713, numRuns: 30 },
  )
  t.pass('30 flips')
})

t.test(
  'in entries, proofs, checkpoint, papers, rules and lists also when the bag is mended',
  async (t) => {
    fc.assert(
      fc.property(
        flips((path) =>
          /^data\/(entries|proofs|checkpoint|attachments|rules|calendars|windows|bundle)/.test(
            path,
          ),
        ),
        (one) => shown(rebagged(flip(one))) !== before,
      ),
      { seed: 713, numRuns: 30 },
    )
    t.pass('30 flips')
  },
)

t.test('a flipped byte of an entry is exit 1 and names its position', async (t) => {
  fc.assert(
    fc.property(
      flips((path) => path.startsWith('data/entries/')),
      (one) => {
        const verdict = verdictOf(flip(one))
        const position = Number(/(\d+)\.json$/.exec(one.path)?.[1])
        return (
          verdict.exit === 1 &&
          verdict.firstBad?.position === position &&
          verdict.grades.content === 'broken'
        )
      },
    ),
    { seed: 713, numRuns: 15 },
  )
  t.pass('15 flips')
})

t.test(
  'a flipped byte of a proof or of the checkpoint is exit 1 when the bag is mended',
  async (t) => {
    fc.assert(
      fc.property(
        flips((path) => /^data\/(proofs|checkpoint)/.test(path)),
        (one) => verdictOf(rebagged(flip(one))).exit === 1,
      ),
      { seed: 713, numRuns: 200 },
    )
    t.pass('200 flips')
  },
)

t.test('honest bundles are silent', async (t) => {
  for (let i = 0; i < 20; i++) {
    const cosigned = i % 2 === 0
    const profile = (['audit', 'full', 'public'] as const)[i % 3] ?? 'audit'
    t.same(verdictOf(honest({ cosigned, profile })).findings, [], `${profile} ${String(cosigned)}`)
  }
})
