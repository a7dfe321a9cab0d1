import { v7 } from 'uuid'
import t from 'tap'
import { apiTown, jurisdiction, proposal, type ApiTown, type Told } from './api-town.ts'

const study = { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` }

async function act(
  county: ApiTown,
  person: string,
  id: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  return county.app.inject({
    method: 'POST',
    url: `/api/matters/${id}/acts`,
    headers: await county.as(person, headers),
    payload: body as object,
  })
}

t.test(
  'a recorded act is answered 201 with its receipt, and the entry stands where it says',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    const answer = await act(county, 'proposer', id, proposal)
    t.equal(answer.statusCode, 201)
    const body = answer.json<Told>()
    t.same(Object.keys(body), [
      'position',
      'digest',
      'stream',
      'sequence',
      'stage',
      'outcome',
      'deviations',
    ])
    t.match(body, {
      stream: `matter/${id}`,
      sequence: 1,
      stage: 'S01',
      outcome: { kind: 'recorded', events: [{ type: 'ProposalSubmitted' }] },
      deviations: [],
    })
    const entry = await county.app.inject({
      url: String(answer.headers.location),
      headers: await county.as('proposer'),
    })
    t.match(entry.json<Told>(), { position: body.position, digest: body.digest, sealed: false })

    const withMatter = await act(county, 'head', id, study, { prefer: 'return=representation' })
    t.match(withMatter.json<Told>(), { sequence: 2, matter: { id, state: 'S02' } })
  },
)

t.test(
  'what the law refuses is 409 with rule, article and both languages, and is kept',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    await act(county, 'proposer', id, proposal)
    const answer = await act(county, 'head', id, {
      type: 'StartProcedure',
      reasons: '理由成立。',
      units: [`${jurisdiction}/urban-management-bureau`],
    })
    t.equal(answer.statusCode, 409)
    t.match(answer.headers['content-type'], /^application\/problem\+json/)
    const body = answer.json<Told>()
    t.match(body, { status: 409, sequence: 2, stream: `matter/${id}` })
    t.ok(Number.isSafeInteger(body.position))
    for (const ground of body.grounds) {
      t.match(ground, {
        rule: String,
        says: { 'zh-CN': /[\u4e00-\u9fff]/, en: /[A-Za-z]/ },
        missing: Array,
        whoCan: Array,
        productRule: Boolean,
      })
    }
    t.match(body.grounds[0], { cites: [{ instrument: 'R713', article: 10 }] })
    const entry = await county.app.inject({
      url: `/api/matters/${id}/entries/2`,
      headers: await county.as('head'),
    })
    t.match(entry.json<Told>(), { position: body.position, outcome: { kind: 'refused' } })
  },
)

t.test('403 exactly when the first ground is the power of the person', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await act(county, 'proposer', id, proposal)
  const answer = await act(county, 'consulted-unit', id, study)
  t.equal(answer.statusCode, 403)
  t.match(answer.json<Told>(), { status: 403, grounds: [{ rule: 'PW-01' }] })
  const timed = await act(county, 'head', id, { type: 'MarkReviewOverdue' })
  t.equal(timed.statusCode, 403, 'timed commands come through the clock alone')
})

t.test('the same key and body bring the first answer again; another body is 422', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const key = { 'idempotency-key': 'the-same' }
  const first = await act(county, 'proposer', id, proposal, key)
  await act(county, 'head', id, study)
  const again = await act(county, 'proposer', id, proposal, key)
  t.equal(again.statusCode, 201)
  t.equal(again.json<Told>().position, first.json<Told>().position)
  t.equal(again.json<Told>().digest, first.json<Told>().digest)
  const other = await act(county, 'proposer', id, { ...proposal, title: '另一事项' }, key)
  t.equal(other.statusCode, 422)
  t.equal(other.json<Told>().position, first.json<Told>().position)
})

t.test('what is not an act is 400, one item for each field, and no entry', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  await act(county, 'proposer', id, proposal)
  const size = await county.house.reader.size()
  const answer = await act(county, 'head', id, { type: 'AssignStudy', unit: 7, extra: 1, due: 'x' })
  t.equal(answer.statusCode, 400)
  t.same(
    answer.json<Told>().issues.map(({ path }) => path),
    ['unit', 'due', 'extra'],
  )
  t.equal((await act(county, 'head', id, { type: 'Nothing' })).statusCode, 400)
  t.equal((await act(county, 'head', id, [])).statusCode, 400)
  const unknown = `sha256:${'a'.repeat(64)}`
  const opinion = {
    type: 'SubmitStudyOpinion',
    advice: 'start',
    isMajor: true,
    reasons: '理由',
    opinion: unknown,
  }
  const missing = await act(county, 'consulted-unit', id, opinion)
  t.match(
    missing.json<Told>(),
    { status: 400, issues: [{ path: 'opinion' }] },
    'nobody stored the paper',
  )
  const personal = await act(county, 'proposer', v7(), { ...proposal, contact: { name: '某人' } })
  t.match(personal.json<Told>(), {
    status: 400,
    issues: [{ path: 'contact.name', message: /keyring/ }],
  })
  const broken = await county.app.inject({
    method: 'POST',
    url: `/api/matters/${id}/acts`,
    headers: await county.as('head', { 'content-type': 'application/json' }),
    payload: '{',
  })
  t.match(broken.json<Told>(), { status: 400 })
  const plain = await county.app.inject({
    method: 'POST',
    url: `/api/matters/${id}/acts`,
    headers: await county.as('head', { 'content-type': 'text/plain' }),
    payload: 'AssignStudy',
  })
  t.match(plain.json<Told>(), { status: 400, issues: [{ path: 'Content-Type' }] })
  t.equal(await county.house.reader.size(), size, 'nothing was entered')
})

t.test('an act needs a key that fits an id', async (t) => {
  const county = await apiTown(t)
  const headers = await county.as('proposer')
  for (const [key, status] of [
    [undefined, 400],
    ['two words', 400],
    ['x'.repeat(160 - 'proposer/'.length + 1), 400],
    ['x'.repeat(160 - 'proposer/'.length), 201],
  ] as const) {
    const { 'idempotency-key': _key, ...rest } = headers
    const answer = await county.app.inject({
      method: 'POST',
      url: `/api/matters/${v7()}/acts`,
      headers: { ...rest, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      payload: proposal,
    })
    t.equal(answer.statusCode, status, String(key?.length))
  }
})

t.test(
  'If-Match holds a caller to what he has seen; without it the newest state decides',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    await act(county, 'proposer', id, proposal)
    const stale = await act(county, 'head', id, study, { 'if-match': '0' })
    t.equal(stale.statusCode, 412)
    t.equal(stale.json<Told>().sequence, 1)
    t.equal((await act(county, 'head', id, study, { 'if-match': '"1"' })).statusCode, 201)
    t.equal((await act(county, 'head', id, study, { 'if-match': 'soon' })).statusCode, 400)
  },
)

t.test('a matter that is not there, or not for this reader, is 404 and no entry', async (t) => {
  const county = await apiTown(t)
  const size = await county.house.reader.size()
  t.equal((await act(county, 'head', v7(), study)).statusCode, 404)
  t.equal((await act(county, 'head', 'no-uuid', study)).statusCode, 400)
  const four = '3f2c1a44-5b6d-4e7f-8a9b-0c1d2e3f4a5b'
  t.equal(
    (await act(county, 'proposer', four, proposal)).statusCode,
    400,
    'a new id is of version 7',
  )
  t.equal(await county.house.reader.size(), size)
})

t.test('who signs in is known by a valid token of the issuer and by the record', async (t) => {
  const county = await apiTown(t)
  const ask = async (authorization?: string) =>
    county.app.inject({
      url: '/api/matters',
      headers: authorization === undefined ? {} : { authorization },
    })
  const bearer = async (...given: Parameters<ApiTown['token']>) =>
    ask(`Bearer ${await county.token(...given)}`)
  t.equal((await bearer('head')).statusCode, 200)
  t.equal((await ask()).statusCode, 401)
  t.match((await ask()).headers['www-authenticate'], /^Bearer/)
  t.equal((await ask('Bearer nonsense')).statusCode, 401)
  t.equal((await ask('Basic aGVhZDp4')).statusCode, 401)
  t.equal((await bearer('head', { expires: '-1m' })).statusCode, 401)
  t.equal((await bearer('head', { audience: 'others' })).statusCode, 401)
  t.equal((await bearer('head', { issuer: 'http://127.0.0.1:2' })).statusCode, 401)
  t.equal((await bearer('head', { foreign: true })).statusCode, 401)
  t.equal((await bearer('nobody-of-this-county')).statusCode, 401)
})

t.test(
  'Act-As names the post; a form that is none is 400, a post not held is refused',
  async (t) => {
    const county = await apiTown(t)
    const id = v7()
    await act(county, 'proposer', id, proposal)
    t.equal((await act(county, 'head', id, study, { 'act-as': 'head' })).statusCode, 400)
    const foreign = { 'act-as': `${jurisdiction}/government/head` }
    const answer = await act(county, 'consulted-unit', id, study, foreign)
    t.match(answer.json<Told>(), { status: 403, grounds: [{ rule: 'PW-01' }] })
    t.equal((await act(county, 'head', id, study, foreign)).statusCode, 201)
  },
)

t.test('whoever is refused all the time waits: 429, and no entry', async (t) => {
  const county = await apiTown(t, { limits: { refusalsPerMinute: 2 } })
  const id = v7()
  await act(county, 'proposer', id, proposal)
  t.equal((await act(county, 'consulted-unit', id, study)).statusCode, 403)
  t.equal((await act(county, 'consulted-unit', id, study)).statusCode, 403)
  const size = await county.house.reader.size()
  const third = await act(county, 'consulted-unit', id, study)
  t.equal(third.statusCode, 429)
  t.ok(Number(third.headers['retry-after']) >= 1)
  t.equal(await county.house.reader.size(), size)
  t.equal((await act(county, 'head', id, study)).statusCode, 201, 'another person is not held up')
})

t.test('registers take acts through the same door, and show themselves folded', async (t) => {
  const county = await apiTown(t)
  const url = `/api/registers/offices/${jurisdiction}`
  const proposed = await county.app.inject({
    method: 'POST',
    url: `${url}/acts`,
    headers: await county.as('qian-an'),
    payload: {
      type: 'AppointToPost',
      official: 'new-reviewer',
      subject: { issuer: 'http://127.0.0.1:1', sub: 'new-reviewer' },
      organ: `${jurisdiction}/justice-bureau`,
      post: 'legality-reviewer',
    },
  })
  t.equal(proposed.statusCode, 201)
  t.equal(proposed.json<Told>().stage, null)
  const approve = {
    type: 'ApproveRegisterChange',
    change: proposed.json<Told>().sequence,
    agrees: true,
  }
  const byHimself = await county.app.inject({
    method: 'POST',
    url: `${url}/acts`,
    headers: await county.as('qian-an'),
    payload: approve,
  })
  t.match(byHimself.json<Told>(), { status: 403, grounds: [{ rule: 'SoD-22' }] })
  const bySecond = await county.app.inject({
    method: 'POST',
    url: `${url}/acts`,
    headers: await county.as('sun-ping'),
    payload: approve,
  })
  t.equal(bySecond.statusCode, 201)
  const folded = await county.app.inject({ url, headers: await county.as('qian-an') })
  t.match(folded.json<Told>(), { stream: `offices/${jurisdiction}` })
  t.ok(folded.json<Told>().state.appointments.some(({ official }) => official === 'new-reviewer'))
  const law = await county.app.inject({
    url: '/api/registers/law-in-use',
    headers: await county.as('qian-an'),
  })
  t.match(law.json<Told>(), { stream: 'law-in-use', state: { rules: /^sha256:/ } })
  const none = await county.app.inject({
    url: '/api/registers/weather/today',
    headers: await county.as('qian-an'),
  })
  t.equal(none.statusCode, 400)
})
