import { instant } from '@juece/kernel'
import { v7 } from 'uuid'
import t from 'tap'
import { apiTown, jurisdiction, proposal, type ApiTown, type Told } from './api-town.ts'

const study = { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` }

async function lodged(county: ApiTown, person: string, id: string, body: object) {
  const answer = await county.app.inject({
    method: 'POST',
    url: `/api/matters/${id}/acts`,
    headers: await county.as(person),
    payload: body,
  })
  return answer.json<Told>()
}

async function get(county: ApiTown, person: string, url: string) {
  return county.app.inject({ url, headers: await county.as(person) })
}

t.test(
  'a matter shows number, state, steps, what may be done and what bars the rest',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    await lodged(county, 'proposer', id, proposal)
    await county.project()
    const head = (await get(county, 'head', `/api/matters/${id}`)).json<Told>()
    t.match(head, {
      id,
      number: /^JC-\d{4}-0001$/,
      state: 'S01',
      stateName: { 'zh-CN': '建议提出' },
      coarse: { 'zh-CN': '未开始' },
      sequence: 1,
      kind: 'major-decision',
      drafts: [],
      deadlines: [],
      facts: {},
    })
    t.ok(head.allowedActs.includes('AssignStudy'))
    t.notOk(head.allowedActs.includes('StartProcedure'))
    const start = head.blocks.find(({ type }) => type === 'StartProcedure')
    t.match(start, { grounds: [{ rule: 'MD-B01', says: { en: String } }] })
    t.match(
      head.steps.find(({ step }) => step === 'initiation'),
      { state: 'pending' },
    )
    const unit = (await get(county, 'consulted-unit', `/api/matters/${id}`)).json<Told>()
    t.notOk(unit.allowedActs.includes('AssignStudy'), 'another post has other acts')
  },
)

t.test('a matter is read in its own jurisdiction; for everybody else there is none', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  for (const path of ['', '/entries', '/entries/1', '/bundle']) {
    const answer = await get(county, 'neighbour', `/api/matters/${id}${path}`)
    t.match(answer.json<Told>(), { status: 404, title: String }, path)
  }
  t.equal((await get(county, 'auditor', `/api/matters/${id}`)).statusCode, 200)
  t.equal((await get(county, 'head', `/api/matters/${v7()}`)).statusCode, 404)
  const size = await county.house.reader.size()
  t.match(await lodged(county, 'neighbour', id, study), { status: 404 })
  t.equal(await county.house.reader.size(), size, 'no entry says that somebody tried')
})

t.test('known folds what was entered by then; at adds what was entered later', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  const entry = (await get(county, 'head', `/api/matters/${id}/entries/1`)).json<Told>()
  await lodged(county, 'head', id, study)
  const then = encodeURIComponent(entry.entered)
  const known = (await get(county, 'head', `/api/matters/${id}?known=${then}`)).json<Told>()
  t.match(known, { state: 'S01', sequence: 1 })
  t.notOk('allowedActs' in known, 'what may be done is said of now alone')
  const before = '2020-01-01T00:00:00Z'
  t.equal((await get(county, 'head', `/api/matters/${id}?known=${before}`)).statusCode, 404)
  const at = (await get(county, 'head', `/api/matters/${id}?at=${then}`)).json<Told>()
  t.match(at, { state: 'S01', registeredLate: [] })
  const both = new Date(Date.parse(entry.entered) + 60_000).toISOString()
  t.match((await get(county, 'head', `/api/matters/${id}?at=${both}`)).json<Told>(), {
    state: 'S02',
  })
  t.equal((await get(county, 'head', `/api/matters/${id}?at=soon`)).statusCode, 400)
})

t.test('what had happened by then and was entered later stands under registeredLate', async (t) => {
  const county = await apiTown(t, { from: instant('2024-03-04T09:00+08:00') })
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  await county.app.inject({
    method: 'PUT',
    url: '/dev/clock',
    payload: { now: '2024-03-08T09:00:00+08:00', stands: true },
  })
  await lodged(county, 'government-office', id, {
    type: 'EnterAnnouncement',
    of: 'comment',
    says: '征求意见的方式另行说明。',
    happened: '2024-03-06T10:00:00+08:00',
    evidence: await county.paper(),
  })
  const at = encodeURIComponent('2024-03-06T12:00:00+08:00')
  const view = (await get(county, 'head', `/api/matters/${id}?at=${at}`)).json<Told>()
  t.equal(view.sequence, 1)
  t.match(view.registeredLate, [
    { type: 'EnterAnnouncement', occurred: '2024-03-06T02:00:00.000Z', sequence: 2 },
  ])
})

t.test('entries stand oldest first, with a proof once they are sealed', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  await lodged(county, 'consulted-unit', id, study)
  const open = (await get(county, 'head', `/api/matters/${id}/entries`)).json<Told>()
  t.match(open.entries, [
    { sequence: 1, sealed: false, outcome: { kind: 'recorded' } },
    { sequence: 2, sealed: false, outcome: { kind: 'refused' } },
  ])
  t.notOk('proof' in (open.entries[0] ?? {}))
  await county.seal()
  const sealed = (await get(county, 'head', `/api/matters/${id}/entries`)).json<Told>()
  for (const { sealed: isSealed, proof } of sealed.entries) {
    t.ok(isSealed)
    t.match(proof, /^c2sp\.org\/tlog-proof@v1\nindex \d+\n/)
  }
  const page = (await get(county, 'head', `/api/matters/${id}/entries?from=2&limit=1`)).json<Told>()
  t.equal(page.entries.length, 1)
  t.equal(page.next, 3)
})

t.test('a refused creation leaves its entries to be read, and no matter', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const { plan: _plan, ...gap } = proposal
  t.match(await lodged(county, 'proposer', id, gap), { status: 409, grounds: [{ rule: 'MD-B02' }] })
  t.equal((await get(county, 'proposer', `/api/matters/${id}`)).statusCode, 404)
  t.match((await get(county, 'proposer', `/api/matters/${id}/entries`)).json<Told>(), {
    entries: [{ outcome: { kind: 'refused' } }],
  })
  t.equal((await get(county, 'neighbour', `/api/matters/${id}/entries`)).statusCode, 404)
})

t.test('lists are paged, say how fresh they are, and wait for the freshness asked', async (t) => {
  const county = await apiTown(t)
  const ids = [v7(), v7(), v7()]
  let last = 0
  for (const id of ids) last = (await lodged(county, 'proposer', id, proposal)).position
  setTimeout(() => void county.project(), 50)
  const first = (await get(county, 'head', `/api/matters?limit=2&atLeast=${last}`)).json<Told>()
  t.ok(first.asOf >= last)
  t.equal(first.items.length, 2)
  const second = (
    await get(county, 'head', `/api/matters?limit=2&cursor=${first.next}`)
  ).json<Told>()
  t.equal(second.items.length, 1)
  t.equal(second.next, null)
  t.same(
    [...first.items, ...second.items].map(({ id }) => id),
    [...ids].reverse(),
  )
  t.equal((await get(county, 'head', '/api/matters?cursor=nonsense')).statusCode, 400)
  t.equal((await get(county, 'head', '/api/matters?limit=0')).statusCode, 400)
  t.same((await get(county, 'neighbour', '/api/matters')).json<Told>().items, [])
  const work = (await get(county, 'head', '/api/worklist')).json<Told>()
  t.ok(work.items.some(({ act }) => act === 'AssignStudy'))
  t.same((await get(county, 'auditor', '/api/worklist')).json<Told>().items, [])
})
