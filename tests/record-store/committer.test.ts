import {
  AppendFault,
  QueueFull,
  Unavailable,
  openCommitter,
  openConnection,
  openPool,
} from '@juece/record-store'
import t from 'tap'

import { proxyTo } from '../support/cutting-proxy.ts'
import { testDatabase } from '../support/postgres.ts'
import { recordFaults } from '../support/record-check.ts'
import { after, start, unit } from '../support/units.ts'

const db = await testDatabase(t)
const admin = openPool(db.url('admin'))
t.teardown(() => admin.end())

/** Holds the head, so that whatever is sent waits at the door. */
async function shutDoor(): Promise<() => Promise<void>> {
  const door = await openConnection(db.url('admin'))
  await door.query('begin')
  await door.query('select size from record.head for update')
  return async () => {
    await door.query('rollback')
    await door.end()
  }
}

/** Waits until a backend of this application waits for the head. */
async function someoneWaits(application: string): Promise<number> {
  for (;;) {
    const { rows } = await admin.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [application],
    )
    if (rows[0] !== undefined) return rows[0].pid
  }
}

t.test('what waits while a batch is in flight goes together in the next', async (t) => {
  const committer = openCommitter(db.url('registrar'), { service: 'together' })
  t.teardown(() => committer.close())
  const open = await shutDoor()
  const first = committer.append(unit('matter/together'))
  await someoneWaits('together')
  const rest = Array.from({ length: 40 }, (_, i) => committer.append(unit(`matter/together-${i}`)))
  t.same(committer.load().waiting, 40)
  await open()
  const verdicts = await Promise.all([first, ...rest])
  t.ok(verdicts.every(({ kind }) => kind === 'entered'))
  t.equal(committer.load().lastBatch, 40)
})

t.test('units that depend on each other keep their order over several batches', async (t) => {
  const committer = openCommitter(db.url('registrar'), { service: 'order' })
  t.teardown(() => committer.close())
  const first = unit('matter/ordered')
  const second = unit('matter/ordered', after(first))
  const third = unit('matter/ordered', after(second))
  const reads = unit('matter/reads', start, { guards: { 'matter/ordered': 3 } })
  const verdicts = await Promise.all([first, second, third, reads].map((u) => committer.append(u)))
  t.match(verdicts, [
    { kind: 'entered', sequence: 1 },
    { kind: 'entered', sequence: 2 },
    { kind: 'entered', sequence: 3 },
    { kind: 'entered', sequence: 1 },
  ])
})

t.test('a unit that the database cannot take falls alone', async (t) => {
  const committer = openCommitter(db.url('registrar'), { service: 'guilty' })
  t.teardown(() => committer.close())
  const open = await shutDoor()
  const first = committer.append(unit('matter/guilty'))
  await someoneWaits('guilty')
  // A text with U+0000 has no place in PostgreSQL: the whole batch is refused at first.
  const waiting = [unit('matter/good-1'), unit('matter/\u0000'), unit('matter/good-2')].map((u) =>
    committer.append(u).then(
      (verdict) => verdict.kind,
      (why: unknown) => why,
    ),
  )
  await open()
  await first
  const [good1, guilty, good2] = await Promise.all(waiting)
  t.same([good1, good2], ['entered', 'entered'])
  t.ok(guilty instanceof AppendFault)
})

t.test('a full queue tries nothing', async (t) => {
  const committer = openCommitter(db.url('registrar'), { service: 'full', mostUnits: 3 })
  t.teardown(() => committer.close())
  const open = await shutDoor()
  const first = committer.append(unit('matter/full'))
  await someoneWaits('full')
  const waiting = [1, 2, 3].map((n) => committer.append(unit(`matter/full-${n}`)))
  const one = unit('matter/one-too-many')
  await t.rejects(committer.append(one), QueueFull)
  await open()
  await Promise.all([first, ...waiting])
  t.match(await committer.append(one), { kind: 'entered' }, 'and afterwards there is room')
})

t.test('a connection lost before the commit: the same units enter on a new one', async (t) => {
  const lost: unknown[] = []
  const committer = openCommitter(db.url('registrar'), {
    service: 'lost-before',
    onLost: (why) => lost.push(why),
  })
  t.teardown(() => committer.close())
  const open = await shutDoor()
  const sent = committer.append(unit('matter/lost-before'))
  const pid = await someoneWaits('lost-before')
  await admin.query('select pg_terminate_backend($1)', [pid])
  await open()
  t.match(await sent, { kind: 'entered', sequence: 1 })
  t.equal(lost.length, 1)
})

t.test('a connection that broke while idle costs nobody anything', async (t) => {
  const committer = openCommitter(db.url('registrar'), { service: 'idle' })
  t.teardown(() => committer.close())
  await committer.append(unit('matter/idle-1'))
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'idle'`,
  )
  t.match(await committer.append(unit('matter/idle-2')), { kind: 'entered' })
})

t.test('an answer lost after the commit: the repeat finds its own entry', async (t) => {
  // The proxy swallows the server's answer to the append and cuts the line, once.
  const proxy = await proxyTo(Number(new URL(db.url('registrar')).port))
  const url = new URL(db.url('registrar'))
  url.port = String(proxy.port)
  const committer = openCommitter(url.href, { service: 'lost-after' })
  t.teardown(async () => {
    await committer.close()
    await proxy.close()
  })
  await committer.append(unit('matter/before'))
  for (const many of [1, 5]) {
    const units = Array.from({ length: many }, (_, i) => unit(`matter/lost-${many}-${i}`))
    proxy.cutNextAnswer()
    const verdicts = await Promise.all(units.map((u) => committer.append(u)))
    t.equal(verdicts[0]?.kind, 'duplicate', 'entered by the first try, found by the second')
    t.ok(verdicts.every(({ kind }) => kind === 'duplicate' || kind === 'entered'))
  }
})

t.test('a record that cannot be reached is Unavailable, and later works again', async (t) => {
  const url = new URL(db.url('registrar'))
  url.port = '1'
  const committer = openCommitter(url.href)
  t.teardown(() => committer.close())
  await t.rejects(committer.append(unit('matter/nowhere')), Unavailable)
  await committer.close()
  await t.rejects(committer.append(unit('matter/nowhere')), Unavailable, 'nor does a closed one')
})

t.test('after all of this the record is whole', async (t) => {
  t.same(await recordFaults(admin), [])
})
