import { bytesOfDigest, digestOf, utf8Of } from '@juece/cryptography'
import { headPlaces, type BundledHeads } from '@juece/dossier'
import { headsProver, headsRootOf, leafHash, proverOf, type StreamHead } from '@juece/ledger'
import { parseEntry } from '@juece/procedure/wire'
import t from 'tap'

import {
  acts,
  at,
  entered,
  fileAt,
  filesOf,
  inputOf,
  matter,
  noteOver,
  policyWitnessed,
  rebagged,
  type Act,
  type Files,
  type Making,
} from './small-record.ts'
import { bundleFiles } from '@juece/dossier'
import { verdictOf } from './verdict-of.ts'

const open = acts.slice(0, -1)

/** The record up to here, and a statement of heads at its end that quotes a witnessed note. */
function recorded(from: readonly Act[], witnessedSize = 4) {
  const before = entered(from)
  const heads = headsOf(before)
  const statement: Act = {
    stream: 'custody/heads',
    by: { clerk: 'custody' },
    command: { id: `clock/custody/RecordHeads/${before.length}`, type: 'RecordHeads' },
    asOf: { 'law-in-use': 2 },
    events: [
      {
        type: 'HeadsRecorded',
        below: before.length,
        count: heads.length,
        root: headsRootOf(heads),
        witnessed: noteOver(before, witnessedSize, { cosigned: true }),
      },
    ],
  }
  return { heads, below: before.length, record: entered([...from, statement]), witnessedSize }
}

function headsOf(record: readonly Uint8Array[]): readonly StreamHead[] {
  const heads = new Map<string, StreamHead>()
  for (const bytes of record) {
    const { stream, sequence } = parseEntry(bytes)
    heads.set(stream, { stream, sequence, digest: digestOf(bytes) })
  }
  return [...heads.values()]
}

type Recorded = ReturnType<typeof recorded>

function proofOf({ heads, below, record, witnessedSize }: Recorded): BundledHeads {
  const head = heads.find(({ stream }) => stream === matter)
  const proof = headsProver(heads)(matter)
  if (head === undefined || proof === undefined) throw new Error('no head')
  const prover = proverOf(record.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))
  return {
    heads: [{ ...head, ...proof, statement: below }],
    earlier: {
      note: noteOver(record, witnessedSize, { cosigned: true }),
      consistency: prover.consistency(witnessedSize, record.length),
    },
  }
}

/** The bundle, of the entries that are kept. */
function made(from: Recorded, making: Making = {}, keep = (_position: number) => true): Files {
  const input = inputOf(from.record, {
    ...making,
    input: { heads: proofOf(from), ...making.input },
  })
  return filesOf(
    bundleFiles({ ...input, entries: input.entries.filter(({ position }) => keep(position)) }),
  )
}

const given = { policy: policyWitnessed }

t.test('a matter that is under way is complete up to where the heads were recorded', async (t) => {
  const verdict = verdictOf(made(recorded(open), { cosigned: true }), given)
  t.same(verdict.findings, [])
  t.match(verdict, {
    exit: 0,
    grades: { completeness: 'complete' },
    of: { endedBy: 'heads', completeBelow: open.length },
  })
  const without = inputOf(recorded(open).record, { cosigned: true })
  t.match(verdictOf(filesOf(bundleFiles(without)), given), { grades: { completeness: 'open' } })
})

t.test('attack 5: a tail that was cut, though the heads say more', async (t) => {
  const from = recorded(open)
  const last = open.findLastIndex(({ stream }) => stream === matter)
  const verdict = verdictOf(made(from, {}, (position) => position !== last))
  t.match(verdict, { exit: 1, grades: { completeness: 'broken' } })
  t.match(verdict.findings[0], { code: 'TAIL_CUT', file: headPlaces.heads })
})

t.test('a head with another digest, count or root proves nothing', async (t) => {
  const files = made(recorded(open))
  const text = Buffer.from(fileAt(files, headPlaces.heads)).toString('utf8')
  for (const [from, to] of [
    [/"sequence":(\d+)/, '"sequence":2'],
    [/"count":(\d+)/, '"count":99'],
    [/"statement":(\d+)/, '"statement":4'],
    [/"index":(\d+)/, '"index":77'],
  ] as const) {
    const changed = new Map(files)
    changed.set(at(headPlaces.heads), utf8Of(text.replace(from, to)))
    const verdict = verdictOf(rebagged(changed))
    t.match(verdict.findings[0], { code: 'PROOF_FALSE', file: headPlaces.heads }, to)
    t.not(verdict.grades.completeness, 'complete')
  }
})

t.test(
  'attack 10: a rewritten log contradicts the witnessed note inside its own tree',
  async (t) => {
    const honest = recorded(open)
    // The second entry of the matter is another one now; everything after it was entered again.
    const other = open.map((act, i) =>
      i === 4 ? { ...act, events: [{ type: 'CommentNoticePublished', days: 3 }] } : act,
    )
    const { heads, below } = recorded(other, 7)
    const quoted = noteOver(entered(open), 7, { cosigned: true })
    const forged = entered([
      ...other,
      {
        stream: 'custody/heads',
        by: { clerk: 'custody' },
        command: { id: `clock/custody/RecordHeads/${below}`, type: 'RecordHeads' },
        asOf: { 'law-in-use': 2 },
        events: [
          {
            type: 'HeadsRecorded',
            below,
            count: heads.length,
            root: headsRootOf(heads),
            witnessed: quoted,
          },
        ],
      },
    ])
    const proof = proofOf({ heads, below, record: forged, witnessedSize: 7 })
    const earlier = { note: quoted, consistency: proof.earlier?.consistency ?? [] }
    const input = inputOf(forged, { cosigned: true, input: { heads: { ...proof, earlier } } })
    const verdict = verdictOf(filesOf(bundleFiles(input)), given)
    t.match(verdict, { exit: 1, grades: { independence: 'broken' } })
    t.ok(verdict.findings.some(({ code }) => code === 'LOG_REWRITTEN'))
    t.equal(verdictOf(made(honest, { cosigned: true }), given).exit, 0)
    // Without the proof nobody can compare: that is not a pass.
    const { earlier: _, ...alone } = proof
    const silent = inputOf(forged, { cosigned: true, input: { heads: alone } })
    t.not(verdictOf(filesOf(bundleFiles(silent)), given).exit, 0)
  },
)
