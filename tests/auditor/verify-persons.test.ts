import { base64Of, utf8Of } from '@juece/cryptography'
import { bundleFiles, places, type DisclosedLine } from '@juece/dossier'
import type { JsonObject } from '@juece/kernel'
import { canonicalBytes } from '@juece/ledger'
import { sealCommitment, sealEnvelope } from '@juece/privacy/seal'
import t from 'tap'

import {
  acts,
  at,
  entered,
  filesOf,
  inputOf,
  rebagged,
  type Act,
  type Files,
} from './small-record.ts'
import { verdictOf } from './verdict-of.ts'

const [, , , , , opinion] = acts
if (opinion === undefined) throw new Error('no opinion')
const salts = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)] as const
const place = (path: string) => ({ stream: opinion.stream, command: 'public/1', path })
const [name, telephone] = ['submitter.name', 'submitter.telephone'] as const
const key = { id: 'key-1', secret: new Uint8Array(32).fill(3) }
const submitter = {
  name: sealEnvelope(key, { nonce: new Uint8Array(12), salt: salts[0] }, place(name), '赵某某'),
  telephone: sealCommitment(salts[1], place(telephone), '13900000000'),
} as unknown as JsonObject
const position = 5
const enclosing: readonly Act[] = acts.map((one) =>
  one === opinion ? { ...one, command: { ...one.command, submitter } } : one,
)
const line = (path: string, value: string, salt: Uint8Array): DisclosedLine => ({
  path,
  value,
  salt: base64Of(salt),
})
const lines = [line(name, '赵某某', salts[0]), line(telephone, '13900000000', salts[1])]

function made(told: readonly DisclosedLine[], from = enclosing): Files {
  const disclosed = new Map(told.length === 0 ? [] : [[position, told]])
  return filesOf(bundleFiles(inputOf(entered(from), { input: { disclosed } })))
}
const codes = (files: Files) => verdictOf(files).findings.map((one) => [one.code, one.position])

t.test('step 12: disclosed values open their commitments, or are shown to be false', async (t) => {
  const honest = verdictOf(made(lines))
  t.same(honest.findings, [])
  t.match(honest.of, { disclosed: 2, erased: 0 })
  t.equal(honest.grades.content, 'sound')
  t.notMatch(JSON.stringify(honest.notProved), /enclosed/)
  for (const [says, told] of [
    ['another value', [line(name, '钱某某', salts[0])]],
    ['another salt', [line(name, '赵某某', salts[1])]],
    ['the value of another place', [line(telephone, '赵某某', salts[0])]],
    ['a place where nothing is enclosed', [line('submitter.email', '赵某某', salts[0])]],
    ['a salt that is none', [{ path: name, value: '赵某某', salt: 'x' }]],
    ['the same value twice', [...lines, ...lines.slice(0, 1)]],
  ] as const) {
    const verdict = verdictOf(made(told))
    t.match(verdict.findings, [{ code: 'DISCLOSURE_FALSE', position }], says)
    t.equal(verdict.grades.content, 'broken')
    t.equal(verdict.exit, 1)
  }
})

t.test('a file of disclosed values belongs to an entry shown, and is a list', async (t) => {
  const files = made([])
  const other = (path: string, bytes: Uint8Array) => rebagged(new Map(files).set(at(path), bytes))
  t.same(codes(other(places.disclosed(99), canonicalBytes([]))), [['DISCLOSURE_FALSE', null]])
  t.same(codes(other('data/disclosed/05.json', canonicalBytes([]))), [['DISCLOSURE_FALSE', null]])
  t.same(codes(other(places.disclosed(5), utf8Of('none'))), [['DISCLOSURE_FALSE', 5]])
  t.same(codes(other(places.disclosed(5), canonicalBytes({}))), [['DISCLOSURE_FALSE', 5]])
})

t.test('what is not disclosed stays enclosed, and that is no fault', async (t) => {
  const verdict = verdictOf(made([]))
  t.same(verdict.findings, [])
  t.equal(verdict.grades.content, 'sound')
  t.match(verdict.of, { disclosed: 0, erased: 0 })
  t.match(JSON.stringify(verdict.notProved), /2 personal values stay enclosed/)
})

t.test('erased is a state with its entry, not a fault', async (t) => {
  const erasure: Act = {
    stream: 'custody/cn-000001',
    by: { clerk: 'custody' },
    command: { id: 'clock/custody/RecordErasure/9', type: 'RecordErasure' },
    events: [
      {
        type: 'KeysDestroyed',
        erasure: 9,
        keys: ['key-1'],
        values: [
          { entry: position, path: name },
          { entry: position, path: telephone },
        ],
      },
    ],
    asOf: { 'law-in-use': 2 },
  }
  const closing = enclosing.at(-1)
  if (closing === undefined) throw new Error('no closing')
  const verdict = verdictOf(made([], [...enclosing.slice(0, -1), erasure, closing]))
  t.same(verdict.findings, [])
  t.match(verdict.of, { disclosed: 0, erased: 2 })
  t.equal(verdict.grades.content, 'sound-with-absences')
  t.equal(verdict.exit, 0)
  const elsewhere = { ...erasure, stream: 'sittings/cn-000001' }
  const claimed = verdictOf(made([], [...enclosing.slice(0, -1), elsewhere, closing]))
  t.equal(claimed.of.erased, 0, 'only the custody register tells of erasures')
})
