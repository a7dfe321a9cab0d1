import { instant, instantOf, isBefore, msOf } from '@juece/kernel'
import {
  allClerks,
  awaitingYear,
  clearOutbox,
  dueClerks,
  endSettableClock,
  legalNow,
  legalTime,
  markAllDue,
  noteProgress,
  openPool,
  pendingNudges,
  readClock,
  replaceClerks,
  setClock,
  settled,
  startSettableClock,
  told,
  type ClerkRow,
} from '@juece/record-store'
import { appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { unit } from '../support/units.ts'

const db = await testDatabase(t)
const courier = openPool(db.url('courier'))
const registrar = openPool(db.url('registrar'))
const admin = openPool(db.url('admin'))
t.teardown(() => Promise.all([courier.end(), registrar.end(), admin.end()]))

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (why: unknown) => (why as { code?: string }).code,
  )
const row = (matter: string, more: Partial<ClerkRow> = {}): ClerkRow => ({
  matter,
  type: 'majorDecision',
  position: 10,
  nextDue: null,
  awaitsYear: null,
  isOver: false,
  ...more,
})
const begin = instant('2024-01-02T09:00:00+08:00')

t.test('a clock that is not settable is system time and stays it', async (t) => {
  t.same(await readClock(registrar), { settable: false, offsetMs: 0, standing: null })
  const before = Date.now()
  const now = msOf(await legalNow(registrar))
  t.ok(now >= before - 1 && now <= Date.now())
  t.equal(await codeOf(setClock(registrar, instantOf(before), false)), 'JL007')
})

t.test(
  'a settable clock begins where it is told, runs on, stands, and goes forward only',
  async (t) => {
    t.equal(await startSettableClock(admin, begin), true)
    t.equal(await startSettableClock(admin, begin), false, 'once')
    const first = await legalNow(registrar)
    t.notOk(isBefore(first, begin))
    await new Promise((resolve) => setTimeout(resolve, 5))
    t.ok(isBefore(first, await legalNow(registrar)), 'it runs')
    const noon = instant('2024-03-01T12:00:00+08:00')
    await setClock(registrar, noon, true)
    t.equal(await legalNow(registrar), noon)
    await new Promise((resolve) => setTimeout(resolve, 5))
    t.equal(await legalNow(registrar), noon, 'it stands')
    const clock = await readClock(registrar)
    t.equal(legalTime(clock, Date.now()), noon, 'whoever reads the clock reckons the same')
    t.equal(await codeOf(setClock(registrar, instantOf(msOf(noon) - 1), true)), 'JL007', 'not back')
    await setClock(registrar, noon, true)
    t.equal(await codeOf(setClock(registrar, instantOf(Date.now() + 60_000), false)), 'JL007')
    await setClock(registrar, instantOf(msOf(noon) + 1), false)
    const running = await readClock(registrar)
    t.equal(running.standing, null)
    t.notOk(isBefore(legalTime(running, Date.now()), noon))
  },
)

t.test('told and not yet read counts as due; an older word changes nothing', async (t) => {
  t.equal(await settled(registrar), true)
  await told(courier, [
    { matter: 'm1', type: 'majorDecision', position: 5 },
    { matter: 'm1', type: 'majorDecision', position: 9 },
  ])
  t.equal(await settled(registrar), false)
  t.match(await dueClerks(courier), [{ matter: 'm1', position: 9 }])
  await noteProgress(courier, row('m1', { position: 8 }))
  t.equal(await settled(registrar), false, 'an older reading does not settle it')
  await noteProgress(courier, row('m1', { position: 9 }))
  t.equal(await settled(registrar), true)
  await told(courier, [{ matter: 'm1', type: 'majorDecision', position: 9 }])
  t.equal(await settled(registrar), true, 'told again of what it has read')
})

t.test('a date is due from its legal instant on, not before', async (t) => {
  const due = instant('2024-04-01T00:00:00+08:00')
  await setClock(registrar, instantOf(msOf(due) - 1), true)
  await noteProgress(courier, row('m2', { nextDue: due }))
  t.same(await dueClerks(courier), [])
  t.equal(await settled(registrar), true)
  await setClock(registrar, due, true)
  t.match(await dueClerks(courier), [{ matter: 'm2' }])
  t.equal(await settled(registrar), false)
  await noteProgress(courier, row('m2', { nextDue: due, isOver: true }))
  t.equal(await settled(registrar), true, 'whoever is over has nothing due')
  await told(courier, [{ matter: 'm2', type: 'majorDecision', position: 30 }])
  t.equal(await settled(registrar), false, 'unless the matter needs its clerk again')
  await noteProgress(courier, row('m2', { position: 30, isOver: true }))
  t.equal(await settled(registrar), true)
})

t.test('whoever waits for a year is found by it', async (t) => {
  await noteProgress(courier, row('m3', { awaitsYear: 2027 }))
  t.match(await awaitingYear(courier, 2027), [{ matter: 'm3' }])
  t.same(await awaitingYear(courier, 2026), [])
})

t.test('a nudge in the outbox is unsettled until it is cleared', async (t) => {
  const verdict = await appendOne(
    registrar,
    unit('matter/nudging', undefined, { target: 'majorDecision/matter/nudging' }),
  )
  if (verdict.kind !== 'entered') return t.fail()
  const { position } = verdict
  t.same(await pendingNudges(courier), [{ position, target: 'majorDecision/matter/nudging' }])
  t.equal(await settled(registrar), false)
  t.equal(await clearOutbox(courier, [position]), 1)
  t.equal(await clearOutbox(courier, [position]), 0, 'twice does no harm')
  t.equal(await settled(registrar), true)
})

t.test(
  'a rebuild marks every open clerk and no other; a replaced table holds the open ones',
  async (t) => {
    t.equal(await markAllDue(courier), 2)
    t.same(
      (await dueClerks(courier)).map(({ matter }) => matter),
      ['m1', 'm3'],
    )
    t.equal(await settled(registrar), false)
    await replaceClerks(courier, [{ matter: 'm2', type: 'majorDecision', position: 40 }])
    t.same(
      (await allClerks(courier)).map(({ matter, position, isOver }) => [matter, position, isOver]),
      [['m2', 40, false]],
    )
    t.equal(await settled(registrar), false, 'told, so not settled')
    await replaceClerks(courier, [])
    t.same(await allClerks(courier), [])
  },
)

t.test('at the end the clock is system time for good', async (t) => {
  await endSettableClock(registrar)
  t.same(await readClock(registrar), { settable: false, offsetMs: 0, standing: null })
  t.equal(await codeOf(setClock(registrar, instantOf(Date.now()), false)), 'JL007')
  t.equal(await startSettableClock(admin, begin), false, 'a record with entries never gets one')
})
