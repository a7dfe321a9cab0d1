import t from 'tap'

import { digestOf, textOf, utf8Of } from '@juece/cryptography'
import { bundleFiles, places, type BundleManifest } from '@juece/dossier'
import { digest, type Json, type JsonObject } from '@juece/kernel'
import { canonicalBytes } from '@juece/ledger'

import {
  acts,
  at,
  entered,
  fileAt,
  filesOf,
  flipped,
  honest,
  inputOf,
  matter,
  noteOver,
  papers,
  policyWitnessed,
  rebagged,
  type Act,
  type Files,
} from './small-record.ts'
import { verdictOf } from './verdict-of.ts'

/** The code of the worst finding and the position to look at first. */
function worst(files: Files): string {
  const verdict = verdictOf(files)
  const [finding] = verdict.findings
  return `${finding?.code ?? 'none'} ${String(verdict.firstBad?.position ?? '-')} exit ${String(verdict.exit)}`
}

function edited(files: Files, path: string, change: (bytes: Uint8Array) => Uint8Array): Files {
  return new Map(files).set(at(path), change(fileAt(files, path)))
}

function without(files: Files, ...paths: readonly string[]): Files {
  const rest = new Map(files)
  for (const path of paths) {
    if (!rest.delete(at(path))) throw new Error(`no ${path}`)
  }
  return rest
}

function relisted(files: Files, change: (manifest: BundleManifest) => object): Files {
  return edited(files, places.manifest, (bytes) =>
    canonicalBytes(change(JSON.parse(textOf(bytes)) as BundleManifest) as Json),
  )
}

function entryChanged(position: number, change: (entry: JsonObject) => JsonObject): Files {
  return edited(honest(), places.entry(position), (bytes) =>
    canonicalBytes(change(JSON.parse(textOf(bytes)) as JsonObject)),
  )
}

/** Mends bag and list after the bytes of an entry were changed. */
function mended(files: Files, position: number): Files {
  const found = digestOf(fileAt(files, places.entry(position)))
  return rebagged(
    relisted(files, (manifest) => ({
      ...manifest,
      entries: manifest.entries.map((one) =>
        one.position === position ? { ...one, digest: found } : one,
      ),
    })),
  )
}

t.test('1: a changed byte of an entry is found, named, and the original shown', async (t) => {
  for (const position of [0, 4, 9]) {
    const files = edited(honest(), places.entry(position), (bytes) => flipped(bytes, 40))
    const verdict = verdictOf(files)
    t.equal(worst(files), `ENTRY_BYTES ${String(position)} exit 1`)
    t.equal(verdict.grades.content, 'broken')
    t.match(verdict.findings[0]?.says.en, /byte 40 was 0x.. and is 0x../)
    t.equal(verdict.firstBad?.file, places.entry(position))
    t.equal(worst(rebagged(files)), `ENTRY_BYTES ${String(position)} exit 1`, 'with the bag mended')
    t.equal(verdictOf(rebagged(files)).findings.length, 1, 'nothing else is blamed')
  }
})

t.test('1: with the list mended as well the tree still says no', async (t) => {
  const two = (bytes: Uint8Array) => flipped(flipped(bytes, 40), 60)
  for (const position of [0, 4, 9]) {
    const files = mended(edited(honest(), places.entry(position), two), position)
    t.equal(worst(files), `ENTRY_NOT_IN_TREE ${String(position)} exit 1`)
  }
})

t.test(
  'a list that names another digest than the log holds is false, and the bytes are not',
  async (t) => {
    for (const position of [0, 4, 9]) {
      const files = relisted(honest(), (manifest) => ({
        ...manifest,
        entries: manifest.entries.map((one) =>
          one.position === position ? { ...one, digest: `sha256:${'0'.repeat(64)}` } : one,
        ),
      }))
      const verdict = verdictOf(rebagged(files))
      t.equal(worst(rebagged(files)), `ENTRY_NOT_IN_TREE ${String(position)} exit 1`)
      t.equal(verdict.findings.length, 1)
    }
  },
)

t.test('2: a changed byte of an attachment', async (t) => {
  const [, notice] = papers
  const name = places.attachment(digestOf(notice ?? new Uint8Array()))
  const files = edited(honest(), name, (bytes) => flipped(bytes, 3))
  t.equal(worst(files), 'ATTACHMENT_BYTES 4 exit 1')
  t.equal(worst(rebagged(files)), 'ATTACHMENT_BYTES 4 exit 1')
})

t.test('3: two attachments swapped', async (t) => {
  const [, notice = new Uint8Array(), explanation = new Uint8Array()] = papers
  const files = honest()
  files.set(at(places.attachment(digestOf(notice))), explanation)
  files.set(at(places.attachment(digestOf(explanation))), notice)
  t.equal(worst(rebagged(files)), 'ATTACHMENTS_SWAPPED 4 exit 1')
})

t.test('4: a middle entry deleted, from the files or from the list as well', async (t) => {
  const files = without(honest(), places.entry(6))
  t.equal(worst(files), 'ENTRY_MISSING 6 exit 1')
  const unlisted = rebagged(
    relisted(without(files, places.proof(6), places.window(6)), (manifest) => ({
      ...manifest,
      entries: manifest.entries.filter(({ position }) => position !== 6),
    })),
  )
  // Number 3 of the matter is missing; the entry at 7 names it.
  t.equal(worst(unlisted), 'ENTRY_MISSING 7 exit 1')
  t.equal(verdictOf(unlisted).grades.completeness, 'broken')
})

t.test('5: the tail cut off', async (t) => {
  const cut = (from: Files, keep: number) =>
    relisted(
      new Map([...from].filter(([path]) => !/(entries|proofs)\/9\./.test(path))),
      (manifest) => ({
        ...manifest,
        entries: manifest.entries.filter(({ position }) => position < keep),
      }),
    )
  t.equal(worst(rebagged(cut(honest(), 9))), 'TAIL_CUT 9 exit 1', 'the closing is named')
  const shorter = rebagged(
    relisted(
      new Map([...honest()].filter(([path]) => !/(entries|proofs)\/[79]\./.test(path))),
      (manifest) => ({
        ...manifest,
        closing: null,
        entries: manifest.entries.filter(({ position }) => position !== 9 && position !== 7),
      }),
    ),
  )
  // The disposition at 8 read the matter at its number 4, which stood at 7.
  t.equal(worst(shorter), 'TAIL_CUT 8 exit 1', 'a later entry read it')
})

t.test('6: two entries in each other’s place, in naive and in mended form', async (t) => {
  const honestFiles = honest()
  const swapped = new Map(honestFiles)
  swapped.set(at(places.entry(3)), fileAt(honestFiles, places.entry(4)))
  swapped.set(at(places.entry(4)), fileAt(honestFiles, places.entry(3)))
  t.equal(worst(swapped), 'ENTRIES_REORDERED 3 exit 1')
  t.equal(worst(mended(mended(swapped, 3), 4)), 'ENTRIES_REORDERED 3 exit 1')
})

t.test('6: an entry told at another position than the one its proof has', async (t) => {
  // The last entry, with its proof, as if it stood one further on.
  const files = honest()
  const moved = without(files, places.entry(9), places.proof(9))
  moved.set(at(places.entry(8)), fileAt(files, places.entry(9)))
  moved.set(at(places.proof(8)), fileAt(files, places.proof(9)))
  const told = relisted(moved, (manifest) => ({
    ...manifest,
    closing: 8,
    entries: manifest.entries
      .filter(({ position }) => position !== 8)
      .map((one) => (one.position === 9 ? { ...one, position: 8 } : one)),
  }))
  t.equal(worst(rebagged(told)), 'ENTRIES_REORDERED 8 exit 1')
})

t.test('7: an entry twice', async (t) => {
  const files = honest()
  files.set(at(places.entry(4)), fileAt(files, places.entry(3)))
  t.equal(worst(files), 'ENTRY_DUPLICATED 4 exit 1')
  t.equal(worst(mended(files, 4)), 'ENTRY_DUPLICATED 4 exit 1')
})

t.test('8: an insert that is in the tree is back-dated, one that is not is inserted', async (t) => {
  const late: Act = {
    ...last(),
    command: { id: 'li-hua/9', type: 'X' },
    entered: '2026-01-05T00:30:00.000Z',
  }
  const backdated = honest({}, [...acts.slice(0, 9), late, last()])
  t.equal(worst(backdated), 'ENTRY_BACKDATED 9 exit 1')
  t.equal(verdictOf(backdated).grades.order, 'broken')
  const third = entered(acts)[3] ?? new Uint8Array()
  const fork: Act = {
    ...last(),
    command: { id: 'li-hua/9', type: 'X' },
    sequence: 2,
    previous: digestOf(third),
  }
  t.equal(
    worst(honest({}, [...acts.slice(0, 9), fork])),
    'ENTRY_BACKDATED 9 exit 1',
    'two successors',
  )
  const inserted = new Map(honest()).set(at(places.entry(10)), fileAt(honest(), places.entry(9)))
  t.equal(worst(inserted), 'ENTRY_INSERTED 10 exit 1')
  t.equal(worst(without(honest(), places.proof(5))), 'ENTRY_INSERTED 5 exit 1')
})

t.test(
  'the clock may fall by five seconds across streams, and by nothing within one',
  async (t) => {
    const at59 = (enteredAt: string): readonly Act[] =>
      acts.map((act, position) => (position === 5 ? { ...act, entered: enteredAt } : act))
    t.equal(worst(honest({}, at59('2026-01-05T01:03:55.000Z'))), 'none - exit 0')
    t.equal(worst(honest({}, at59('2026-01-05T01:03:54.999Z'))), 'ENTRY_BACKDATED 5 exit 1')
  },
)

t.test('9: another actor, in naive and in mended form', async (t) => {
  const by = { official: 'zhao-ming', organ: 'cn-000001/development-bureau', post: 'handler' }
  const files = entryChanged(7, (entry) => ({ ...entry, by }))
  t.equal(worst(files), 'ACTOR_SWAPPED 7 exit 1')
  t.match(verdictOf(files).findings[0]?.says.en, /li-hua/)
  t.match(
    verdictOf(mended(files, 7))
      .findings.map(({ code }) => code)
      .join(),
    /ACTOR_SWAPPED/,
  )
})

t.test('10 and 11: a rewritten log, and two histories under one key', async (t) => {
  const other = entered(acts.map((one, i) => (i === 3 ? { ...one, asOf: {} } : one)))
  const witnessed = utf8Of(noteOver(other, 5, { cosigned: true }))
  const options = { policy: policyWitnessed }
  const codesOf = (seen: Uint8Array) =>
    verdictOf(honest(), { ...options, seen: [seen] }).findings.map(({ code }) => code)
  t.same(codesOf(witnessed), ['LOG_REWRITTEN'])
  t.same(codesOf(utf8Of(noteOver(other, 5))), ['SPLIT_VIEW'])
  t.same(codesOf(utf8Of(noteOver(other))), ['SPLIT_VIEW'])
  const verdict = verdictOf(honest(), { seen: [utf8Of(noteOver(other))] })
  t.equal(verdict.grades.independence, 'broken')
  t.equal(verdict.exit, 1)
})

t.test('15: an entry re-encoded from one Unicode form into another', async (t) => {
  const named = acts.map((one, i) =>
    i === 3 ? { ...one, command: { ...one.command, note: '\u00e9' } } : one,
  )
  const files = honest({}, named)
  t.equal(worst(files), 'none - exit 0')
  const renormalised = edited(files, places.entry(3), (bytes) =>
    utf8Of(textOf(bytes).normalize('NFD')),
  )
  t.equal(worst(renormalised), 'ENTRY_RENORMALISED 3 exit 1')
})

t.test('16: another format', async (t) => {
  t.equal(
    worst(entryChanged(3, (entry) => ({ ...entry, format: 'juece-entry/00' }))),
    'FORMAT_DOWNGRADED 3 exit 1',
  )
})

t.test('bytes in the tree that are not their own canonical print', async (t) => {
  const entries = entered(acts)
  const spaced = [...entries.slice(0, 9), utf8Of(`${textOf(entries[9] ?? new Uint8Array())}\n`)]
  const input = inputOf(entries)
  const tree = inputOf(spaced)
  // The maker of the record wrote it so: list, proofs and note agree with the bytes.
  const files = filesOf(
    bundleFiles({
      ...input,
      checkpoint: tree.checkpoint,
      entries: input.entries.map((one, i) => ({ ...one, path: tree.entries[i]?.path ?? [] })),
    }),
  )
  files.set(at(places.entry(9)), spaced[9] ?? new Uint8Array())
  t.equal(worst(mended(files, 9)), 'ENTRY_NOT_CANONICAL 9 exit 1')
})

t.test('a false link, a stale read, an absent read', async (t) => {
  const change = (position: number, by: Partial<Act>): readonly Act[] =>
    acts.map((one, i) => (i === position ? { ...one, ...by } : one))
  const elsewhere = digest(`sha256:${'0'.repeat(64)}`)
  t.equal(worst(honest({}, change(7, { previous: elsewhere }))), 'PREVIOUS_FALSE 7 exit 1')
  t.equal(worst(honest({}, change(7, { asOf: { 'law-in-use': 1 } }))), 'STALE_READ 7 exit 1')
  t.equal(
    worst(honest({}, change(2, { asOf: { 'law-in-use': 2, 'sittings/1': 0 } }))),
    'none - exit 0',
  )
  t.equal(worst(honest({}, change(7, { asOf: { 'sittings/1': 1 } }))), 'ASOF_ABSENT 7 exit 1')
  t.equal(
    worst(honest({ profile: 'public' }, change(7, { asOf: { 'sittings/1': 1 } }))),
    'none - exit 0',
    'a public bundle holds no registers',
  )
})

t.test('the set of opinions: another list, and an opinion kept out of it', async (t) => {
  const windows = (digests: readonly string[]) =>
    rebagged(
      new Map(honest()).set(
        at(places.window(6)),
        utf8Of(digests.map((hex) => `${hex}\n`).join('')),
      ),
    )
  t.equal(worst(windows(['0'.repeat(64)])), 'WINDOW_FALSE 6 exit 1')
  t.equal(worst(windows([])), 'WINDOW_FALSE 6 exit 1')
  t.equal(worst(windows(['x'])), 'WINDOW_FALSE 6 exit 1')
  t.equal(
    worst(rebagged(without(honest({ withheld: [5] }), places.window(6)))),
    'WINDOW_FALSE 6 exit 1',
    'without its list, and with an opinion that nobody can read',
  )
  const stray = new Map(honest()).set(at(places.window(7)), utf8Of(''))
  t.equal(worst(rebagged(stray)), 'WINDOW_FALSE 7 exit 1')
})

t.test('an opinion left out of a bundle with all its traces', async (t) => {
  const positions = [0, 1, 2, 3, 4, 6, 7, 9]
  const all = inputOf(entered(acts))
  const chosen = all.entries.filter(({ position }) => positions.includes(position))
  const [, , , words = new Uint8Array()] = papers
  const kept = [...all.attachments].filter(([digest]) => digest !== digestOf(words))
  const left = { ...all, entries: chosen, attachments: new Map(kept) }
  t.equal(worst(filesOf(bundleFiles(left))), 'WINDOW_FALSE 6 exit 1')
  t.equal(worst(filesOf(bundleFiles({ ...left, windows: new Map() }))), 'WINDOW_FALSE 6 exit 1')
})

t.test('an entry withheld without a ground', async (t) => {
  const files = honest({ withheld: [7] })
  const [absence = ''] = [...files.keys()].filter((path) => path.includes('/data/absences/'))
  files.delete(absence)
  t.equal(worst(rebagged(files)), 'CERTIFICATE_ABSENT 7 exit 1')
})

t.test('the opinions of one window are complete, or one was left out', async (t) => {
  const all = inputOf(entered(acts))
  const opinion = acts[5]?.stream ?? ''
  const window = { ...all, subject: [opinion] }
  const verdict = verdictOf(filesOf(bundleFiles(window)))
  t.same(verdict.findings, [])
  t.equal(verdict.grades.completeness, 'complete')
  t.equal(verdict.of.endedBy, 'window')
  const unlisted = verdictOf(filesOf(bundleFiles({ ...window, windows: new Map() })))
  t.equal(unlisted.grades.completeness, 'open', 'without its list nobody can tell')
})

t.test('rules and papers that are not there', async (t) => {
  const files = honest()
  const [rules = ''] = [...files.keys()].filter((path) => path.includes('/data/rules/'))
  files.delete(rules)
  t.equal(worst(rebagged(files)), 'RULES_ABSENT 3 exit 1')
  const [founding = new Uint8Array()] = papers
  t.equal(
    worst(rebagged(without(honest(), places.attachment(digestOf(founding))))),
    'CERTIFICATE_ABSENT 0 exit 1',
  )
  const extra = utf8Of('A paper that nobody named.')
  t.equal(
    worst(rebagged(new Map(honest()).set(at(places.attachment(digestOf(extra))), extra))),
    'ATTACHMENT_BYTES - exit 1',
  )
  const unadopted = honest(
    {},
    acts.map((one, i) => (i === 1 ? { ...one, events: [] } : one)),
  )
  t.equal(worst(unadopted), 'RULES_ABSENT 3 exit 1', 'a calendar that was never adopted')
})

t.test('a false signature of log or witness, and a false proof', async (t) => {
  const note = textOf(fileAt(honest({ cosigned: true }), places.checkpoint))
  const lines = note.split('\n')
  const forged = (line: number) =>
    lines
      .map((text, i) =>
        i === line
          ? `${text.slice(0, -6)}${text.at(-6) === 'A' ? 'B' : 'A'}${text.slice(-5)}`
          : text,
      )
      .join('\n')
  const withNote = (line: number) =>
    honest({ input: { checkpoint: forged(line), policy: policyWitnessed } })
  t.equal(worst(withNote(4)), 'PROOF_FALSE - exit 1')
  t.equal(worst(withNote(5)), 'COSIGNATURE_FALSE - exit 1')
  t.equal(verdictOf(withNote(5)).grades.independence, 'broken')
  for (const position of [0, 5, 9]) {
    const proof = textOf(fileAt(honest(), places.proof(position))).split('\n')
    const other = textOf(fileAt(honest(), places.proof((position + 1) % 10))).split('\n')
    const mixed = utf8Of([...proof.slice(0, 3), other[2], ...proof.slice(4)].join('\n'))
    const files = new Map(honest()).set(at(places.proof(position)), mixed)
    t.equal(worst(rebagged(files)), `PROOF_FALSE ${String(position)} exit 1`)
  }
})

t.test('a bag that is out of order decides nothing about the record', async (t) => {
  const files = new Map(honest()).set(at('bag-info.txt'), utf8Of('Contact-Name: nobody\n'))
  t.equal(worst(files), 'BAG_FALSE - exit 0')
  t.equal(worst(new Map(honest()).set(at('data/note.txt'), utf8Of('x'))), 'BAG_FALSE - exit 0')
})

function last(): Act {
  const act = acts.at(-1)
  if (act?.stream !== matter) throw new Error('the last act closes the matter')
  return act
}
