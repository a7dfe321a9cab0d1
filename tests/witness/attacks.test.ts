import { bytesOfDigest, digestOf, textOf, utf8Of } from '@juece/cryptography'
import { bundleFiles } from '@juece/dossier'
import {
  addCheckpointText,
  leafHash,
  parseNote,
  proverOf,
  verifierKeyText,
  verifierOf,
} from '@juece/ledger'
import t, { type Test } from 'tap'

import {
  acts,
  entered,
  filesOf,
  inputOf,
  log,
  noteOver,
  policyAlone,
} from '../auditor/small-record.ts'
import { verdictOf } from '../auditor/verdict-of.ts'
import { runWitness, type RunningWitness } from '../support/running-witness.ts'

type Entries = readonly Uint8Array[]

const honest = entered(acts)
/** The same acts with another third entry: the whole log from there on is another. */
const rewritten = entered(acts.map((one, i) => (i === 3 ? { ...one, asOf: {} } : one)))

async function outside(t: Test) {
  const [audit, court] = await Promise.all([
    runWitness(t, log, 'audit.example/w1'),
    runWitness(t, log, 'court.example/w2'),
  ])
  const policy = [
    `log ${verifierKeyText(verifierOf(log))}`,
    `witness audit ${audit.vkey}`,
    `witness court ${court.vkey}`,
    'group both all audit court',
    'quorum both',
    '',
  ].join('\n')
  return { audit, court, both: [audit, court], policy }
}

/** The note over the first `size` entries with what the witnesses say to it. */
async function cosigned(
  witnesses: readonly RunningWitness[],
  entries: Entries,
  size: number,
  old: number,
): Promise<string> {
  const prover = proverOf(entries.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
  const note = noteOver(entries, size)
  const body = addCheckpointText(old, prover.consistency(old, size), note)
  const lines = await Promise.all(
    witnesses.map(async ({ url }) => {
      const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body })
      return answer.status === 200 ? answer.text() : ''
    }),
  )
  return note + lines.join('')
}

const bundle = (entries: Entries, checkpoint: string, policy: string) =>
  filesOf(bundleFiles({ ...inputOf(entries), checkpoint, policy }))

const codesOf = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
  findings.map(({ code }) => code)

t.test('the honest log is witnessed, for who has the policy; else it is claimed', async (t) => {
  const { both, policy } = await outside(t)
  await cosigned(both, honest, 5, 0)
  const note = await cosigned(both, honest, 10, 5)
  const files = bundle(honest, note, policy)
  const given = verdictOf(files, { policy, requireIndependent: true })
  t.equal(given.grades.independence, 'witnessed')
  t.equal(given.exit, 0)
  t.equal(verdictOf(files).grades.independence, 'claimed')
  t.equal(verdictOf(files, { requireIndependent: true }).exit, 1)
})

t.test(
  '10: a log rewritten and signed again with its key gets no quorum, and is seen',
  async (t) => {
    const { both, policy } = await outside(t)
    const kept = utf8Of(await cosigned(both, honest, 5, 0))
    const note = await cosigned(both, rewritten, 10, 5)
    t.equal(parseNote(utf8Of(note)).signatures.length, 1, 'the log alone signed it')
    const files = bundle(rewritten, note, policy)
    const alone = verdictOf(files, { policy, requireIndependent: true })
    t.equal(alone.grades.independence, 'self-attested', 'no quorum')
    t.equal(alone.exit, 1)
    const seen = verdictOf(files, { policy, seen: [kept] })
    t.same(codesOf(seen), ['LOG_REWRITTEN'])
    t.equal(seen.grades.independence, 'broken')
    t.equal(seen.exit, 1)
    t.same(codesOf(verdictOf(files, { policy: policyAlone, seen: [kept] })), ['SPLIT_VIEW'])
  },
)

t.test(
  '11: of two histories for two readers the witnesses cosign one; together they are proof',
  async (t) => {
    const { both, policy } = await outside(t)
    const first = await cosigned(both, honest, 10, 0)
    const second = await cosigned(both, rewritten, 10, 0)
    const [mine, yours] = [bundle(honest, first, policy), bundle(rewritten, second, policy)]
    t.equal(verdictOf(mine, { policy }).grades.independence, 'witnessed')
    t.equal(verdictOf(yours, { policy }).grades.independence, 'self-attested')
    for (const [files, other] of [
      [mine, second],
      [yours, first],
    ] as const) {
      const verdict = verdictOf(files, { policy, seen: [utf8Of(other)] })
      t.same(codesOf(verdict), ['SPLIT_VIEW'])
      t.equal(verdict.exit, 1)
    }
  },
)

t.test('11: one witness that helps the fork is not a quorum', async (t) => {
  const { audit, court, both, policy } = await outside(t)
  await cosigned(both, honest, 5, 0)
  // The audit office's witness is told the other history from the start; the court's is not.
  const fresh = await runWitness(t, log, 'audit.example/w1')
  t.not(fresh.vkey, audit.vkey)
  const forged = await cosigned([fresh, court], rewritten, 10, 0)
  t.equal(parseNote(utf8Of(forged)).signatures.length, 2)
  const verdict = verdictOf(bundle(rewritten, forged, policy), { policy })
  t.equal(verdict.grades.independence, 'self-attested', 'its new key is nobody’s')
  const own = policy.replace(audit.vkey, fresh.vkey)
  t.equal(verdictOf(bundle(rewritten, forged, own), { policy: own }).exit, 0)
  t.equal(
    verdictOf(bundle(rewritten, forged, own), { policy: own }).grades.independence,
    'self-attested',
    'one of two',
  )
})

t.test('waiting: this size has no quorum yet, an earlier one has', async (t) => {
  const { audit, both, policy } = await outside(t)
  const earlier = await cosigned(both, honest, 5, 0)
  const later = await cosigned([audit], honest, 10, 5)
  const verdict = verdictOf(bundle(honest, later, policy), { policy, seen: [utf8Of(earlier)] })
  t.equal(verdict.grades.independence, 'waiting')
  t.equal(verdict.exit, 0)
})

t.test('the operator’s own witness counts as a claim, with whatever policy', async (t) => {
  const own = await runWitness(t, log, 'record.example/witness')
  const policy = `log ${verifierKeyText(verifierOf(log))}\nwitness own ${own.vkey}\nquorum own\n`
  const note = await cosigned([own], honest, 10, 0)
  const verdict = verdictOf(bundle(honest, note, policy), { policy })
  t.equal(verdict.grades.independence, 'claimed')
  t.equal(verdictOf(bundle(honest, note, policy), { policy, requireIndependent: true }).exit, 1)
})

t.test('a false line under a witness’s key breaks independence', async (t) => {
  const { both, policy } = await outside(t)
  const note = await cosigned(both, honest, 10, 0)
  const other = await cosigned(both, honest, 10, 10)
  const mixed = textOf(utf8Of(note)).replace(
    /— court\S* \S+/,
    (line) => `${line.slice(0, -9)}AAAAAAA==`,
  )
  t.not(mixed, note)
  t.equal(verdictOf(bundle(honest, other, policy), { policy }).grades.independence, 'witnessed')
  t.match(codesOf(verdictOf(bundle(honest, mixed, policy), { policy })), ['COSIGNATURE_FALSE'])
})
