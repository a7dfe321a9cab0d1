import { instant } from '@juece/kernel'
import { utf8Of } from '@juece/cryptography'
import type { Receipt } from '@juece/dossier'
import { v7 } from 'uuid'
import t from 'tap'
import { openReceipt, verifyReceipt } from '../../services/auditor/src/index.ts'
import { apiTown, jurisdiction, proposal, type ApiTown } from './api-town.ts'
import { noticeEntered } from './notice.ts'

const from = instant('2024-03-04T09:00+08:00')

interface Told {
  readonly position: number
  readonly receipt: Receipt
}

/** Seals a moment later, while somebody waits. */
function soon(act: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => void act().then(resolve, reject), 150)
  })
}

async function proposed(county: ApiTown, url: string, headers: Record<string, string> = {}) {
  return county.app.inject({
    method: 'POST',
    url: `/api/matters/${v7()}/acts${url}`,
    headers: await county.as('proposer', headers),
    payload: proposal,
  })
}

t.test('an act waits until it is sealed or witnessed, and its receipt is a proof', async (t) => {
  const county = await apiTown(t, { witness: true })
  const policy = county.policy ?? ''
  const plain = await proposed(county, '')
  t.equal(plain.statusCode, 201)
  t.notOk('receipt' in plain.json<object>(), 'who does not wait is told as always')
  const entered = await proposed(county, '?wait=entered')
  t.equal(entered.statusCode, 201)
  t.match(entered.json<Told>().receipt, { format: 'juece-receipt/1', state: 'entered' })
  t.notOk('proof' in entered.json<Told>().receipt)

  const [sealed] = await Promise.all([
    proposed(county, '?wait=sealed'),
    soon(() => county.seal({ cosigned: false })),
  ])
  t.equal(sealed.statusCode, 201)
  t.equal(sealed.json<Told>().receipt.state, 'sealed')
  t.equal(verifyReceipt(sealed.json<Told>().receipt, { policy }).exit, 0)

  const [witnessed] = await Promise.all([
    proposed(county, '?wait=witnessed'),
    soon(() => county.seal({ cosigned: true })),
  ])
  t.equal(witnessed.statusCode, 201)
  const { receipt, position } = witnessed.json<Told>()
  t.match(receipt, { state: 'witnessed', position, outcome: 'recorded' })
  const verdict = verifyReceipt(receipt, { policy, requireIndependent: true })
  t.equal(verdict.exit, 0)
  t.equal(verdict.grades.independence, 'witnessed')
})

t.test('past the limit it is 202 with the state reached, and the act stands', async (t) => {
  const county = await apiTown(t, { witness: true })
  const key = { 'idempotency-key': 'once' }
  const id = v7()
  const ask = async (query: string, prefer: string) =>
    county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts${query}`,
      headers: await county.as('proposer', { ...key, prefer }),
      payload: proposal,
    })
  const early = await ask('?wait=witnessed', 'wait=0')
  t.equal(early.statusCode, 202)
  t.equal(early.json<Told>().receipt.state, 'entered')
  await county.seal()
  const later = await ask('?wait=witnessed', 'return=minimal, wait=0')
  t.equal(later.statusCode, 202)
  t.equal(later.json<Told>().receipt.state, 'sealed', 'the same key, further on')
  t.equal(later.json<Told>().position, early.json<Told>().position)
  await county.seal({ cosigned: true }).catch(() => undefined)
  const place = String(early.headers.location)
  const receiptAt = async (query: string) =>
    county.app.inject({ url: `${place}/receipt${query}`, headers: await county.as('proposer') })
  const fetched = await receiptAt('')
  t.equal(fetched.statusCode, 200)
  t.equal(fetched.json<Receipt>().digest, early.json<Told>().receipt.digest)
  const stranger = await county.app.inject({
    url: `${place}/receipt`,
    headers: await county.as('neighbour'),
  })
  t.equal(stranger.statusCode, 404, 'a receipt is for those who may read the matter')
  t.equal((await ask('?wait=soon', 'wait=0')).statusCode, 400)
})

t.test('a refused act has its receipt too', async (t) => {
  const county = await apiTown(t, { witness: true })
  const id = v7()
  const act = async (person: string, query: string, payload: object) =>
    county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts${query}`,
      headers: await county.as(person),
      payload,
    })
  await act('proposer', '', proposal)
  const assign = { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` }
  const [refused] = await Promise.all([
    act('consulted-unit', '?wait=witnessed', assign),
    soon(() => county.seal({ cosigned: true })),
  ])
  t.equal(refused.statusCode, 403, 'the refusal decides the status')
  t.match(refused.json<Told>().receipt, { outcome: 'refused', state: 'witnessed' })
})

t.test('F5.2 an opinion waits as well, and its receipt verifies offline', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id } = await noticeEntered(county, {})
  const url = `/public/consultations/${id}/opinions`
  const payload = { text: '建议对低收入家庭减免。' }
  const [answer] = await Promise.all([
    county.app.inject({ method: 'POST', url: `${url}?wait=witnessed`, payload }),
    soon(() => county.seal({ cosigned: true })),
  ])
  t.equal(answer.statusCode, 201)
  const receipt = answer.json<Receipt>()
  t.equal(receipt.state, 'witnessed')
  const policy = county.policy ?? ''
  t.equal(verifyReceipt(receipt, { policy, requireIndependent: true }).exit, 0)

  const file = await county.app.inject({
    url: `${String(answer.headers.location)}/receipt.json`,
  })
  t.equal(file.statusCode, 200)
  t.match(file.headers['content-disposition'], /attachment; filename="juece-receipt-.*\.json"/)
  t.equal(verifyReceipt(openReceipt(utf8Of(file.body)), { policy }).exit, 0)
  const whole = await county.app.inject({ url: String(answer.headers.location) })
  t.equal(verifyReceipt(openReceipt(utf8Of(whole.body)), { policy }).exit, 0, 'kept whole')

  const short = await county.app.inject({
    method: 'POST',
    url: `${url}?wait=sealed`,
    headers: { prefer: 'wait=0' },
    payload: { text: '再提一条。' },
  })
  t.equal(short.statusCode, 202)
  t.equal(short.json<Receipt>().state, 'entered')
  const asked = await county.app.inject({
    url: `${String(short.headers.location)}?wait=sealed`,
    headers: { prefer: 'wait=0' },
  })
  t.equal(asked.statusCode, 202)
})

t.test('a printed receipt waits for the witness, and says how far it has come', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id } = await noticeEntered(county, {})
  const [page] = await Promise.all([
    county.app.inject({
      method: 'POST',
      url: `/public/consultations/${id}/opinions`,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: `text=${encodeURIComponent('意见')}`,
    }),
    soon(() => county.seal({ cosigned: true })),
  ])
  t.equal(page.statusCode, 201)
  t.match(page.body, /经见证人签名/)
  t.match(page.body, /receipt\.json/)
})
