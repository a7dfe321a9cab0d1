import t from 'tap'

import { generateSigningKey, sha256, textOf, utf8Of } from '@juece/cryptography'
import {
  checkpointText,
  cosignNote,
  cosignatureAlgorithm,
  logAlgorithm,
  noteText,
  openNote,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseProof,
  parseSignerKey,
  parseVerifierKey,
  policyWithoutWitness,
  quorumMet,
  signNote,
  signerKeyText,
  verifierKey,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'

import { vectorFile, vectors } from './vectors.ts'

const log: SignerKey = {
  name: 'record.example/cn-000000',
  algorithm: logAlgorithm,
  ...generateSigningKey(),
}
const witness: SignerKey = {
  name: 'audit.example/w1',
  algorithm: cosignatureAlgorithm,
  ...generateSigningKey(),
}
const root = sha256(new Uint8Array())
const text = checkpointText({ origin: log.name, size: 0, root })

t.test('a note is opened by those who trust its signer, and by nobody else', async (t) => {
  const note = utf8Of(
    noteText(text, [signNote(text, log), cosignNote(text, witness, 1_772_000_000)]),
  )
  t.same(parseCheckpoint(openNote(note, [verifierOf(log)]).text), {
    origin: log.name,
    size: 0,
    root,
  })
  t.equal(openNote(note, [verifierOf(log), verifierOf(witness)]).by.length, 2)
  const stranger = verifierOf({ ...log, ...generateSigningKey() })
  t.throws(() => openNote(note, [stranger]))
  const other = text.replace('\n0\n', '\n1\n')
  t.throws(() => openNote(utf8Of(textOf(note).replace(text, other)), [verifierOf(log)]))
})

t.test('any changed byte of a note of both signers is an error', async (t) => {
  const note = utf8Of(
    noteText(text, [signNote(text, log), cosignNote(text, witness, 1_772_000_000)]),
  )
  const keys = [verifierOf(log), verifierOf(witness)]
  for (let i = 0; i < note.length; i++) {
    const flipped = Uint8Array.from(note)
    flipped[i] = (flipped[i] ?? 0) ^ 1
    let by = 0
    try {
      by = openNote(flipped, keys).by.length
    } catch {
      continue
    }
    // A changed name or key id makes the line a stranger's: one signer fewer, never both.
    if (by === 2) t.fail(`byte ${String(i)}`)
  }
  t.pass(`${String(note.length)} bytes`)
})

t.test('keys have one written form', async (t) => {
  for (const signer of [log, witness]) {
    t.same(parseSignerKey(signerKeyText(signer)), signer)
    t.same(parseVerifierKey(verifierKeyText(verifierOf(signer))), verifierOf(signer))
  }
  const written = verifierKeyText(verifierOf(log))
  for (const wrong of [
    '',
    'a+b',
    written.replace('record', 'recorc'),
    written.slice(0, -4),
    ` ${written}`,
    `${written}\n`,
  ]) {
    t.throws(() => parseVerifierKey(wrong), JSON.stringify(wrong))
  }
  t.throws(() => parseSignerKey(written))
  t.throws(() => verifierKey('two words', logAlgorithm, new Uint8Array(32)))
  t.throws(() => signNote(text, witness))
  t.throws(() => cosignNote(text, log, 1))
})

t.test('a checkpoint has no second spelling', async (t) => {
  const wrong = [
    text.replace('\n0\n', '\n00\n'),
    text.replace('\n0\n', '\n-0\n'),
    text.replace('\n0\n', '\n0 \n'),
    text.replace('\n0\n', '\n9007199254740992\n'),
    `${text}extension\n`,
    text.slice(0, -1),
    text.replace('=\n', '\n'),
    text.replace(log.name, 'two words'),
  ]
  for (const one of wrong) t.throws(() => parseCheckpoint(one), JSON.stringify(one))
})

t.test('a note has no second spelling', async (t) => {
  const line = signNote(text, log)
  const wrong = [
    text,
    `${text}\n`,
    `${text}\n${line}`,
    `${text}\n${line.replace('— ', '- ')}\n`,
    `${text}\n${line} \n`,
    `${text}\n${line.slice(0, -1)}\n`,
    `${text}\n${line}\r\n`,
    noteText(
      text,
      Array.from({ length: 101 }, () => line),
    ),
    noteText(text.replace('\n', '\t\n'), [line]),
  ]
  for (const one of wrong) t.throws(() => parseNote(utf8Of(one)), JSON.stringify(one.slice(-60)))
})

t.test('a proof has no second spelling', async (t) => {
  const proof = textOf(vectorFile('proofs/8.tlog-proof'))
  t.equal(parseProof(utf8Of(proof)).index, 8)
  const wrong = [
    proof.replace('@v1', '@v2'),
    proof.replace('index 8', 'index 08'),
    proof.replace('index 8', 'index  8'),
    proof.replace('index 8', 'extra AA==\nindex 8'),
    proof.replace('index 8\n', 'index 8\n\n'),
    proof.replace('=\n', '\n'),
    proof.replace('index 8\n', `index 8\n${'AAAA\n'}`),
    proof.slice(0, 60),
    '',
  ]
  for (const one of wrong) t.throws(() => parseProof(utf8Of(one)), JSON.stringify(one.slice(0, 60)))
})

t.test('a policy counts witnesses through groups, and needs its one quorum line', async (t) => {
  const keys = ['a', 'b', 'c', 'd'].map((name) =>
    verifierKeyText(verifierOf({ ...witness, name: `${name}.example/w`, ...generateSigningKey() })),
  )
  const text = [
    '# whom we believe',
    `log ${vectors.logKey} https://log.example/`,
    ...keys.map((key, i) => `witness w${String(i)} ${key}`),
    'group two 2 w0 w1 w2',
    'group every all w3 two',
    'quorum every',
    '',
  ].join('\n')
  const policy = parsePolicy(text)
  t.notOk(quorumMet(policy, new Set(['w1', 'w2'])), 'w3 is missing')
  t.notOk(quorumMet(policy, new Set(['w3', 'w0'])), 'one of two')
  t.ok(quorumMet(policy, new Set(['w3', 'w0', 'w2'])))
  for (const [from, to] of [
    ['quorum every', ''],
    ['quorum every', 'quorum every\nquorum two'],
    ['quorum every', 'quorum nobody'],
    ['group two 2', 'group two 4'],
    ['group two 2', 'group two 0'],
    ['w0 w1 w2', 'w0 w0 w2'],
    ['group two', 'group w0'],
    ['w3 two', 'w3 later'],
    ['w3 two', 'w0 two'],
    ['log ', 'lock '],
    [`log ${vectors.logKey} https://log.example/`, ''],
  ] as const) {
    t.throws(() => parsePolicy(text.replace(from, to)), `${from} → ${to}`)
  }
})

t.test('the policy of a log without a witness is met by nobody’s cosignature', async (t) => {
  const policy = parsePolicy(policyWithoutWitness(verifierOf(log)))
  t.same(policy.logs, [verifierOf(log)])
  t.ok(quorumMet(policy, new Set()))
  t.equal(policy.quorum, undefined)
})
