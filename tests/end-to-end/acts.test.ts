import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { validate } from '@readme/openapi-parser'
import { v7 as uuidv7 } from 'uuid'
import t from 'tap'
import { openCounty, type Heard, type Ready } from '../support/lawful-path.ts'
import { testStack, until } from '../support/stack.ts'

const digest = /^sha256:[0-9a-f]{64}$/
const refusals = 30

/** A problem of RFC 9457 of that status. */
const isProblem = ({ status, headers, body }: Heard, wanted: number): boolean =>
  status === wanted &&
  headers.get('content-type')?.startsWith('application/problem+json') === true &&
  body['status'] === wanted &&
  typeof body['type'] === 'string' &&
  typeof body['title'] === 'string'

const pathsOf = ({ body }: Heard): readonly string[] =>
  ((body['issues'] ?? []) as readonly { readonly path: string }[]).map(({ path }) => path).sort()

t.test('an act over HTTP, as the contract has it', async (t) => {
  const stack = await testStack(t, { env: { JUECE_REFUSALS_PER_MINUTE: String(refusals) } })
  const county = await openCounty(stack)
  const { person } = county
  const matter = county.matter()
  const onMatter = (role: string, body: Ready['body'], more: Partial<Ready> = {}): Promise<Heard> =>
    county.send({
      path: `/api/matters/${matter.id}/acts`,
      key: randomUUID(),
      person: person(role),
      body,
      ...more,
    })
  const size = async () =>
    (await stack.admin.query<{ size: number }>('select size from record.head')).rows[0]?.size ?? 0
  const get = async (path: string, role: string): Promise<Readonly<Record<string, unknown>>> => {
    const authorization = `Bearer ${await stack.token(person(role))}`
    const answer = await fetch(`${stack.api}${path}`, { headers: { authorization } })
    return (await answer.json()) as Readonly<Record<string, unknown>>
  }
  const proposal = await matter.ready({ by: 'proposer', act: { type: 'SubmitProposal' } })

  t.test('201: a receipt whose Location names the entry', async (t) => {
    const heard = await county.send(proposal)
    t.equal(heard.status, 201)
    t.same(Object.keys(heard.body).sort(), [
      'deviations',
      'digest',
      'outcome',
      'position',
      'sequence',
      'stage',
      'stream',
    ])
    t.match(heard.body, {
      digest,
      stream: matter.stream,
      sequence: 1,
      stage: 'S01',
      outcome: { kind: 'recorded', events: [{ type: 'ProposalSubmitted' }] },
      deviations: [],
    })
    const { position, digest: named } = heard.body
    const entry = await get(heard.headers.get('location') ?? '', 'head')
    t.match(entry, { position, digest: named, sequence: 1, stream: matter.stream })
    t.match(entry, { command: { id: `${proposal.person}/${proposal.key}` } })
  })

  t.test('Prefer: return=representation adds the matter', async (t) => {
    const act = await matter.ready({ by: 'head', act: { type: 'AssignStudy' } })
    const heard = await county.send({ ...act, headers: { prefer: 'return=representation' } })
    t.match(heard, {
      status: 201,
      body: { stage: 'S02', matter: { id: matter.id, state: 'S02', stream: matter.stream } },
    })
  })

  t.test('the same key brings the first answer again, whatever happened in between', async (t) => {
    const before = await size()
    const again = await county.send(proposal)
    t.match(again, { status: 201, body: { sequence: 1, stage: 'S01' } }, 'its stage as it was')
    const [first, ...others] = await Promise.all(
      Array.from({ length: 20 }, () =>
        onMatter(
          'undertaking-unit-handler',
          { type: 'SubmitProposal', ...without(proposal.body, 'type') },
          { key: 'twenty-at-once' },
        ),
      ),
    )
    t.equal(first?.status, 409)
    t.equal(others.filter((one) => !isDeepStrictEqual(kept(one), kept(first))).length, 0)
    t.equal(await size(), before + 1, 'twenty at once enter once')
    const sent = await matter.ready({ by: 'consulted-unit', act: { type: 'SubmitStudyOpinion' } })
    const answers = await Promise.all(Array.from({ length: 20 }, () => county.send(sent)))
    t.same([...new Set(answers.map(({ status }) => status))], [201])
    t.equal(answers.filter(({ body }) => !isDeepStrictEqual(body, answers[0]?.body)).length, 0)
    t.equal(await size(), before + 2)
  })

  t.test('422: the same key with another act; the first one stands', async (t) => {
    const heard = await county.send({ ...proposal, body: { ...proposal.body, title: '另一标题' } })
    t.ok(isProblem(heard, 422))
    t.type(heard.body['position'], 'number')
  })

  t.test(
    '409: refused by law, with every ground, its article and its sentence; kept as an entry',
    async (t) => {
      const act = await matter.ready({
        by: 'undertaking-unit-handler',
        act: { type: 'RegisterDraft', version: 1 },
      })
      const before = await size()
      const heard = await county.send(act)
      t.ok(isProblem(heard, 409))
      t.match(heard.body, { digest, stream: matter.stream, position: before })
      const grounds = heard.body['grounds'] as readonly Readonly<Record<string, unknown>>[]
      t.ok(grounds.some(({ rule }) => rule === 'MD-B04'))
      for (const ground of grounds) {
        t.match(ground, {
          rule: String,
          cites: Array,
          says: { 'zh-CN': /\p{Script=Han}/u, en: /[a-z]/ },
          missing: Array,
          whoCan: Array,
          productRule: Boolean,
        })
        t.ok((ground['cites'] as readonly unknown[]).length > 0 || ground['productRule'] === true)
      }
      t.equal(await size(), before + 1)
      const entry = await get(heard.headers.get('location') ?? '', 'head')
      t.match(entry, { position: before, outcome: { kind: 'refused' } })
    },
  )

  t.test('403: the first ground is about the power of the person', async (t) => {
    const heard = await onMatter('archivist', { type: 'DeclineToStart', reasons: '理由' })
    t.ok(isProblem(heard, 403))
    t.match(heard.body, { grounds: [{ rule: 'PW-01' }] })
    for (const type of ['MarkReviewOverdue', 'FixDueDate']) {
      const clock = await onMatter('clock', { type, of: 'reviewFloor' })
      t.ok(isProblem(clock, 403), 'what time brings nobody lodges from outside, not as the clock')
    }
  })

  t.test('400: one item for each field, and no entry', async (t) => {
    const before = await size()
    const matterOf = (body: Ready['body'], more: Partial<Ready> = {}) =>
      county.send({
        ...proposal,
        path: `/api/matters/${uuidv7()}/acts`,
        key: randomUUID(),
        body,
        ...more,
      })
    const wrong = await matterOf({ ...proposal.body, title: 7, strange: true, organ: 'nowhere' })
    t.ok(isProblem(wrong, 400))
    t.same(pathsOf(wrong), ['organ', 'strange', 'title'])
    const missing = await matterOf(without(proposal.body, 'title', 'organ'))
    t.same(pathsOf(missing), ['organ', 'title'])
    const none = await onMatter('head', { type: 'DeemApproved' })
    t.ok(isProblem(none, 400), 'an act that does not exist')
    t.same(pathsOf(none), ['type'])
    const paper = await onMatter('undertaking-unit-handler', {
      ...(
        await matter.ready({
          by: 'undertaking-unit-handler',
          act: { type: 'RegisterDraft', version: 1 },
        })
      ).body,
      text: `sha256:${'9'.repeat(64)}`,
    })
    t.ok(isProblem(paper, 400), 'a paper that nobody stored')
    t.same(pathsOf(paper), ['text'])
    t.same(pathsOf(await matterOf(proposal.body, { key: '' })), ['Idempotency-Key'])
    t.same(pathsOf(await matterOf(proposal.body, { path: `/api/matters/${randomUUID()}/acts` })), [
      'id',
    ])
    const post = await matterOf(proposal.body, { headers: { 'act-as': 'nonsense' } })
    t.same(pathsOf(post), ['Act-As'])
    t.equal(await size(), before)
  })

  t.test('401: nobody, a spoilt token; 404 for an account no appointment names', async (t) => {
    const before = await size()
    const good = await stack.token(person('head'))
    const strange = await stack.token('nobody-appointed')
    for (const [authorization, expected] of [
      [undefined, 401],
      [`Bearer ${good.slice(0, -3)}AAA`, 401],
      [`Bearer ${strange}`, 404],
    ] as const) {
      const answer = await fetch(`${stack.api}/api/matters/${matter.id}/acts`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: JSON.stringify(proposal.body),
      })
      const { status, headers } = answer
      t.ok(isProblem({ status, headers, body: (await answer.json()) as Heard['body'] }, expected))
    }
    t.equal(await size(), before)
  })

  t.test('404: no such matter, or not for this reader; the two are never told apart', async (t) => {
    const before = await size()
    const body = { type: 'DeclineToStart', reasons: '理由' }
    const none = await onMatter('head', body, { path: `/api/matters/${uuidv7()}/acts` })
    const foreign = await onMatter('head', body, { person: 'qian-an' })
    t.ok(isProblem(none, 404))
    t.ok(isProblem(foreign, 404))
    t.same(without(foreign.body, 'instance'), without(none.body, 'instance'))
    t.equal(await size(), before)
  })

  t.test('412: only with If-Match; without it the newest state decides', async (t) => {
    const { sequence } = (await matter.view('head')) as unknown as { readonly sequence: number }
    const before = await size()
    const body = {
      type: 'ProposeFinding',
      findings: [{ code: 'AF-01', answer: 'no', reasons: '理由' }],
    }
    const stale = await onMatter('government-office', body, {
      headers: { 'if-match': String(sequence - 1) },
    })
    t.ok(isProblem(stale, 412))
    t.equal(stale.body['sequence'], sequence)
    t.equal(await size(), before)
    const fresh = await onMatter('government-office', body, {
      headers: { 'if-match': String(sequence) },
    })
    t.match(fresh, { status: 201, body: { sequence: sequence + 1 } })
    t.equal((await onMatter('government-office', body)).status, 201)
  })

  t.test('several posts that could act: 400 lists them, Act-As names one', async (t) => {
    const offices = `/api/registers/offices/${county.organ.jurisdiction}/acts`
    const official = person('government-office')
    const change = await county.send({
      path: offices,
      key: randomUUID(),
      person: person('administrator'),
      body: {
        type: 'AppointToPost',
        official,
        subject: { issuer: stack.issuer, sub: official },
        organ: county.organ.organOf('office-director'),
        post: 'office-director',
      },
    })
    await county.send({
      path: offices,
      key: randomUUID(),
      person: person('second-administrator'),
      body: { type: 'ApproveRegisterChange', change: change.body['sequence'], agrees: true },
    })
    const body = {
      type: 'ProposeFinding',
      findings: [{ code: 'AF-01', answer: 'no', reasons: '理由' }],
    }
    const organ = county.organ.organOf('office-director') ?? ''
    // The list of who holds what may be a moment old.
    const asked = await until('both posts are known', async () => {
      const heard = await onMatter('government-office', body)
      return heard.status === 201 ? undefined : heard
    })
    t.ok(isProblem(asked, 400))
    t.same(pathsOf(asked), ['Act-As'])
    t.same(
      (asked.body['posts'] as readonly { readonly post: string }[]).map(({ post }) => post).sort(),
      ['government-office', 'office-director'],
    )
    const named = await onMatter('government-office', body, {
      headers: { 'act-as': `${organ}/government-office` },
    })
    t.equal(named.status, 201)
    const others = await onMatter('government-office', body, {
      headers: { 'act-as': `${county.organ.government}/head` },
    })
    t.ok(isProblem(others, 403), 'a post he does not hold is not his to name')
  })

  t.test('429: whoever is refused all the time waits; nobody else does', async (t) => {
    const inspector = (key: string = randomUUID()) =>
      onMatter('inspector', { type: 'DeclineToStart', reasons: '理由' }, { key })
    await inspector('told-again')
    const again = await Promise.all(Array.from({ length: refusals }, () => inspector('told-again')))
    t.same([...new Set(again.map(({ status }) => status))], [403], 'to be told again is no act')
    const heard = await Promise.all(Array.from({ length: refusals - 1 }, () => inspector()))
    t.same([...new Set(heard.map(({ status }) => status))], [403])
    const before = await size()
    const more = await inspector()
    t.ok(isProblem(more, 429))
    t.ok(Number(more.headers.get('retry-after')) > 0)
    t.equal(await size(), before, 'and is no entry')
    const other = await onMatter('evaluator', { type: 'DeclineToStart', reasons: '理由' })
    t.equal(other.status, 403)
  })

  t.test('the OpenAPI document is valid and has a lawful example for every act', async (t) => {
    const document = (await county.client.json('/api/openapi.json')) as never
    const result = await validate(structuredClone(document))
    t.ok(result.valid, JSON.stringify(result.valid ? '' : result.errors))
    t.ok(county.book.size > 40)
    t.same(
      [...county.book.values()].filter(({ example }) => Object.keys(example).length === 0),
      [],
    )
  })
})

/** What an answer is beside the number of the request. */
function kept(heard: Heard | undefined): object {
  return { status: heard?.status, ...without(heard?.body ?? {}, 'instance') }
}

function without(body: Ready['body'], ...names: readonly string[]): Ready['body'] {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))
}
