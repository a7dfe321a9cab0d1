import { setTimeout as pause } from 'node:timers/promises'

import { utf8Of } from '@juece/cryptography'
import { certificatesOf, examineTimeToken } from '@juece/cryptography/time-token'
import { checkpointText } from '@juece/ledger'
import { newestSigned } from '@juece/record-store'
import { pendingTimes, timeCovering, wishForTime } from '@juece/record-store/time-evidence'
import { runSealer } from '@juece/sealer/sealer'
import { gatherOnce } from '@juece/sealer/time-evidence'
import t from 'tap'

import { startTimeAuthority } from '../support/time-authority.ts'
import { origin, record, sealAll, sealing, signer, silent } from './sealed-record.ts'

const authority = await startTimeAuthority()
t.teardown(() => authority.stop())
const asked = { url: authority.url, certificates: certificatesOf(authority.certificate) }
const never = new AbortController().signal

t.test('what an authority does not grant stays pending; nothing is put in its place', async (t) => {
  const { sealer, enter, tilesDir } = await record(t)
  await enter(3)
  const place = await sealing(sealer, tilesDir)
  await sealAll(place)
  t.equal(await wishForTime(sealer, 3), true)
  t.equal(await wishForTime(sealer, 3), false, 'one wish for a checkpoint')
  const moods = ['fails', 'refuses', 'wrong-nonce', 'wrong-imprint', 'expired', 'garbage'] as const
  for (const mood of moods) {
    authority.mood = mood
    const why = await gatherOnce(place, asked, never)
    t.type(why, 'string', `${mood}: ${String(why)}`)
    t.equal((await pendingTimes(sealer)).length, 1, `${mood}: pending`)
    t.equal(await timeCovering(sealer, 0, 3), undefined)
  }
  const nobody = { ...asked, url: 'http://127.0.0.1:1' }
  t.type(await gatherOnce(place, nobody, never), 'string', 'nobody answers')
  const other = await startTimeAuthority('另一家 Other')
  const mistaken = { ...asked, url: other.url }
  t.type(await gatherOnce(place, mistaken, never), 'string', 'an authority nobody configured')
  await other.stop()
  authority.mood = 'good'
  const elsewhere = { ...asked, policy: '1.3.6.1.4.1.32473.9' }
  t.equal(await gatherOnce(place, elsewhere, never), undefined, 'the policy asked for is granted')
  t.same(await pendingTimes(sealer), [])
})

t.test(
  'sealing goes on without the authority, and what was pending is filled in later',
  async (t) => {
    const { db, sealer, enter, tilesDir } = await record(t)
    authority.mood = 'fails'
    const end = new AbortController()
    const running = runSealer({
      recordUrl: db.url('sealer'),
      signer,
      sealEveryMs: 20,
      tilesDir,
      time: { authority: asked, everyMs: 60_000, againMs: 50 },
      log: silent,
      signal: end.signal,
    })
    await enter(2)
    await until(async () => ((await newestSigned(sealer, origin))?.size ?? 0) === 2)
    await until(async () => (await pendingTimes(sealer)).length > 0)
    await enter(2)
    await until(async () => ((await newestSigned(sealer, origin))?.size ?? 0) === 4)
    const [wished] = await pendingTimes(sealer)
    if (wished === undefined) throw new Error('no wish')
    t.equal((await pendingTimes(sealer)).length, 1, 'the next hour has not come')
    authority.mood = 'good'
    await until(async () => (await pendingTimes(sealer)).length === 0)
    const covering = await timeCovering(sealer, wished.size - 1, 4)
    if (covering?.answer === undefined) throw new Error('no token')
    t.equal(covering.size, wished.size)
    const text = checkpointText({ origin, size: covering.size, root: covering.root })
    const read = await examineTimeToken(covering.answer, utf8Of(text), asked.certificates)
    t.match(read, { token: { isOver: true, isSigned: true, isOfAuthority: true } })
    t.equal(await wishForTime(sealer, 4), true, 'somebody who waits asks before the hour')
    await until(async () => (await pendingTimes(sealer)).length === 0)
    end.abort()
    await running
  },
)

t.test(
  'the time is asked for over signed checkpoints alone, and no answer is ever replaced',
  async (t) => {
    const { admin, sealer, enter, tilesDir } = await record(t)
    await t.rejects(wishForTime(sealer, 1), { code: 'JL003' })
    await enter(1)
    const place = await sealing(sealer, tilesDir)
    await sealAll(place)
    await wishForTime(sealer, 1)
    authority.mood = 'good'
    await gatherOnce(place, asked, never)
    for (const change of [
      `update record.time_tokens set answer = 'x'`,
      'delete from record.time_tokens',
      'truncate record.time_wishes cascade',
    ]) {
      await t.rejects(admin.query(change), { code: 'JL002' }, change)
    }
  },
)

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return
    await pause(25)
  }
  throw new Error('it never came')
}
