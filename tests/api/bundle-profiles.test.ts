import { instant } from '@juece/kernel'
import type { Bundle } from '@juece/dossier'
import { v7 } from 'uuid'
import t from 'tap'
import {
  bundleOfZip,
  openReceipt,
  redecide,
  verifyBundle,
  verifyReceipt,
} from '../../services/auditor/src/index.ts'
import { apiTown, proposal, type ApiTown } from './api-town.ts'
import { noticeEntered } from './notice.ts'

const from = instant('2024-03-04T09:00+08:00')

interface Asked {
  readonly status: number
  readonly name: string
  readonly body: Buffer
}

async function asked(county: ApiTown, url: string, person?: string): Promise<Asked> {
  const headers = person === undefined ? {} : await county.as(person)
  const answer = await county.app.inject({ url, headers })
  const name = /filename="(.*)"/.exec(String(answer.headers['content-disposition']))?.[1] ?? ''
  return { status: answer.statusCode, name, body: answer.rawPayload }
}

function opened({ body }: Asked): Promise<Bundle> {
  const bytes = new Uint8Array(body)
  const read = async (at: number, length: number) => bytes.subarray(at, at + length)
  return bundleOfZip({ size: bytes.length, read })
}

/** A consultation with two opinions, closed after its last day, one opinion answered. */
async function consulted(county: ApiTown) {
  const { id, act } = await noticeEntered(county, {})
  const places: string[] = []
  for (const text of ['同意。', '建议对低收入家庭减免。']) {
    const answer = await county.app.inject({
      method: 'POST',
      url: `/public/consultations/${id}/opinions`,
      payload: { text },
    })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    places.push(String(answer.headers.location))
  }
  await county.app.inject({
    method: 'PUT',
    url: '/dev/clock',
    payload: { now: '2024-04-11T09:00:00+08:00', stands: true },
  })
  await act('undertaking-unit-handler', { type: 'ClosePublicComment', round: 1 })
  const [first = ''] = places
  const disposed = await county.app.inject({
    method: 'POST',
    url: `/api/registers/opinion/${first.split('/').at(-1) ?? ''}/acts`,
    headers: await county.as('undertaking-unit-handler'),
    payload: {
      type: 'DisposeOfOpinion',
      window: `matter/${id}#1`,
      disposition: 'adopted',
      reasons: '可行。',
    },
  })
  if (disposed.statusCode !== 201) throw new Error(disposed.body)
  await county.seal({ cosigned: true })
  return { id, places }
}

t.test('each caller gets the bundle of his right, and no other', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id } = await consulted(county)
  const url = `/api/matters/${id}/bundle`
  const profileOf = async (person: string, query = '') => {
    const answer = await asked(county, url + query, person)
    return answer.status === 200 ? (await opened(answer)).manifest.profile : answer.status
  }
  t.equal(await profileOf('auditor'), 'audit')
  t.equal(await profileOf('auditor', '?profile=full'), 'full')
  t.equal(await profileOf('auditor', '?profile=public'), 'public')
  t.equal(await profileOf('auditor', '?profile=person'), 404, 'he has no part in it')
  t.equal(await profileOf('proposer', '?profile=person'), 'person')
  t.equal(await profileOf('neighbour'), 'public', 'of another county: what was made public')
  for (const profile of ['audit', 'full', 'person']) {
    t.equal(await profileOf('neighbour', `?profile=${profile}`), 404, profile)
  }
  t.equal(await profileOf('auditor', '?profile=secret'), 400)
  t.equal((await asked(county, url)).status, 401)
})

t.test('profile public: what was made public, the rest by digest, ground and proof', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id } = await consulted(county)
  const answer = await asked(county, `/public/matters/${id}/bundle`)
  t.equal(answer.status, 200)
  t.equal(answer.name, `juece-matter-${id}-public.zip`)
  t.same((await asked(county, `/public/matters/${id}/bundle`)).body, answer.body, 'same bytes')
  const bundle = await opened(answer)
  const verdict = verifyBundle(bundle, { policy: county.policy ?? '' })
  t.same(verdict.findings, [])
  t.match(verdict.grades, {
    content: 'sound-with-absences',
    order: 'sound',
    completeness: 'open',
    independence: 'witnessed',
  })
  t.ok(verdict.notProved.some(({ en }) => en.includes('powers are not checked')))
  const shown = bundle.manifest.entries.filter(({ state }) => state === 'present')
  t.equal(shown.filter(({ stream }) => stream === `matter/${id}`).length, 2, 'notice and closing')
  t.notOk(bundle.manifest.entries.some(({ stream }) => stream.startsWith('offices')))
  t.equal(bundle.windows.size, 1)
  t.match(verdict.of.grounds, [{ ground: /OGI 16.*cn-000000\/government-office/, count: 5 }])
  const words = [...bundle.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
  t.notMatch(words, /属于重大公共政策/, 'a study opinion stays inside')
  t.notMatch(words, /低收入/, 'so does what others wrote')
  t.same(redecide(bundle).differ, [], 'what cannot be decided again is not checked, never false')
})

t.test('profile person: one’s own entries, nobody else’s', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id } = await consulted(county)
  const bundle = await opened(
    await asked(county, `/api/matters/${id}/bundle?profile=person`, 'consulted-unit'),
  )
  const verdict = verifyBundle(bundle, { policy: county.policy ?? '' })
  t.same(verdict.findings, [])
  t.equal(verdict.exit, 0)
  const [mine, ...more] = bundle.manifest.entries.filter(
    ({ stream, state }) => stream === `matter/${id}` && state === 'present',
  )
  t.same(more, [])
  t.match(new TextDecoder().decode(bundle.entries.get(mine?.position ?? -1)), /SubmitStudyOpinion/)
  t.match(verdict.of.grounds, [{ ground: /somebody else/ }])
})

t.test('a window: every opinion of it, against what its closing entry commits to', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { id, places } = await consulted(county)
  const policy = county.policy ?? ''
  const answer = await asked(county, `/api/matters/${id}/bundle?window=1`, 'auditor')
  t.equal(answer.name, `juece-matter-${id}-window-1.zip`)
  const bundle = await opened(answer)
  const verdict = verifyBundle(bundle, { policy })
  t.same(verdict.findings, [])
  t.match(verdict.grades, { content: 'sound', completeness: 'complete' })
  t.equal(verdict.of.endedBy, 'window')
  t.equal(bundle.manifest.subject.length, 2)
  const again = redecide(bundle)
  t.same([again.differ, again.notChecked], [[], []])

  const open = await opened(await asked(county, `/public/matters/${id}/bundle?window=1`))
  const forAll = verifyBundle(open, { policy })
  t.same(forAll.findings, [])
  t.match(forAll.grades, { content: 'sound-with-absences', completeness: 'complete' })
  t.match(forAll.of.grounds, [{ ground: /OGI 15/, count: 3 }])

  const receipt = await county.app.inject({ url: `${places[1] ?? ''}/receipt.json` })
  const kept = openReceipt(new Uint8Array(receipt.rawPayload))
  const compared = verifyReceipt(kept, { policy, against: [open] })
  t.equal(compared.exit, 0)
  t.equal(compared.notProved.length, 1, 'it is in the list')
  t.equal((await asked(county, `/api/matters/${id}/bundle?window=2`, 'auditor')).status, 404)
})

t.test('an opinion of one’s own: with the receipt, and without anybody else’s', async (t) => {
  const county = await apiTown(t, { from, witness: true })
  const { places } = await consulted(county)
  const [first = '', second = ''] = places
  const bundle = await opened(await asked(county, `${first}/bundle`))
  const verdict = verifyBundle(bundle, { policy: county.policy ?? '' })
  t.same(verdict.findings, [])
  t.equal(bundle.manifest.profile, 'person')
  const own = bundle.manifest.entries.filter(({ stream }) => stream.startsWith('opinion/'))
  t.equal(own.length, 2, 'the opinion and what became of it')
  t.notOk(own.some(({ stream }) => stream.endsWith(second.split('/').at(-1) ?? '-')))
  t.equal((await asked(county, `/public/opinions/${v7()}/bundle`)).status, 404)
})

t.test('a matter that is closed to somebody looks like one that is not there', async (t) => {
  const county = await apiTown(t, { witness: true })
  const id = v7()
  await county.app.inject({
    method: 'POST',
    url: `/api/matters/${id}/acts`,
    headers: await county.as('proposer'),
    payload: proposal,
  })
  await county.seal({ cosigned: true })
  const body = async (url: string, person?: string) => {
    const { status, body: raw } = await asked(county, url, person)
    const { instance: _instance, ...rest } = JSON.parse(raw.toString()) as { instance: string }
    return { status, ...rest }
  }
  for (const query of ['', '?profile=audit', '?profile=public', '?profile=person', '?window=1']) {
    const there = await body(`/api/matters/${id}/bundle${query}`, 'neighbour')
    t.equal(there.status, 404)
    t.same(there, await body(`/api/matters/${v7()}/bundle${query}`, 'neighbour'), query)
  }
  t.same(
    await body(`/public/matters/${id}/bundle`),
    await body(`/public/matters/${v7()}/bundle`),
    'nothing of it went out',
  )
  t.equal((await asked(county, `/api/matters/${id}/bundle`, 'proposer')).status, 200)
})
