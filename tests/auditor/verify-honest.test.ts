import { readdirSync, readFileSync } from 'node:fs'

import t from 'tap'

import { describeVerdict, verdictJson } from '@juece/auditor'
import { bytesOfHex, digestOf, utf8Of } from '@juece/cryptography'
import { bundleFiles } from '@juece/dossier'
import { digest } from '@juece/kernel'
import {
  policyWithoutWitness,
  proverOf,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'

import { vectors } from '../ledger/vectors.ts'
import {
  acts,
  entered,
  filesOf,
  honest,
  log,
  noteOver,
  papers,
  policyAlone,
  policyWitnessed,
  witness,
} from './small-record.ts'
import { verdictOf } from './verdict-of.ts'

t.test('an honest bundle of a log without witness is true and attests to itself', async (t) => {
  const verdict = verdictOf(honest())
  t.same(verdict.findings, [])
  t.same(verdict.grades, {
    content: 'sound',
    order: 'sound',
    completeness: 'complete',
    independence: 'self-attested',
  })
  t.equal(verdict.exit, 0)
  t.equal(verdict.firstBad, undefined)
  t.match(JSON.stringify(verdictJson(verdict)), /无外部见证/)
  t.match(describeVerdict(verdict), /内容 {2}已证明/)
  t.match(describeVerdict(verdict), /独立 {2}未证明/)
})

t.test(
  'a witness counts by a policy from elsewhere, and only as a claim by the bundle’s own',
  async (t) => {
    const files = honest({ cosigned: true })
    t.equal(verdictOf(files).grades.independence, 'claimed')
    t.equal(verdictOf(files, { policy: policyWitnessed }).grades.independence, 'witnessed')
    t.equal(verdictOf(files, { policy: policyWitnessed }).exit, 0)
    t.equal(verdictOf(files, { policy: policyAlone }).grades.independence, 'self-attested')
  },
)

t.test('a witness of the operator of the log is never independent', async (t) => {
  const own: SignerKey = { ...witness, name: 'record.example/w1' }
  const policy = policyWitnessed.replace(
    verifierKeyText(verifierOf(witness)),
    verifierKeyText(verifierOf(own)),
  )
  const entries = entered(acts)
  const checkpoint = noteOver(entries, entries.length, { cosigned: true, by: own })
  const verdict = verdictOf(honest({ input: { checkpoint, policy } }), { policy })
  t.equal(verdict.grades.independence, 'claimed')
  t.equal(verdict.exit, 0)
})

t.test('what somebody insists on and does not get is exit 1', async (t) => {
  const files = honest()
  t.equal(verdictOf(files, { requireIndependent: true }).exit, 1)
  t.equal(verdictOf(files, { requireComplete: true }).exit, 0)
  const open = honest({}, acts.slice(0, -1))
  t.equal(verdictOf(open).grades.completeness, 'open')
  t.equal(verdictOf(open).exit, 0)
  t.equal(verdictOf(open, { requireComplete: true }).exit, 1)
  t.equal(
    verdictOf(honest({ input: { requires: ['witnessed'] } })).exit,
    1,
    'the maker promised it',
  )
})

t.test('a note that somebody kept is a beginning of the log, or nobody can tell', async (t) => {
  const entries = entered(acts)
  for (const size of [1, 4, entries.length]) {
    const verdict = verdictOf(honest(), { seen: [utf8Of(noteOver(entries, size))] })
    t.equal(verdict.exit, 0, `size ${String(size)}`)
  }
  const garbage = verdictOf(honest(), { seen: [utf8Of('x')] })
  t.equal(garbage.exit, 3)
  t.equal(garbage.cannot.length, 1)
})

t.test('a policy that does not know the log cannot check it: exit 3', async (t) => {
  const other = policyWithoutWitness(verifierOf({ ...log, name: 'record.example/cn-000002' }))
  const verdict = verdictOf(honest(), { policy: other })
  t.equal(verdict.exit, 3)
  t.equal(verdict.cannot.length, 1)
  t.same(verdict.findings, [])
})

t.test('no quorum yet is waiting, once an earlier note had one', async (t) => {
  const entries = entered(acts)
  const files = honest()
  const earlier = utf8Of(noteOver(entries, 4, { cosigned: true }))
  const options = { policy: policyWitnessed }
  t.equal(verdictOf(files, options).grades.independence, 'self-attested')
  t.equal(verdictOf(files, { ...options, seen: [earlier] }).grades.independence, 'waiting')
})

t.test(
  'a withheld entry and a withheld paper are absences with their reason, not failures',
  async (t) => {
    const [, , , opinion] = papers
    const digest = digestOf(opinion ?? new Uint8Array())
    const files = honest({
      withheld: [7],
      input: {
        attachments: new Map(papers.slice(0, 3).map((bytes) => [digestOf(bytes), bytes])),
        absences: [{ digest, state: 'withheld', ground: 'personal', certificate: null }],
      },
    })
    const verdict = verdictOf(files)
    t.same(verdict.findings, [])
    t.equal(verdict.grades.content, 'sound-with-absences')
    t.equal(verdict.exit, 0)
  },
)

t.test('the published vectors make a bundle that verifies', async (t) => {
  const bytes = vectors.entries.map((entry) => utf8Of(entry.bytes))
  const prover = proverOf(vectors.entries.map((entry) => bytesOfHex(entry.leafHash)))
  const folder = new URL('../../packages/ledger/vectors/', import.meta.url)
  const all = (name: string) =>
    readdirSync(new URL(name, folder)).map(
      (file) => new Uint8Array(readFileSync(new URL(`${name}/${file}`, folder))),
    )
  const digests = vectors.entries.map((entry) => digest(`sha256:${entry.digest}`))
  const opinions = [6, 7].flatMap((position) => digests[position] ?? [])
  const files = filesOf(
    bundleFiles({
      origin: vectors.origin,
      subject: [vectors.matter],
      profile: 'audit',
      entries: bytes.map((entry, position) => ({
        position,
        bytes: entry,
        path: prover.inclusion(position),
      })),
      checkpoint: vectors.checkpoint,
      policy: vectors.policy,
      rules: all('rules'),
      calendars: all('calendars'),
      attachments: new Map(all('attachments').map((paper) => [digestOf(paper), paper])),
      windows: new Map([[8, opinions]]),
    }),
  )
  const verdict = verdictOf(files, { policy: vectors.policy })
  t.same(verdict.findings, [])
  t.same(verdict.grades, {
    content: 'sound',
    order: 'sound',
    completeness: 'open',
    independence: 'witnessed',
  })
  t.equal(verdict.exit, 0)
})
