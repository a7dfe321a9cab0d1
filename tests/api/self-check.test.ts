import t from 'tap'
import { v7 } from 'uuid'
import { apiTown, jurisdiction, proposal, type ApiTown, type Told } from './api-town.ts'

interface Checked {
  readonly state: string
  readonly sequence: number
  readonly counts: Readonly<Record<string, number>>
  readonly rows: readonly {
    readonly row: string
    readonly status: string
    readonly positions: readonly number[]
  }[]
  readonly registeredLate: readonly object[]
}

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

t.test('MD-O08: the self-check names every row, and the entries it rests on', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const { position } = await lodged(county, 'proposer', id, proposal)
  const answer = await get(county, 'auditor', `/api/matters/${id}/self-check`)
  t.equal(answer.statusCode, 200)
  const checked = answer.json<Checked>()
  t.match(checked, { id, state: 'S01', sequence: 1, position })
  const proposed = checked.rows.find(({ row }) => row === 'MD-B02')
  t.match(proposed, {
    status: 'satisfied',
    positions: [position],
    cites: [{ instrument: 'R713', article: 10 }],
    says: { en: String, 'zh-CN': String },
  })
  t.match(checked.rows.find(({ row }) => row === 'MD-B04')?.status, 'open')
  t.equal(
    Object.values(checked.counts).reduce((sum, one) => sum + one, 0),
    checked.rows.length,
  )
  t.ok(checked.rows.length > 140)
})

t.test('known and at ask for what was entered by a moment', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  const { entered } = (await get(county, 'head', `/api/matters/${id}/entries/1`)).json<Told>()
  await lodged(county, 'head', id, {
    type: 'AssignStudy',
    unit: `${jurisdiction}/finance-bureau`,
  })
  const url = `/api/matters/${id}/self-check`
  const now = (await get(county, 'head', url)).json<Checked>()
  t.match(now, { sequence: 2, state: 'S02' })
  const then = encodeURIComponent(entered)
  const known = (await get(county, 'head', `${url}?known=${then}`)).json<Checked>()
  t.match(known, { sequence: 1, state: 'S01', known: entered })
  const at = (await get(county, 'head', `${url}?at=${then}`)).json<Checked>()
  t.match(at, { sequence: 1, registeredLate: [] })
  t.equal((await get(county, 'head', `${url}?known=soon`)).statusCode, 400)
  t.equal((await get(county, 'head', `${url}?known=2020-01-01T00:00:00Z`)).statusCode, 404)
})

t.test('who may not read the matter has no self-check of it', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await lodged(county, 'proposer', id, proposal)
  t.equal((await get(county, 'neighbour', `/api/matters/${id}/self-check`)).statusCode, 404)
  t.equal((await get(county, 'head', `/api/matters/${v7()}/self-check`)).statusCode, 404)
})
