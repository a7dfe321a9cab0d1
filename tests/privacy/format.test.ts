import { readFileSync } from 'node:fs'
import { base64Of, bytesOfHex, hexOf, utf8Of } from '@juece/cryptography'
import { digest, type JsonObject } from '@juece/kernel'
import {
  commitmentOf,
  disclosedFrom,
  disclosedValue,
  enclosedFrom,
  enclosedIn,
  isDisclosedTruly,
  labelOf,
  opensCommitment,
  refusingEncloser,
  type Place,
} from '@juece/privacy'
import {
  openEnvelope,
  openPaper,
  sealCommitment,
  sealEnvelope,
  sealPaper,
} from '@juece/privacy/seal'
import t from 'tap'

interface Vectors {
  readonly commitment: Readonly<
    Record<
      'salt' | 'stream' | 'command' | 'path' | 'value' | 'commitment' | 'ofAnotherValue',
      string
    >
  >
}
const read = (name: string): string =>
  readFileSync(new URL(`../../packages/ledger/vectors/${name}`, import.meta.url), 'utf8')
const { commitment } = JSON.parse(read('vectors.json')) as Vectors
const place: Place = commitment
const salt = bytesOfHex(commitment.salt)
const other: Place[] = [
  { ...place, stream: `${place.stream}0` },
  { ...place, command: 'public/other' },
  { ...place, path: 'submitter.name' },
]
const key = { id: 'key-1', secret: bytesOfHex('11'.repeat(32)) }
const random = { nonce: bytesOfHex('22'.repeat(12)), salt }

t.test(
  'the commitment of the worked example is ours, and so is that of another number',
  async (t) => {
    t.equal(hexOf(commitmentOf(salt, place, commitment.value)), commitment.commitment)
    const of = (last: string) => hexOf(commitmentOf(salt, place, `1380000000${last}`))
    const ofOthers = Array.from({ length: 10 }, (_, digit) => of(String(digit)))
    t.ok(ofOthers.includes(commitment.ofAnotherValue), 'a number beside it')
    t.equal(new Set(ofOthers).size, 10)
    const entry = JSON.parse(read('entries/6.json')) as { readonly command: JsonObject }
    t.same(enclosedIn(entry.command), [
      {
        path: 'submitter.telephone',
        enclosed: {
          enclosed: 'commitment/1',
          commitment: base64Of(bytesOfHex(commitment.commitment)),
        },
      },
    ])
  },
)

t.test(
  'a commitment opens at its place, to its value, with its salt, and nowhere else',
  async (t) => {
    const { commitment: made } = sealCommitment(salt, place, commitment.value)
    t.ok(opensCommitment(made, salt, place, commitment.value))
    for (const elsewhere of other) t.notOk(opensCommitment(made, salt, elsewhere, commitment.value))
    t.notOk(opensCommitment(made, salt, place, '13800000001'))
    t.notOk(opensCommitment(made, bytesOfHex('00'.repeat(32)), place, commitment.value))
    t.notOk(opensCommitment(made, salt.subarray(1), place, commitment.value), 'a short salt')
    t.notOk(opensCommitment('not base64', salt, place, commitment.value))
    t.throws(() => commitmentOf(salt.subarray(1), place, 'x'), /32 bytes/)
  },
)

t.test('no two places share a label', async (t) => {
  t.equal(
    hexOf(labelOf({ stream: 'a/b', command: 'c', path: 'd' })),
    hexOf(utf8Of('juece-commitment/1\0a/b\0c\0d')),
  )
  t.throws(() => labelOf({ ...place, path: 'a\0b' }), /zero/)
})

t.test('an envelope opens with its key, salt and place; another key would not pass', async (t) => {
  const envelope = sealEnvelope(key, random, place, '王小明')
  t.match(envelope, { enclosed: 'envelope/1', key: 'key-1' })
  t.equal(openEnvelope(key.secret, salt, place, envelope), '王小明')
  for (const elsewhere of other)
    t.equal(openEnvelope(key.secret, salt, elsewhere, envelope), undefined)
  t.equal(openEnvelope(bytesOfHex('33'.repeat(32)), salt, place, envelope), undefined)
  t.equal(openEnvelope(key.secret, bytesOfHex('33'.repeat(32)), place, envelope), undefined)
  const swapped = { ...envelope, commitment: sealCommitment(salt, place, '李').commitment }
  t.equal(openEnvelope(key.secret, salt, place, swapped), undefined, 'the commitment binds the key')
  t.equal(openEnvelope(key.secret, salt, place, { ...envelope, cipher: 'AAAA' }), undefined)
  t.notMatch(JSON.stringify(envelope), /王/)
})

t.test('an enclosed paper opens with its own key only', async (t) => {
  const file = sealPaper(key, random.nonce, utf8Of('证言'))
  t.same(openPaper(key, file), utf8Of('证言'))
  t.equal(openPaper({ ...key, id: 'key-2' }, file), undefined)
  t.equal(openPaper(key, file.subarray(0, 20)), undefined)
})

t.test('what is disclosed opens its commitment, or is not what the entry says', async (t) => {
  const enclosed = sealEnvelope(key, random, place, '王小明')
  const line = disclosedValue(place.path, '王小明', salt)
  t.ok(isDisclosedTruly(enclosed, place, line))
  t.notOk(isDisclosedTruly(enclosed, place, { ...line, value: '王大明' }))
  t.notOk(isDisclosedTruly(enclosed, place, { ...line, path: 'submitter.address' }))
  t.notOk(isDisclosedTruly(enclosed, place, { ...line, salt: 'x' }))
  t.notOk(
    isDisclosedTruly(
      { enclosed: 'paper/1', key: 'k', digest: digest(`sha256:${'0'.repeat(64)}`), length: 1 },
      place,
      line,
    ),
  )
  t.same(disclosedFrom([{ ...line }]), [line])
  for (const wrong of [{}, [1], [[]], [{ ...line, more: 1 }], [{ path: 'a', value: 'b' }]]) {
    t.equal(disclosedFrom(wrong), undefined, JSON.stringify(wrong))
  }
})

t.test('enclosed values are found by their path, and nothing else passes for one', async (t) => {
  const paper = { enclosed: 'paper/1', key: 'k', digest: `sha256:${'0'.repeat(64)}`, length: 3 }
  const found = enclosedIn({ a: [{ b: { ...paper } }], c: 'text', d: null })
  t.match(found, [{ path: 'a.0.b', enclosed: { enclosed: 'paper/1' } }])
  for (const wrong of [
    'text',
    null,
    [],
    { enclosed: 'commitment/2', commitment: 'x' },
    { enclosed: 'commitment/1' },
    { enclosed: 'commitment/1', commitment: 'x', more: 1 },
    { ...paper, digest: 'x' },
    { enclosed: 'envelope/1', key: 'k', cipher: 'c' },
  ]) {
    t.equal(enclosedFrom(wrong), undefined, JSON.stringify(wrong))
  }
})

t.test('whoever has no keyring takes no personal value', async (t) => {
  await t.rejects(refusingEncloser.enclose({ stream: 's', command: 'c', matter: null }, []))
  t.equal(await refusingEncloser.paper(digest(`sha256:${'0'.repeat(64)}`)), undefined)
})
