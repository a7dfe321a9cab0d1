import t from 'tap'

import {
  base64Of,
  bytesOfBase64,
  bytesOfHex,
  digestOf,
  hexOf,
  sameBytes,
  sha256,
  textOf,
  utf8Of,
} from '@juece/cryptography'
import { digest } from '@juece/kernel'
import {
  bodyOf,
  canonicalText,
  checkSignature,
  checkpointText,
  cosignatureTime,
  countingWitnesses,
  entryBundleBytes,
  entryBundlePath,
  entryBytes,
  headLeaf,
  headsRootOf,
  isBy,
  leafHash,
  noteText,
  openNote,
  parseCanonical,
  parseCheckpoint,
  parseEntry,
  parseNote,
  parsePolicy,
  parseProof,
  parseVerifierKey,
  proofText,
  proverOf,
  provesConsistency,
  provesInclusion,
  quorumMet,
  rootOf,
  setRootOf,
  strip,
  tileBytes,
  tilePath,
  verifierKeyText,
} from '@juece/ledger'

import { spellings, tree, vectorFile, vectors } from './vectors.ts'

const leaves = vectors.entries.map(({ digest }) => leafHash(bytesOfHex(digest)))
const entries = vectors.entries.map(({ bytes }) => {
  const parsed = parseEntry(utf8Of(bytes))
  if (parsed.kind !== 'entry') throw new Error(parsed.faults.join())
  return parsed.entry
})

t.test('each published entry has its digest, leaf hash, body and canonical print', async (t) => {
  t.equal(vectors.entries.length, 12)
  for (const [position, published] of vectors.entries.entries()) {
    const bytes = vectorFile(`entries/${String(position)}.json`)
    const entry = entries[position]
    if (entry === undefined) throw new Error('no entry')
    t.equal(published.position, position)
    t.equal(bytes.length, published.length)
    t.equal(textOf(bytes), published.bytes)
    t.equal(digestOf(bytes), `sha256:${published.digest}`)
    t.equal(hexOf(leafHash(bytesOfHex(published.digest))), published.leafHash)
    t.equal(bodyOf(entry.command), `sha256:${published.body}`)
    t.ok(sameBytes(entryBytes(entry), bytes), 'printed again, the bytes are the same')
  }
})

t.test('the body of a command is taken without its enclosed values', async (t) => {
  const command = entries[vectors.stripped.position]?.command ?? {}
  t.equal(canonicalText(strip(command)), vectors.stripped.command)
  t.not(canonicalText(command), vectors.stripped.command)
})

t.test('the root and each published proof agree with each other and with our own', async (t) => {
  const prover = proverOf(leaves)
  t.equal(hexOf(rootOf(leaves)), vectors.root)
  t.equal(hexOf(prover.root()), vectors.root)
  for (const [position, leaf] of leaves.entries()) {
    const bytes = vectorFile(`proofs/${String(position)}.tlog-proof`)
    const proof = parseProof(bytes)
    const checkpoint = parseCheckpoint(proof.note.text)
    t.equal(textOf(bytes), vectors.proofs[position])
    t.equal(proof.index, position)
    t.ok(provesInclusion(leaf, position, checkpoint.size, proof.path, checkpoint.root))
    t.same(proof.path, prover.inclusion(position))
    t.equal(proofText(position, prover.inclusion(position), vectors.checkpoint), textOf(bytes))
  }
})

t.test('the checkpoint is signed by the log and cosigned by the witness', async (t) => {
  const bytes = vectorFile('checkpoint')
  const note = parseNote(bytes)
  const log = parseVerifierKey(textOf(vectorFile('log.vkey')).trim())
  const witness = parseVerifierKey(textOf(vectorFile('witness.vkey')).trim())
  t.equal(verifierKeyText(log), vectors.logKey)
  t.equal(verifierKeyText(witness), vectors.witnessKey)
  t.equal(textOf(bytes), vectors.checkpoint)
  t.equal(
    noteText(
      note.text,
      note.signatures.map(({ line }) => line),
    ),
    vectors.checkpoint,
  )
  t.equal(
    checkpointText({ origin: vectors.origin, size: 12, root: bytesOfHex(vectors.root) }),
    note.text,
  )
  for (const key of [log, witness]) {
    const signatures = note.signatures.filter((signature) => isBy(signature, key))
    t.equal(signatures.length, 1)
    for (const signature of signatures) t.equal(checkSignature(note.text, signature, key), 'good')
  }
  t.same(openNote(bytes, [log, witness]).by, [log, witness])
  const cosignature = note.signatures.find((signature) => isBy(signature, witness))
  t.equal(cosignatureTime(cosignature?.signature ?? new Uint8Array()), '2026-03-09T01:00:02.000Z')
})

t.test('the policy asks for the one witness', async (t) => {
  const text = textOf(vectorFile('policy'))
  t.equal(text, vectors.policy)
  const policy = parsePolicy(text)
  t.same(policy.logs.map(verifierKeyText), [vectors.logKey])
  t.same(
    countingWitnesses(policy).map(({ name, key }) => [name, verifierKeyText(key)]),
    [['audit', vectors.witnessKey]],
  )
  t.notOk(quorumMet(policy, new Set()))
  t.ok(quorumMet(policy, new Set(['audit'])))
})

t.test(
  'the set of opinions has its root, whatever the order, and none has that of nothing',
  async (t) => {
    const opinions = entries.flatMap((entry, position) =>
      entry.stream.startsWith('opinion/') && entry.sequence === 1
        ? [digest(`sha256:${vectors.entries[position]?.digest ?? ''}`)]
        : [],
    )
    const [closed, later, none] = vectors.opinions
    t.equal(opinions.length, closed?.count)
    t.equal(setRootOf(opinions), closed?.root)
    t.equal(setRootOf(opinions.toReversed()), later?.root)
    t.equal(setRootOf([]), none?.root)
  },
)

t.test('the heads of all streams have their root', async (t) => {
  const heads = vectors.heads.streams.map(([stream, sequence]) => {
    const position = entries.findIndex(
      (entry) => entry.stream === stream && entry.sequence === sequence,
    )
    return { stream, sequence, digest: digest(`sha256:${vectors.entries[position]?.digest ?? ''}`) }
  })
  t.same(heads.map((head) => hexOf(headLeaf(head))).sort(), vectors.heads.leaves)
  t.equal(headsRootOf(heads), `sha256:${vectors.heads.root}`)
})

t.test('tile and bundle of entries are the published files', async (t) => {
  const tile = tileBytes(leaves)
  const bundle = entryBundleBytes(vectors.entries.map((entry) => bytesOfHex(entry.digest)))
  t.equal(hexOf(sha256(tile)), vectors.tile.sha256)
  t.equal(hexOf(sha256(bundle)), vectors.entryBundle.sha256)
  t.ok(sameBytes(tile, vectorFile(tilePath(0, 0, 12))))
  t.ok(sameBytes(bundle, vectorFile(entryBundlePath(0, 12))))
  t.equal(tilePath(1, 1_234_067), 'tile/1/x001/x234/067')
})

t.test('roots, paths and consistency proofs of a larger tree are the published ones', async (t) => {
  const most = Math.max(...tree.roots.map(({ size }) => size))
  const numbered = Array.from({ length: most }, (_, i) => leafHash(sha256(utf8Of(String(i)))))
  const prover = proverOf(numbered)
  for (const { size, root } of tree.roots) t.equal(base64Of(prover.root(size)), root, String(size))
  for (const { index, size, path } of tree.inclusion) {
    const leaf = numbered[index] ?? new Uint8Array()
    t.same(prover.inclusion(index, size).map(base64Of), path)
    t.ok(provesInclusion(leaf, index, size, path.map(bytesOfBase64), prover.root(size)))
  }
  for (const { from, to, path } of tree.consistency) {
    t.same(prover.consistency(from, to).map(base64Of), path)
    const [older, newer] = [from, to].map((size) => ({ size, root: prover.root(size) }))
    if (older === undefined || newer === undefined) throw new Error('two sizes')
    t.ok(provesConsistency(older, newer, path.map(bytesOfBase64)))
  }
})

t.test('which published spellings are their own canonical print', async (t) => {
  for (const { name, bytes, sha256: digest, isOwnPrint } of spellings) {
    const spelt = bytesOfBase64(bytes)
    t.equal(hexOf(sha256(spelt)), digest, name)
    if (isOwnPrint) t.doesNotThrow(() => parseCanonical(spelt), name)
    else t.throws(() => parseCanonical(spelt), name)
  }
  t.ok(spellings.some((one) => one.isOwnPrint) && spellings.some((one) => !one.isOwnPrint))
})
