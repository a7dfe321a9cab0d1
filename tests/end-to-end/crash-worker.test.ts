import type { Instant } from '@juece/kernel'
import t from 'tap'
import { minuteAfter, openCounty } from '../support/lawful-path.ts'
import { testStack, until, type TestStack } from '../support/stack.ts'
import { timedEntries } from '../support/timed.ts'
import { faultsOf } from '../support/verified.ts'

/** Nudges that the courier has marked as told and not cleared: they are with the engine, or just about to be. */
async function onTheirWay(stack: TestStack): Promise<number> {
  const { rows } = await stack.admin.query<{ n: number }>(
    `select count(*) as n from record.nudges n join ops.clerks c
       on n.target = c.type || '/matter/' || c.matter where c.position >= n.position`,
  )
  return Number(rows[0]?.n ?? 0)
}

t.test('courier and clerks killed at their work', async (t) => {
  const stack = await testStack(t)
  const county = await openCounty(stack)
  const matters = Array.from({ length: 6 }, () => county.matter())

  t.test('between sending and clearing, while acts go on: nothing is lost', async (t) => {
    let caught = 0
    const playing = Promise.all(matters.map((matter) => matter.plays('window-open')))
    for (let kills = 0; kills < 8 && caught === 0; kills += 1) {
      await until('a nudge is on its way', async () => (await onTheirWay(stack)) > 0, 15_000).catch(
        // They may all have been carried: one more matter brings new ones.
        () => county.matter().plays('proposed'),
      )
      await stack.kill('worker')
      caught = await onTheirWay(stack)
      await stack.startPart('worker')
    }
    await playing
    t.ok(caught > 0, 'a nudge was caught between sending and clearing')
    await county.settles()
    t.equal(await onTheirWay(stack), 0, 'and is cleared in the end')
  })

  t.test('while it closes windows: each is closed once, at its instant in law', async (t) => {
    const ends = await Promise.all(
      matters.map(async (matter) => {
        const { deadlines } = await matter.view('head')
        return deadlines.find(({ name }) => name === 'commentWindow')?.ends ?? ''
      }),
    )
    const closings = async () =>
      (await timedEntries(stack.admin)).filter(({ type }) => type === 'ClosePublicComment')
    await county.clockAlone.standAt(minuteAfter([...ends].sort().at(-1) as Instant))
    await until('the first closing', async () => (await closings()).length > 0)
    await stack.kill('worker')
    const isSettled = await county.isSettled()
    t.ok(!isSettled || (await closings()).length === matters.length, 'settled never lies')
    await stack.startPart('worker')
    await county.settles()
    t.same(
      (await closings())
        .map(({ matter, outcome, occurred }) => ({ matter, outcome, occurred }))
        .sort((a, b) => (a.matter < b.matter ? -1 : 1)),
      matters
        .map(({ id }, n) => ({ matter: id, outcome: 'recorded', occurred: ends[n] ?? '' }))
        .sort((a, b) => (a.matter < b.matter ? -1 : 1)),
    )
    const ids = (await timedEntries(stack.admin)).map(({ id }) => id)
    t.equal(new Set(ids).size, ids.length, 'no wish of a clerk was entered twice')
    t.same(await faultsOf(stack, county, matters.slice(0, 2)), [])
  })
})
