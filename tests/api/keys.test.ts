import { v7 } from 'uuid'
import t from 'tap'
import { apiTown, jurisdiction, proposal } from './api-town.ts'

interface Told {
  readonly position: number
  readonly entries: readonly { readonly command: { readonly id: string } }[]
}

t.test('a key belongs to a person: of two people it names two acts', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const act = async (person: string, key: string, payload: object) =>
    county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts`,
      headers: await county.as(person, { 'idempotency-key': key }),
      payload,
    })
  const assign = { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` }
  const first = await act('proposer', 'k', proposal)
  const second = await act('head', 'k', assign)
  t.same([first.statusCode, second.statusCode], [201, 201])
  t.not(first.json<Told>().position, second.json<Told>().position)
  const again = await act('head', 'k', assign)
  t.equal(again.json<Told>().position, second.json<Told>().position, 'his own first answer')
  t.equal(
    (await act('head', 'k', { ...assign, unit: `${jurisdiction}/development-bureau` })).statusCode,
    422,
    'and no other act',
  )
})

t.test('no key leads a person through the door of the clock', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const act = async (key: string, payload: object) =>
    county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts`,
      headers: await county.as('proposer', { 'idempotency-key': key }),
      payload,
    })
  for (const key of ['clock/x/MarkReviewOverdue/1', 'notice/1', 'public/1', 'founding/1']) {
    await act(key, proposal)
  }
  const { entries } = (
    await county.app.inject({
      url: `/api/matters/${id}/entries`,
      headers: await county.as('proposer'),
    })
  ).json<Told>()
  t.ok(entries.length > 0)
  t.ok(entries.every(({ command }) => command.id.startsWith('proposer/')))
  for (const type of ['MarkReviewOverdue', 'MarkTransferDue', 'RemindOfPublication']) {
    const answer = await act(`own-${type}`, { type })
    t.ok([400, 403].includes(answer.statusCode), `${type}: ${String(answer.statusCode)}`)
  }
})
