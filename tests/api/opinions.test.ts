import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { instant } from '@juece/kernel'
import { v7 } from 'uuid'
import t from 'tap'
import { openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import { apiTown, type Told } from './api-town.ts'
import { noticeEntered, withNotice } from './notice.ts'

const from = instant('2024-03-04T09:00+08:00')

t.test('anybody submits an opinion, gets a receipt, and hears what became of it', async (t) => {
  const county = await apiTown(t, { from })
  const id = await withNotice(county)
  const url = `/public/consultations/${id}/opinions`
  const submitted = await county.app.inject({
    method: 'POST',
    url,
    payload: { text: '建议对低收入家庭减免。', clause: '第三条' },
  })
  t.equal(submitted.statusCode, 201)
  const receipt = submitted.json<Told>()
  t.match(receipt, {
    format: 'juece-receipt/1',
    origin: county.origin,
    stream: /^opinion\//,
    sequence: 1,
    digest: /^sha256:/,
    command: /^public\//,
    outcome: 'recorded',
    state: 'entered',
  })
  const place = String(submitted.headers.location)
  t.equal(place, `/public/opinions/${receipt.stream.slice('opinion/'.length)}`)
  t.match((await county.app.inject({ url: place })).json<Told>(), {
    state: 'received',
    window: `matter/${id}#1`,
    receipt: { state: 'entered' },
  })

  await county.seal()
  const sealed = (await county.app.inject({ url: place })).json<Told>()
  t.match(sealed.receipt, { state: 'sealed', proof: /^c2sp\.org\/tlog-proof@v1/ })

  const disposed = await county.app.inject({
    method: 'POST',
    url: `/api/registers/${receipt.stream}/acts`,
    headers: await county.as('undertaking-unit-handler'),
    payload: {
      type: 'DisposeOfOpinion',
      window: `matter/${id}#1`,
      disposition: 'adopted',
      reasons: '意见合理。',
    },
  })
  t.equal(disposed.statusCode, 201)
  t.match((await county.app.inject({ url: place })).json<Told>(), {
    state: 'answered',
    disposition: { disposition: 'adopted', reasons: '意见合理。' },
  })
})

t.test('what happened against a row is recorded, and the answer names the row', async (t) => {
  const county = await apiTown(t, { from })
  const { entered } = await noticeEntered(county, { closes: '2024-03-16' })
  const { deviations } = entered.json<{ readonly deviations: readonly object[] }>()
  t.match(
    deviations.find((one) => 'rule' in one && one.rule === 'MD-D05'),
    {
      rule: 'MD-D05',
      cites: [{ instrument: 'R713', article: 15 }],
      says: { 'zh-CN': /[\u4e00-\u9fff]/, en: /[a-z]/ },
      shuts: Array,
    },
  )
})

t.test('the same key submits once, as JSON and as a form', async (t) => {
  const county = await apiTown(t, { from })
  const id = await withNotice(county)
  const url = `/public/consultations/${id}/opinions`
  const headers = { 'idempotency-key': v7() }
  const payload = { text: '同意。' }
  const first = await county.app.inject({ method: 'POST', url, headers, payload })
  const again = await county.app.inject({ method: 'POST', url, headers, payload })
  t.equal(again.statusCode, 201)
  t.equal(again.json<Told>().position, first.json<Told>().position)
  const other = { text: '不同意。' }
  t.equal(
    (await county.app.inject({ method: 'POST', url, headers, payload: other })).statusCode,
    422,
  )

  const form = await county.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams({ text: '表单意见', clause: '' }).toString(),
  })
  t.equal(form.statusCode, 201)
  t.match(form.headers['content-type'], /^text\/html/)
  t.match(form.body, '意见已收到')
  const page = await county.app.inject({
    url: String(form.headers.location),
    headers: { accept: 'text/html' },
  })
  t.match(page.body, '已收到')
})

t.test(
  'without a keyring no name is taken, nothing empty, and nothing where nobody asked',
  async (t) => {
    const county = await apiTown(t, { from })
    const id = await withNotice(county)
    const send = async (payload: object, matter = id) =>
      county.app.inject({
        method: 'POST',
        url: `/public/consultations/${matter}/opinions`,
        payload,
      })
    for (const [payload, path] of [
      [{ text: '意见', submitter: { name: '某人' } }, 'submitter.name'],
      [{ text: '意见', telephone: '1' }, 'telephone'],
      [{ text: ' ' }, 'text'],
      [{}, 'text'],
      [{ text: '意见', commenter: 'crowd' }, 'commenter'],
      [{ text: '意见', window: `matter/${v7()}#1` }, 'window'],
      [{ text: '意见', window: `matter/${id}#7` }, 'window'],
      [{ text: '意见', draft: 2 }, 'draft'],
    ] as const) {
      t.match((await send(payload)).json<Told>(), { status: 400, issues: [{ path }] }, path)
    }
    t.equal((await send({ text: '意见' }, v7())).statusCode, 404)
    t.equal((await county.app.inject({ url: `/public/opinions/${v7()}` })).statusCode, 404)
    t.equal((await county.app.inject({ url: '/public/opinions/none' })).statusCode, 404)
  },
)

t.test('an opinion received after the last minute is kept and marked late', async (t) => {
  const county = await apiTown(t, { from })
  const id = await withNotice(county)
  const put = { now: '2024-04-11T00:00:00+08:00', stands: true }
  await county.app.inject({ method: 'PUT', url: '/dev/clock', payload: put })
  const late = await county.app.inject({
    method: 'POST',
    url: `/public/consultations/${id}/opinions`,
    payload: { text: '迟到的意见。' },
  })
  t.equal(late.statusCode, 201)
  t.match((await county.app.inject({ url: String(late.headers.location) })).json<Told>(), {
    state: 'late',
  })
})

t.test('a bundle takes the opinions along, and is decided again with them', async (t) => {
  const county = await apiTown(t, { from })
  const id = await withNotice(county)
  const submitted = await county.app.inject({
    method: 'POST',
    url: `/public/consultations/${id}/opinions`,
    payload: { text: '同意。' },
  })
  t.equal(submitted.statusCode, 201, submitted.body)
  await county.seal()
  const answer = await county.app.inject({
    url: `/api/matters/${id}/bundle`,
    headers: await county.as('auditor'),
  })
  t.equal(answer.statusCode, 200)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-bundle-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'bundle.zip')
  writeFileSync(file, answer.rawPayload)
  const bundle = await openBundle(file)
  t.same(bundle.manifest.subject, [`matter/${id}`])
  t.ok(bundle.manifest.entries.some(({ stream }) => stream.startsWith('opinion/')))
  t.match(verifyBundle(bundle).grades, { content: 'sound', order: 'sound' })
  const again = redecide(bundle)
  t.same([again.differ, again.notChecked], [[], []])
  t.equal(again.agree, bundle.manifest.entries.length)
})

t.test('alive, ready, and figures without ids', async (t) => {
  const county = await apiTown(t, { from })
  t.same((await county.app.inject({ url: '/healthz' })).json<Told>(), { status: 'alive' })
  t.same((await county.app.inject({ url: '/readyz' })).json<Told>(), { status: 'ready' })
  const id = await withNotice(county)
  const figures = (await county.app.inject({ url: '/metrics' })).body
  t.match(figures, /juece_acts_total\{type="SubmitProposal",outcome="recorded"\} 1/)
  t.match(
    figures,
    /juece_http_request_seconds_count\{method="POST",route="\/api\/matters\/:id\/acts"/,
  )
  t.notMatch(figures, id)
  const unknown = await county.app.inject({ url: '/nowhere' })
  t.match(unknown.json<Told>(), { status: 404 })
  t.match(unknown.headers, { 'content-type': /problem\+json/, 'x-request-id': String })
  t.match(unknown.headers['content-security-policy'], /default-src 'none'/)
})
