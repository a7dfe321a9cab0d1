import { digestOf, utf8Of } from '@juece/cryptography'
import { v7 } from 'uuid'
import t from 'tap'
import { apiTown, jurisdiction, proposal, type Told } from './api-town.ts'

t.test('a paper is stored under its digest, raw or as the file of a form', async (t) => {
  const county = await apiTown(t)
  const bytes = utf8Of('研究论证意见')
  const raw = await county.app.inject({
    method: 'POST',
    url: '/api/attachments',
    headers: await county.as('consulted-unit', { 'content-type': 'application/pdf' }),
    payload: Buffer.from(bytes),
  })
  t.equal(raw.statusCode, 201)
  t.same(raw.json<Told>(), {
    digest: digestOf(bytes),
    length: bytes.length,
    mediaType: 'application/pdf',
  })

  const json = await county.app.inject({
    method: 'POST',
    url: '/api/attachments',
    headers: await county.as('consulted-unit', { 'content-type': 'application/json' }),
    payload: '{ not json',
  })
  t.equal(
    json.json<Told>().digest,
    digestOf(utf8Of('{ not json')),
    'bytes are bytes, whatever they say',
  )

  const form = new FormData()
  form.append('file', new Blob([Buffer.from('表单里的文件')], { type: 'text/plain' }), '意见.txt')
  const request = new Request('http://x', { method: 'POST', body: form })
  const multipart = await county.app.inject({
    method: 'POST',
    url: '/api/attachments',
    headers: await county.as('consulted-unit', {
      'content-type': request.headers.get('content-type') ?? '',
    }),
    payload: Buffer.from(await request.arrayBuffer()),
  })
  t.match(multipart.json<Told>(), {
    digest: digestOf(utf8Of('表单里的文件')),
    mediaType: 'text/plain',
  })
})

t.test('a paper that is too long is 413 and is not kept; without a token it is 401', async (t) => {
  const county = await apiTown(t, { limits: { attachmentBytes: 1000 } })
  const send = async (length: number, headers: Record<string, string>) =>
    county.app.inject({
      method: 'POST',
      url: '/api/attachments',
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      payload: Buffer.alloc(length, 7),
    })
  t.equal((await send(1001, await county.as('head'))).statusCode, 413)
  t.equal(await county.house.papers.describe(digestOf(new Uint8Array(1001).fill(7))), undefined)
  t.equal((await send(1000, await county.as('head'))).statusCode, 201)
  t.equal((await send(10, {})).statusCode, 401)
})

t.test(
  'the papers of a matter are read by its readers, and only those its entries name',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    const act = async (person: string, payload: object) =>
      county.app.inject({
        method: 'POST',
        url: `/api/matters/${id}/acts`,
        headers: await county.as(person),
        payload,
      })
    const opinion = await county.paper('同意启动')
    const unnamed = await county.paper('另一份')
    await act('proposer', proposal)
    await act('head', { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` })
    const submitted = await act('consulted-unit', {
      type: 'SubmitStudyOpinion',
      advice: 'start',
      isMajor: true,
      reasons: '属于重大公共政策。',
      opinion,
    })
    t.equal(submitted.statusCode, 201)
    const read = async (person: string, digest: string) =>
      county.app.inject({
        url: `/api/matters/${id}/attachments/${digest}`,
        headers: await county.as(person),
      })
    const paper = await read('head', opinion)
    t.equal(paper.body, '同意启动')
    t.match(paper.headers, { 'content-type': /^text\/plain/, 'content-disposition': 'attachment' })
    t.equal((await read('head', unnamed)).statusCode, 404)
    t.equal((await read('neighbour', opinion)).statusCode, 404)
    t.equal((await read('head', 'sha256:1')).statusCode, 404)
  },
)
