import { randomBytes, sameBytes, utf8Of } from '@juece/cryptography'
import {
  certificatesOf,
  examineTimeToken,
  isGranted,
  nonceAsAsked,
  timeRequest,
  type TimeToken,
} from '@juece/cryptography/time-token'
import t from 'tap'

import { stampedBy, startTimeAuthority, type Mood } from '../support/time-authority.ts'

const text = utf8Of('record.example.gov.cn/cn-000000\n12\nabc=\n')
const authority = await startTimeAuthority()
const other = await startTimeAuthority('另一家 Other')
t.teardown(async () => {
  await authority.stop()
  await other.stop()
})
const given = certificatesOf(authority.certificate)

async function tokenIn(mood: Mood, authorities = given): Promise<TimeToken> {
  authority.mood = mood
  const answer = await stampedBy(authority, await timeRequest({ of: text, nonce: randomBytes(8) }))
  const read = await examineTimeToken(answer, text, authorities)
  if (read.kind === 'none') throw new Error(read.why)
  return read.token
}

t.test('a token of the authority is over our bytes, signed, and its own', async (t) => {
  authority.mood = 'good'
  const nonce = randomBytes(8)
  authority.at = new Date('2026-03-09T01:00:00Z')
  const answer = await stampedBy(authority, await timeRequest({ of: text, nonce }))
  authority.at = undefined
  t.equal(isGranted(answer), true)
  const read = await examineTimeToken(answer, text, given)
  t.match(read, {
    kind: 'token',
    token: {
      at: '2026-03-09T01:00:00.000Z',
      isOver: true,
      isSigned: true,
      isOfAuthority: true,
      authority: '测试时间戳 Test',
    },
  })
  if (read.kind === 'none' || read.token.nonce === undefined) throw new Error('no nonce')
  t.ok(sameBytes(read.token.nonce, nonceAsAsked(nonce)), 'it carries the nonce of the question')
})

t.test('who was not given as an authority vouches for nothing', async (t) => {
  t.equal((await tokenIn('good', certificatesOf(other.certificate))).isOfAuthority, false)
  t.equal((await tokenIn('good', [])).isOfAuthority, undefined)
})

t.test('a certificate that had expired at its own time signs nothing', async (t) => {
  const token = await tokenIn('expired')
  t.match(token, { isSigned: false, isOfAuthority: false })
})

t.test('a token over another digest is one, but not over these bytes', async (t) => {
  t.match(await tokenIn('wrong-imprint'), { isOver: false, isSigned: true, isOfAuthority: true })
})

t.test('a flipped byte of an answer is seen, wherever the time is signed', async (t) => {
  authority.mood = 'good'
  const answer = await stampedBy(authority, await timeRequest({ of: text, nonce: randomBytes(8) }))
  const whole = await examineTimeToken(answer, text, given)
  let seen = 0
  for (let at = 0; at < answer.length; at += 3) {
    const flipped = answer.slice()
    flipped[at] = (flipped[at] ?? 0) ^ 1
    const read = await examineTimeToken(flipped, text, given)
    const isGood =
      read.kind === 'token' &&
      read.token.isOver &&
      read.token.isSigned &&
      read.token.isOfAuthority === true
    // Outside what is signed lie only the status and a few fields that say nothing about the time.
    if (!isGood) seen += 1
    else t.match(whole, { token: { at: read.token.at, authority: read.token.authority } })
  }
  t.ok(seen > answer.length * 0.3, `${seen} of ${answer.length}`)
})

t.test('a local time, a refusal and nothing at all are no token', async (t) => {
  for (const mood of ['garbage', 'refuses'] as const) {
    authority.mood = mood
    const answer = await stampedBy(
      authority,
      await timeRequest({ of: text, nonce: randomBytes(8) }),
    )
    t.equal(isGranted(answer), false)
    t.match(await examineTimeToken(answer, text, given), { kind: 'none' })
  }
  t.match(await examineTimeToken(new Uint8Array(), text, given), { kind: 'none' })
})
