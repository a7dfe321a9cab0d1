import { bytesOfDigest, digestOf, randomBytes, utf8Of } from '@juece/cryptography'
import { certificatesOf, timeRequest } from '@juece/cryptography/time-token'
import { readTimeTokens } from '@juece/auditor'
import { readBundle, timePlaces, type BundledTime } from '@juece/dossier'
import { leafHash, parseNote, proverOf } from '@juece/ledger'
import t from 'tap'

import { stampedBy, startTimeAuthority, type Mood } from '../support/time-authority.ts'
import {
  acts,
  at,
  entered,
  fileAt,
  honest,
  noteOver,
  rebagged,
  type Files,
} from './small-record.ts'
import { verdictOf } from './verdict-of.ts'

const authority = await startTimeAuthority()
const other = await startTimeAuthority('另一家 Other')
t.teardown(() => Promise.all([authority.stop(), other.stop()]))

const record = entered(acts)
const whole = record.length
const prover = proverOf(record.map((bytes) => leafHash(bytesOfDigest(digestOf(bytes)))))

/** A note over the first entries, stamped. */
async function stamped(size: number, by = authority, mood: Mood = 'good'): Promise<BundledTime> {
  by.mood = mood
  const note = noteOver(record, size)
  const request = await timeRequest({
    of: utf8Of(parseNote(utf8Of(note)).text),
    nonce: randomBytes(8),
  })
  const consistency = size === whole ? [] : prover.consistency(size, whole)
  return { size, note, answer: await stampedBy(by, request), consistency }
}

/** The verdict of a reader who knows the authority, unless said otherwise. */
async function judged(files: Files, given: string | undefined = authority.certificate) {
  const read = readBundle(files)
  if (read.kind !== 'bundle') throw new Error(read.says)
  const authorities = given === '' ? [] : certificatesOf(given)
  return verdictOf(files, { times: await readTimeTokens(read.bundle, authorities) })
}

const spoken = (verdict: Awaited<ReturnType<typeof judged>>) =>
  verdict.notProved.map(({ en }) => en).join('\n')

t.test(
  'a token over the checkpoint, or over an older one that covers less, is told as it is',
  async (t) => {
    const all = await judged(honest({ input: { times: [await stamped(whole)] } }))
    t.equal(all.exit, 0)
    t.match(all.of.times, [{ size: whole, authority: '测试时间戳 Test', isKnown: true }])
    t.notMatch(spoken(all), /time/)
    const some = await judged(honest({ input: { times: [await stamped(7)] } }))
    t.equal(some.exit, 0)
    t.match(spoken(some), /from entry 7 on the outside evidence of time is still pending/)
  },
)

t.test(
  'without a token, or without the authority, nobody outside vouches for the time',
  async (t) => {
    const none = await judged(honest())
    t.equal(none.exit, 0)
    t.match(spoken(none), /no outside evidence of time/)
    const own = await judged(honest({ input: { times: [await stamped(whole)] } }), '')
    t.match(own.of.times, [{ isKnown: false }])
    t.match(spoken(own), /no certificate of it came by another road/)
    const unread = verdictOf(honest({ input: { times: [await stamped(whole)] } }))
    t.match(spoken(unread), /time tokens were not checked/)
  },
)

t.test('attack 12: a token for another digest', async (t) => {
  const files = honest({ input: { times: [await stamped(whole)] } })
  const { answer } = await stamped(7)
  files.set(at(timePlaces.answer(whole)), answer)
  const verdict = await judged(rebagged(files))
  t.match(verdict, { exit: 1, grades: { independence: 'broken' } })
  t.match(verdict.findings[0], { code: 'TIME_TOKEN_OTHER', file: timePlaces.answer(whole) })
  // Mended: the note goes along, signed by somebody else's key.
  const lone = honest({ input: { times: [await stamped(whole)] } })
  lone.delete(at(timePlaces.note(whole)))
  t.match((await judged(rebagged(lone))).findings[0], { code: 'TIME_TOKEN_OTHER' })
})

t.test('attack 13: a local time in the place of a token', async (t) => {
  const time = await stamped(whole)
  const local = utf8Of(JSON.stringify({ time: '2026-01-06T00:00:00Z', by: 'record.example' }))
  const false_ = [
    ['a written time', { ...time, answer: local }],
    ['nothing', { ...time, answer: new Uint8Array() }],
    ['a token of somebody else', await stamped(whole, other)],
    ['a token under an expired certificate', await stamped(whole, authority, 'expired')],
    ['a refusal', await stamped(whole, authority, 'refuses')],
  ] as const
  for (const [what, one] of false_) {
    const verdict = await judged(honest({ input: { times: [one] } }))
    t.match(verdict, { exit: 1, grades: { independence: 'broken' } }, what)
    t.match(verdict.findings[0], { code: 'TIME_TOKEN_FALSE', file: timePlaces.answer(whole) }, what)
    t.same(verdict.of.times, [], what)
  }
  const lone = honest({ input: { times: [time] } })
  lone.delete(at(timePlaces.answer(whole)))
  t.match((await judged(rebagged(lone))).findings[0], { code: 'TIME_TOKEN_FALSE' })
})

t.test('attack 14: the anchor of an older tree in the place of a newer one', async (t) => {
  const older = await stamped(7)
  const files = honest({ input: { times: [await stamped(whole)] } })
  files.set(at(timePlaces.answer(whole)), older.answer)
  files.set(at(timePlaces.note(whole)), utf8Of(older.note))
  const verdict = await judged(rebagged(files))
  t.match(verdict, { exit: 1, grades: { independence: 'broken' }, firstBad: { position: 7 } })
  t.match(verdict.findings[0], { code: 'ANCHOR_TOO_OLD', position: 7 })
})

t.test('a stamped note that is no beginning of ours is not believed', async (t) => {
  const files = honest({ input: { times: [await stamped(7)] } })
  const proof = fileAt(files, timePlaces.consistency(7))
  files.set(at(timePlaces.consistency(7)), proof.slice(0, 45))
  const verdict = await judged(rebagged(files))
  t.match(verdict.findings[0], { code: 'PROOF_FALSE', file: timePlaces.consistency(7) })
})

t.test('each byte of token, note and proof counts', async (t) => {
  const files = honest({ input: { times: [await stamped(7)] } })
  const before = await judged(files)
  for (const path of [timePlaces.answer(7), timePlaces.note(7), timePlaces.consistency(7)]) {
    const bytes = fileAt(files, path)
    for (let i = 0; i < bytes.length; i += path.endsWith('tsr') ? 37 : 11) {
      const changed = new Map(files)
      const flipped = bytes.slice()
      flipped[i] = (flipped[i] ?? 0) ^ 1
      changed.set(at(path), flipped)
      const after = await judged(changed)
      t.not(
        after.exit === 0 && after.findings.length === before.findings.length,
        true,
        `${path} ${i}`,
      )
    }
  }
})
