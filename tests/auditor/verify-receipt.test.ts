import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { openReceipt, verifyReceipt, type ReceiptOptions } from '@juece/auditor'
import { bytesOfDigest, digestOf, textOf, utf8Of } from '@juece/cryptography'
import { places, readBundle, type Bundle, type Receipt } from '@juece/dossier'
import { leafHash, parseEntry, proofText, proverOf } from '@juece/ledger'
import t from 'tap'

import {
  acts,
  entered,
  fileAt,
  flipped,
  honest,
  noteOver,
  origin,
  policyAlone,
  policyWitnessed,
  type Files,
} from './small-record.ts'

const entries = entered(acts)
const prover = proverOf(entries.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
/** The opinion of somebody who kept the receipt. */
const mine = 5

function receiptOf(position: number, note?: string, more: Partial<Receipt> = {}): Receipt {
  const bytes = entries[position] ?? new Uint8Array()
  const parsed = parseEntry(bytes)
  if (parsed.kind !== 'entry') throw new Error('no entry')
  const { stream, sequence, command, outcome } = parsed.entry
  return {
    format: 'juece-receipt/1',
    origin,
    stream,
    sequence,
    position,
    digest: digestOf(bytes),
    command: command.id,
    outcome: outcome.kind,
    state: note === undefined ? 'entered' : 'sealed',
    ...(note === undefined ? {} : { proof: proofText(position, prover.inclusion(position), note) }),
    ...more,
  }
}

const sealed = receiptOf(mine, noteOver(entries))
const witnessed = receiptOf(mine, noteOver(entries, entries.length, { cosigned: true }), {
  state: 'witnessed',
})

function codesOf(receipt: Receipt, options: ReceiptOptions = {}) {
  return verifyReceipt(receipt, options).findings.map(({ code }) => code)
}

function opened(files: Files): Bundle {
  const read = readBundle(files)
  if (read.kind !== 'bundle') throw new Error(read.says)
  return read.bundle
}

t.test('a witnessed receipt proves the place of its entry to whoever has the policy', async (t) => {
  const verdict = verifyReceipt(witnessed, { policy: policyWitnessed, requireIndependent: true })
  t.same(verdict.findings, [])
  t.match(verdict.grades, {
    content: 'sound-with-absences',
    order: 'sound',
    completeness: 'open',
    independence: 'witnessed',
  })
  t.equal(verdict.exit, 0)
  t.equal(
    verifyReceipt(witnessed, { ownPolicy: policyWitnessed }).grades.independence,
    'claimed',
    'by the agency’s own copy of the policy it is a claim',
  )
})

t.test('a sealed receipt is the agency’s signature and no more', async (t) => {
  const verdict = verifyReceipt(sealed, { policy: policyAlone })
  t.equal(verdict.exit, 0)
  t.equal(verdict.grades.independence, 'self-attested')
  t.equal(verifyReceipt(sealed, { policy: policyAlone, requireIndependent: true }).exit, 1)
})

t.test('an unsealed receipt, and one without a policy, cannot be checked', async (t) => {
  const unsealed = verifyReceipt(receiptOf(mine), { policy: policyAlone })
  t.equal(unsealed.exit, 3)
  t.match(unsealed.cannot[0]?.en, /not sealed yet/)
  t.equal(verifyReceipt(sealed).exit, 3)
  t.same(codesOf(sealed), [])
})

t.test('a receipt that was changed, or claims more than its note carries, is false', async (t) => {
  const policy = policyAlone
  const other = digestOf(utf8Of('another'))
  t.same(codesOf({ ...sealed, digest: other }, { policy }), ['ENTRY_NOT_IN_TREE'])
  t.same(codesOf({ ...sealed, position: 6 }, { policy }), ['ENTRIES_REORDERED'])
  t.same(codesOf({ ...sealed, origin: 'record.example/other' }, { policy }), ['PROOF_FALSE'])
  t.same(codesOf({ ...receiptOf(mine), state: 'sealed' }, { policy }), ['PROOF_FALSE'])
  t.same(codesOf({ ...sealed, proof: 'c2sp.org/tlog-proof@v1' }, { policy }), ['PROOF_FALSE'])
  t.same(codesOf({ ...sealed, state: 'witnessed' }, { policy: policyWitnessed }), [
    'COSIGNATURE_FALSE',
  ])
  for (const receipt of [
    { ...sealed, digest: other },
    { ...sealed, position: 6 },
    { ...sealed, state: 'witnessed' as const },
  ]) {
    t.equal(verifyReceipt(receipt, { policy }).exit, 1)
  }
})

t.test('a changed byte of the proof is found wherever it lies', async (t) => {
  const proof = utf8Of(sealed.proof ?? '')
  for (let at = 0; at < proof.length; at += 7) {
    const spoilt = flipped(proof, at, 2)
    const text = (() => {
      try {
        return textOf(spoilt)
      } catch {
        return ''
      }
    })()
    const { exit } = verifyReceipt({ ...sealed, proof: text }, { policy: policyAlone })
    t.not(exit, 0, `byte ${String(at)}`)
  }
})

t.test('with a bundle: the same entry, another in its place, or none', async (t) => {
  const bundle = opened(honest({ cosigned: true }))
  t.same(codesOf(witnessed, { against: [bundle], ownPolicy: policyWitnessed }), [])
  const forked = entered(acts.map((one, i) => (i === 0 ? { ...one, asOf: { other: 1 } } : one)))
  const their = digestOf(forked[0] ?? new Uint8Array())
  t.same(codesOf({ ...receiptOf(0), digest: their }, { against: [bundle] }), ['SPLIT_VIEW'])
  const without = {
    ...bundle,
    manifest: {
      ...bundle.manifest,
      subject: [witnessed.stream],
      entries: bundle.manifest.entries.filter(({ position }) => position !== mine),
    },
    windows: new Map(),
  }
  t.same(codesOf(witnessed, { against: [without], policy: policyWitnessed }), ['ENTRY_MISSING'])
  const elsewhere = { ...bundle, manifest: { ...bundle.manifest, origin: 'record.example/other' } }
  t.match(verifyReceipt(witnessed, { against: [elsewhere], policy: policyWitnessed }).notProved, [
    {},
    { en: /another log/ },
  ])
})

t.test('a kept note that is no beginning of the receipt’s log', async (t) => {
  const other = entered(acts.map((one, i) => (i === 3 ? { ...one, asOf: {} } : one)))
  const seen = [utf8Of(noteOver(other))]
  t.same(codesOf(sealed, { seen, policy: policyAlone }), ['SPLIT_VIEW'])
})

t.test('a file that is no receipt is not opened; an answer kept whole is', async (t) => {
  const bytes = (value: unknown) => utf8Of(JSON.stringify(value))
  t.same(openReceipt(bytes(sealed)), sealed)
  t.same(openReceipt(bytes({ state: 'received', receipt: sealed })), sealed)
  const { digest: _digest, ...poor } = sealed
  for (const wrong of [
    { ...sealed, format: 'juece-receipt/2' },
    { ...sealed, more: 1 },
    { ...sealed, position: -1 },
    { ...sealed, digest: 'sha256:00' },
    { ...sealed, state: 'final' },
    poor,
    [],
    null,
  ]) {
    t.throws(() => openReceipt(bytes(wrong)), { message: /not a receipt/ })
  }
  t.throws(() => openReceipt(utf8Of('{')), { message: /not a receipt/ })
})

t.test('juece verify takes a receipt file, offline', async (t) => {
  const folder = t.testdir()
  const saved = async (name: string, text: string) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  const file = await saved('receipt.json', JSON.stringify(witnessed, undefined, 2))
  const policy = await saved('policy', policyWitnessed)
  const spoilt = await saved('spoilt.json', JSON.stringify({ ...witnessed, position: 4 }))
  const proved = await juece('verify', file, '--policy', policy, '--require-independent')
  t.equal(proved.exit, 0)
  t.match(proved.out, /内容 {2}仅摘要/)
  t.match(proved.out, /独立 {2}已证明/)
  t.equal((await juece('verify', spoilt, '--policy', policy)).exit, 1)
  t.equal((await juece('verify', file)).exit, 3)
  const json = await juece('verify', file, '--policy', policy, '--json')
  t.match(JSON.parse(json.out), { grades: { order: 'sound' }, of: { kind: 'receipt' } })
})

const main = fileURLToPath(new URL('../../services/auditor/src/main.ts', import.meta.url))

function juece(
  ...args: readonly string[]
): Promise<{ readonly exit: number; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { encoding: 'utf8' }, (error, out) => {
      const code = error?.code
      resolve({ exit: typeof code === 'number' ? code : error === null ? 0 : -1, out })
    })
  })
}

t.test('an entry shown by its digest alone has its ground, or is missing', async (t) => {
  const bundle = opened(honest({ profile: 'person', withheld: [3, 7] }))
  t.equal(bundle.absences.size, 2)
  t.equal(bundle.entries.has(7), false)
  t.same(fileAt(honest(), places.proof(7)), bundle.proofs.get(7), 'its proof stays')
})
