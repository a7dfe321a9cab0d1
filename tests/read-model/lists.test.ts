import { instant, instantOf, msOf } from '@juece/kernel'
import { openLists, openProjector, UnknownCursor, type ListAsk } from '@juece/read-model'
import { dropReadModel, migrateReadModel } from '@juece/read-model/migrate'
import { openConnection, openPool } from '@juece/record-store/connect'
import { recordReader } from '@juece/record-store/read'
import t from 'tap'
import { lawfulSteps } from '../support/lived-path.ts'
import { openTown, type Town } from '../support/lived-town.ts'

type Teardown = Parameters<typeof openTown>[0]
const from = instant('2024-03-04T09:00+08:00')
const tables = ['cursor', 'matters', 'worklist', 'due_dates', 'public_matters']
const ask: ListAsk = { jurisdictions: ['cn-000000'], limit: 50, filter: {} }
const never = () => Promise.reject(new Error('this path waits for nothing'))

async function opened(t: Teardown, town: Town) {
  const db = await openConnection(town.database.url('projector'))
  const pool = openPool(town.database.url('projector'))
  t.teardown(() => Promise.all([db.end(), pool.end()]).then(() => undefined))
  const reader = recordReader(pool)
  const fold = async (batch: number) => {
    const projector = openProjector({ db, reader, batch })
    while ((await projector.project()) > 0);
  }
  const rows = async () => {
    const all = tables.map(async (table) => {
      const { rows } = await pool.query<{ row: string }>(
        `select to_jsonb(r)::text as row from read_v2.${table} as r order by 1`,
      )
      return [table, rows.map(({ row }) => row)] as const
    })
    return Object.fromEntries(await Promise.all(all))
  }
  return { db, pool, reader, fold, rows, lists: openLists(pool) }
}

t.test(
  'a whole matter, folded in one go, entry by entry, and again from nothing: the same rows',
  async (t) => {
    const town = await openTown(t, from)
    const { fold, rows, lists } = await opened(t, town)
    await town.matter().plays(lawfulSteps('archived'), (ends) => town.moveTo(ends))
    await town.matter().plays(lawfulSteps('window-open'), never)
    await town.matter().plays(lawfulSteps('drafted'), never)
    await fold(500)
    const once = await rows()
    t.equal(once['matters']?.length, 3)
    t.equal(await lists.freshTo(), (await town.house.reader.size()) - 1)
    await fold(500)
    t.same(await rows(), once, 'folding what was folded changes nothing')
    await dropReadModel(town.database.url('admin'))
    t.same(await migrateReadModel(town.database.url('admin')), { made: true })
    t.same(await migrateReadModel(town.database.url('admin')), { made: false })
    await fold(1)
    t.same(await rows(), once, 'row for row')
  },
)

t.test('two projectors at once fold each entry once', async (t) => {
  const town = await openTown(t, from)
  const one = await opened(t, town)
  const other = await opened(t, town)
  await town.matter().plays(lawfulSteps('drafted'), never)
  await Promise.all([one.fold(2), other.fold(3)])
  await Promise.all([one.fold(2), other.fold(3)])
  const both = await one.rows()
  await dropReadModel(town.database.url('admin'))
  await migrateReadModel(town.database.url('admin'))
  await one.fold(500)
  t.same(await one.rows(), both)
})

t.test('编号: the rank among those of organ and year, in the order of the record', async (t) => {
  const town = await openTown(t, instant('2023-12-31T09:00+08:00'))
  const { fold, lists } = await opened(t, town)
  const first = town.matter()
  await first.plays(lawfulSteps('proposed'), never)
  const refused = town.matter()
  const answer = await refused.lodge({
    by: 'proposer',
    act: { type: 'SubmitProposal', problem: null },
  })
  t.equal(answer.kind, 'refused')
  const second = town.matter()
  await second.plays(lawfulSteps('proposed'), never)
  await town.moveTo(instant('2024-01-01T00:00+08:00'))
  const third = town.matter()
  await third.plays(lawfulSteps('proposed'), never)
  await fold(500)
  t.equal(await lists.numberOf(first.stream), 'JC-2023-0001')
  t.equal(await lists.numberOf(second.stream), 'JC-2023-0002', 'a refused proposal has none')
  t.equal(
    await lists.numberOf(third.stream),
    'JC-2024-0001',
    'the year begins at midnight in Shanghai',
  )
  t.equal(await lists.numberOf(refused.stream), undefined)
})

t.test(
  'pages follow one another by cursor, newest first, none twice and none left out',
  async (t) => {
    const town = await openTown(t, from)
    const { fold, lists } = await opened(t, town)
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) {
      const matter = town.matter()
      ids.unshift(matter.id)
      await matter.plays(lawfulSteps(n % 2 === 0 ? 'proposed' : 'study-opinion-filed'), never)
    }
    await fold(500)
    const seen: unknown[] = []
    let cursor: string | undefined
    for (;;) {
      const page = await lists.matters({
        ...ask,
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      })
      t.equal(page.asOf, await lists.freshTo())
      seen.push(...page.items.map(({ id }) => id))
      if (page.next === null) break
      cursor = page.next
    }
    t.same(seen, ids)
    const inStudy = await lists.matters({ ...ask, filter: { stage: 'S03' } })
    t.equal(inStudy.items.length, 3)
    t.same((await lists.matters({ ...ask, jurisdictions: ['cn-000001'] })).items, [])
    await t.rejects(lists.matters({ ...ask, cursor: 'bm90IGEgY3Vyc29y' }), UnknownCursor)
    await t.rejects(lists.worklist({ ...ask, posts: [], cursor: cursor ?? 'x' }), UnknownCursor)
  },
)

t.test(
  '待办: what may come next, by the post that may lodge it, and where it is named by its organ',
  async (t) => {
    const town = await openTown(t, from)
    const { fold, lists } = await opened(t, town)
    const matter = town.matter()
    await matter.plays(lawfulSteps('study-opinion-filed'), never)
    const other = town.matter()
    await other.plays(lawfulSteps('started'), never)
    await fold(500)
    const acts = async (organ: string, post: string) =>
      (await lists.worklist({ ...ask, posts: [{ organ: `cn-000000/${organ}`, post }] })).items
    t.same(
      (await acts('government', 'head')).map(({ matter, act }) => [matter, act]),
      [
        [matter.id, 'DeclineToStart'],
        [matter.id, 'StartProcedure'],
      ],
    )
    const units = await acts('urban-management-bureau', 'undertaking-unit-handler')
    t.ok(units.some(({ matter, act }) => matter === other.id && act === 'RegisterDraft'))
    t.same(
      await acts('finance-bureau', 'undertaking-unit-handler'),
      [],
      'another unit has no part in it',
    )
    t.same(await acts('archives', 'archivist'), [])
    const elsewhere = [{ organ: 'cn-000001/government', post: 'head' }]
    t.same((await lists.worklist({ ...ask, posts: elsewhere })).items, [])
    const all = await lists.worklist({
      ...ask,
      limit: 1,
      posts: [{ organ: 'cn-000000/government', post: 'head' }],
    })
    t.equal(all.items.length, 1)
    t.ok(all.next)
  },
)

t.test(
  '期限: dates that run, each with its working-out, the earliest first; what is over is gone',
  async (t) => {
    const town = await openTown(t, from)
    const { fold, lists } = await opened(t, town)
    const matter = town.matter()
    await matter.plays(lawfulSteps('window-open'), never)
    await fold(500)
    const [date] = (await lists.dueDates(ask)).items
    const { deadlines } = await matter.folded()
    t.match(date, { matter: matter.id, name: 'commentWindow', ends: deadlines.commentWindow?.ends })
    t.same(date?.['workingOut'], deadlines.commentWindow?.workingOut)
    await town.moveTo(instantOf(msOf(deadlines.commentWindow?.ends ?? from) + 60_000))
    const { setAt = 0 } = deadlines.commentWindow ?? {}
    const id = `clock/${matter.id}/ClosePublicComment/${setAt}`
    await town.clockDoor.lodge({ matterId: matter.id, id, type: 'ClosePublicComment' })
    await fold(500)
    t.same((await lists.dueDates(ask)).items, [])
  },
)

t.test(
  'an undisclosed matter is listed for organs that have a part in it, and for nobody else',
  async (t) => {
    const town = await openTown(t, from)
    const { fold, lists } = await opened(t, town)
    const matter = town.matter()
    await matter.plays(lawfulSteps('findings-answered', { notPublic: true }), never)
    await fold(500)
    const listed = async (...organs: string[]) =>
      (await lists.matters({ ...ask, posts: organs.map((organ) => ({ organ, post: 'any' })) }))
        .items.length
    t.equal(await listed('cn-000000/urban-management-bureau'), 1)
    t.equal(await listed('cn-000000/archives'), 0)
    t.equal(await listed(), 0)
  },
)

t.test('a reader can wait until the lists are fresh to what was just entered', async (t) => {
  const town = await openTown(t, from)
  const { fold, lists } = await opened(t, town)
  await fold(500)
  const matter = town.matter()
  const answer = await matter.lodge({ by: 'proposer', act: { type: 'SubmitProposal' } })
  const position = answer.kind === 'recorded' ? answer.position : Number.NaN
  const waiting = lists.isFreshTo(position)
  await fold(500)
  t.equal(await waiting, true)
  t.equal((await lists.matters(ask)).items[0]?.['id'], matter.id)
})
