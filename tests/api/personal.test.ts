import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openKeyring } from '@juece/keyring'
import { bytesOfBase64 } from '@juece/cryptography'
import { instant } from '@juece/kernel'
import { parseEntry } from '@juece/procedure/wire'
import { openDesk, openPersonDoor } from '@juece/registrar/person'
import pg from 'pg'
import { v7 } from 'uuid'
import t from 'tap'
import { openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import { disclosedFor, erasuresOf } from '../../services/api/src/reading/opened.ts'
import { sweepKeyring } from '../../services/api/src/keeping.ts'
import { copyOfKeyring, testKeyring, type TestDatabase } from '../support/postgres.ts'
import { withNotice } from './notice.ts'
import { apiTown, jurisdiction, type ApiTown, type Told } from './api-town.ts'

type Tap = Parameters<typeof apiTown>[0]

const from = instant('2024-03-04T09:00+08:00')
const submitter = { name: '赵某某', telephone: '13900000000', address: '某街道某号' }
const custody = `/api/registers/custody/${jurisdiction}`

interface Personal {
  readonly county: ApiTown
  readonly ring: TestDatabase
  readonly matter: string
  submit(key: string, payload: object): Promise<Told & { readonly status: number }>
  act(person: string, payload: object): Promise<Told & { readonly status: number }>
  get(person: string, url: string): Promise<Read>
  keys(): Promise<readonly string[]>
}

/** Members of answers of the custody register. */
interface Read {
  readonly status: number
  readonly value: string
  readonly keys: readonly {
    readonly key: string
    readonly stream: string
    readonly paths: string[]
  }[]
  readonly body: string
}

async function personal(t: Tap): Promise<Personal> {
  const ring = await testKeyring(t)
  const county = await apiTown(t, { from, keyring: ring.url('keyring') })
  const matter = await withNotice(county)
  const told = (answer: { readonly statusCode: number; json(): Told }) => ({
    ...answer.json(),
    status: answer.statusCode,
  })
  const get: Personal['get'] = async (person, url) => {
    const answer = await county.app.inject({ url, headers: await county.as(person) })
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      ...(isJson ? answer.json<Omit<Read, 'status' | 'body'>>() : { value: '', keys: [] }),
      status: answer.statusCode,
      body: answer.body,
    }
  }
  return {
    county,
    ring,
    matter,
    get,
    submit: async (key, payload) =>
      told(
        await county.app.inject({
          method: 'POST',
          url: `/public/consultations/${matter}/opinions`,
          headers: { 'idempotency-key': key },
          payload,
        }),
      ),
    act: async (person, payload) =>
      told(
        await county.app.inject({
          method: 'POST',
          url: `${custody}/acts`,
          headers: await county.as(person),
          payload,
        }),
      ),
    keys: async () => {
      const { keys } = await get('openness-reviewer', `${custody}/keys?matter=${matter}`)
      return keys.map(({ key }) => key)
    },
  }
}

const opens = (envelope: number, path: string, purpose?: string) => ({
  type: 'OpenEnvelope',
  envelope,
  path,
  ...(purpose === undefined ? {} : { purpose }),
})

t.test('what a person says of himself is enclosed before anything is entered', async (t) => {
  const { county, submit } = await personal(t)
  const key = v7()
  const told = await submit(key, { text: '建议减免。', submitter })
  t.equal(told.status, 201)
  const [stored] = await county.house.reader.readPositions([told.position])
  const entry = parseEntry(stored?.bytes ?? new Uint8Array())
  t.match(entry.command, {
    commenter: 'person',
    submitter: {
      name: { enclosed: 'envelope/1' },
      address: { enclosed: 'envelope/1' },
      telephone: { enclosed: 'commitment/1' },
    },
  })
  t.match(entry.outcome, { kind: 'recorded', events: [{ submitter: {} }] })
  t.notMatch(Buffer.from(stored?.bytes ?? []).toString(), /赵某某|1390000|某街道/)

  t.test('a retry with the same words is the same act', async (t) => {
    t.match(await submit(key, { text: '建议减免。', submitter }), {
      status: 201,
      position: told.position,
      digest: told.digest,
    })
  })
  const { telephone: _telephone, ...silent } = submitter
  for (const [says, other] of [
    ['another telephone', { ...submitter, telephone: '13900000001' }],
    ['another name', { ...submitter, name: '钱某某' }],
    ['no telephone', silent],
    ['an identity number besides', { ...submitter, identityNumber: '000000' }],
    ['nobody', {}],
  ] as const) {
    t.equal(
      (await submit(key, { text: '建议减免。', submitter: other, commenter: 'person' })).status,
      422,
      says,
    )
  }
  const form = await county.app.inject({
    method: 'POST',
    url: `/public/consultations/${entry.command.window?.toString().slice(7, 43) ?? ''}/opinions`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      text: '表单',
      'submitter.name': '孙某',
      'submitter.email': '',
    }).toString(),
  })
  t.equal(form.statusCode, 201, 'a form writes the same')
  t.match((await submit(v7(), { text: '意见', submitter: { name: '字'.repeat(501) } })).status, 400)
  t.match(await submit(v7(), { text: '意见', submitter: { nickname: '甲' } }), {
    status: 400,
    issues: [{ path: 'submitter.nickname' }],
  })
})

t.test(
  'an envelope is opened for a purpose, by an entry, by whoever may read the matter',
  async (t) => {
    const { county, ring, submit, act, get } = await personal(t)
    const { position } = await submit(v7(), { text: '建议减免。', submitter })
    const name = opens(position, 'submitter.name', '答复本人')
    for (const purpose of [undefined, '', ' ']) {
      t.match(await act('undertaking-unit-handler', opens(position, 'submitter.name', purpose)), {
        status: 409,
        grounds: [{ rule: 'CU-01' }],
      })
    }
    t.match(
      await act('qian-an', name),
      { status: 403, grounds: [{ rule: 'PW-01' }] },
      'no administrator',
    )
    t.equal((await act('neighbour', name)).status, 404, 'nobody from elsewhere')
    for (const wrong of [
      opens(position, 'submitter.email', 'x'),
      opens(0, 'submitter.name', 'x'),
      opens(9_999, 'submitter.name', 'x'),
    ]) {
      t.equal(
        (await act('undertaking-unit-handler', wrong)).status,
        400,
        'nothing is enclosed there',
      )
    }
    const opened = await act('undertaking-unit-handler', name)
    t.equal(opened.status, 201)
    const url = `${custody}/opened/${opened.sequence}`
    t.match(await get('undertaking-unit-handler', url), { status: 200, value: '赵某某' })
    t.equal((await get('head', url)).status, 404, 'who did not open it does not read it')
    const telephone = await act('head', opens(position, 'submitter.telephone', '核实身份'))
    t.match(await get('head', `${custody}/opened/${telephone.sequence}`), { value: '13900000000' })
    t.equal((await get('head', `${custody}/opened/1`)).status, 404, 'a refusal opened nothing')

    const keyring = await openKeyring(ring.url('keyring'))
    t.teardown(() => keyring.close())
    const attachments = { open: async () => undefined } as never
    const disclosed = (official: string) =>
      disclosedFor({ desk: openDesk(county.house), keyring, attachments }, official, [position])
    t.same(
      [...(await disclosed('head'))].map(([at, lines]) => [at, lines.map(({ path }) => path)]),
      [[position, ['submitter.telephone']]],
    )
    t.equal((await disclosed('archivist')).size, 0, 'who opened nothing is shown nothing')
    const [line] = (await disclosed('undertaking-unit-handler')).get(position) ?? []
    t.equal(line?.value, '赵某某')
    t.equal(bytesOfBase64(line?.salt ?? '').length, 32)
  },
)

t.test(
  'an erasure takes two officials, is entered when done, and reaches a restored keyring',
  async (t) => {
    const { county, ring, matter, submit, act, get, keys } = await personal(t)
    const hers = await submit(v7(), { text: '第一份。', submitter })
    const his = await submit(v7(), { text: '第二份。', submitter: { name: '钱某某' } })
    const opened = await act('head', opens(hers.position, 'submitter.name', '答复本人'))
    const [key = '', other = ''] = await keys()
    const erasure = { keys: [key], matters: [`matter/${matter}`], ground: '本人要求。' }
    const propose = { type: 'ProposeErasure', ...erasure }
    const approve = { type: 'ApproveErasure', ...erasure }
    const before = await county.house.reader.readPositions([hers.position])

    t.equal((await act('openness-reviewer', approve)).status, 400, 'nobody proposed it')
    t.equal((await act('qian-an', { ...propose, keys: ['key-unknown'] })).status, 400)
    t.equal((await act('qian-an', { ...propose, matters: [`matter/${v7()}`] })).status, 400)
    t.match(await act('openness-reviewer', propose), { status: 403, grounds: [{ rule: 'PW-01' }] })
    t.equal((await act('qian-an', propose)).status, 201)
    t.match(await act('sun-ping', approve), { status: 403 }, 'not a second administrator')
    t.equal(
      (await act('openness-reviewer', { ...approve, keys: [key, other] })).status,
      400,
      'other keys',
    )

    const hold = { matters: [matter], reasons: '审计中。' }
    t.match(await act('archivist', { type: 'PlaceHold', matters: [matter] }), {
      grounds: [{ rule: 'CU-02' }],
    })
    t.equal((await act('archivist', { type: 'PlaceHold', ...hold })).status, 201)
    t.match(await act('openness-reviewer', approve), { status: 409, grounds: [{ rule: 'CU-02' }] })
    t.match(await get('head', `${custody}/opened/${opened.sequence}`), { value: '赵某某' }, 'held')
    t.equal((await act('archivist', { type: 'LiftHold', ...hold })).status, 201)

    const yesterday = await copyOfKeyring(t, ring)
    t.equal((await act('openness-reviewer', approve)).status, 201)
    t.same(await keys(), [other], 'the other person stays')
    t.equal((await get('head', `${custody}/opened/${opened.sequence}`)).status, 410)
    t.match(await act('head', opens(hers.position, 'submitter.name', '再看')), {
      status: 409,
      grounds: [{ rule: 'CU-03' }],
    })
    t.match(await act('qian-an', propose), { grounds: [{ rule: 'CU-03' }] })
    const theirs = await act('head', opens(his.position, 'submitter.name', '答复'))
    t.match(await get('head', `${custody}/opened/${theirs.sequence}`), { value: '钱某某' })
    t.same(
      await county.house.reader.readPositions([hers.position]),
      before,
      'no hashed byte changed',
    )

    const view = await get('openness-reviewer', custody)
    t.match(JSON.parse(view.body), {
      state: {
        destroyed: [key],
        erased: ['submitter.address', 'submitter.name', 'submitter.telephone'].map((path) => ({
          entry: hers.position,
          path,
        })),
      },
    })

    t.test(
      'yesterday’s keyring is restored: before it serves the value is unreadable',
      async (t) => {
        const restored = await openKeyring(yesterday.url('keyring'))
        t.teardown(() => restored.close())
        t.equal(
          (await restored.keysOfMatter(`matter/${matter}`)).length,
          2,
          'it still has both keys',
        )
        const desk = openDesk({ ...county.house, encloser: restored })
        await openPersonDoor(desk).settle()
        t.same(
          (await restored.keysOfMatter(`matter/${matter}`)).map((one) => one.key),
          [other],
        )
        const attachments = { open: async () => undefined } as never
        t.same(
          await erasuresOf({ desk, attachments, keyring: restored }, [hers.position]).then(
            (found) => found.length,
          ),
          1,
        )
        t.same(await erasuresOf({ desk, attachments, keyring: restored }, [his.position]), [])
        const shown = await disclosedFor({ desk, attachments, keyring: restored }, 'head', [
          hers.position,
          his.position,
        ])
        t.same([...shown.keys()], [his.position])
      },
    )
  },
)

t.test('a paper with personal content is stored encrypted, and read by opening it', async (t) => {
  const { county, ring, matter, act, get } = await personal(t)
  const store = async (url: string) =>
    county.app.inject({
      method: 'POST',
      url,
      headers: { ...(await county.as('undertaking-unit-handler')), 'content-type': 'text/plain' },
      payload: '来信人：赵某某',
    })
  const stored = await store('/api/attachments?enclose=true')
  t.equal(stored.statusCode, 201)
  t.match(stored.json<object>(), { mediaType: 'application/vnd.juece.enclosed', length: 21 + 28 })
  const { digest } = stored.json<Told>()
  const plain = (await store('/api/attachments')).json<Told>().digest
  const letter = {
    type: 'SubmitPublicOpinion',
    window: `matter/${matter}#1`,
    draft: 1,
    channel: 'letter',
    text: plain,
    commenter: 'person',
    submitter: {},
    scan: digest,
    happened: from,
    evidence: plain,
  }
  const headers = await county.as('government-office')
  const url = `/api/registers/opinion/${v7()}/acts`
  const lodge = async (payload: object) =>
    county.app.inject({ method: 'POST', url, headers, payload })
  const entered = (await lodge(letter)).json<Told>()
  t.equal((await lodge(letter)).json<Told>().position, entered.position, 'the same act')
  t.equal((await lodge({ ...letter, scan: plain })).statusCode, 422, 'another paper')
  const opened = await act('head', opens(entered.position, 'scan', '核对原件'))
  t.match(await get('head', `${custody}/opened/${opened.sequence}`), { body: '来信人：赵某某' })
  const hidden = { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau`, signed: digest }
  const refused = await county.app.inject({
    method: 'POST',
    url: `/api/matters/${matter}/acts`,
    headers: await county.as('head'),
    payload: hidden,
  })
  t.match(
    refused.json<Told>(),
    { status: 400, issues: [{ path: 'signed' }] },
    'not where all must read',
  )
  const keyring = await openKeyring(ring.url('keyring'))
  t.teardown(() => keyring.close())
  t.same(await sweepKeyring(keyring, openDesk(county.house)), { dropped: 0, marked: 0 })
})

t.test(
  'keys of an act that did not enter go after a day; the retry has keys of its own',
  async (t) => {
    const { county, ring, matter, act, get, keys } = await personal(t)
    const paper = await county.paper()
    const letter = {
      type: 'SubmitPublicOpinion',
      window: `matter/${matter}#1`,
      draft: 1,
      channel: 'counter',
      text: paper,
      commenter: 'person',
      submitter,
      scan: paper,
      happened: from,
      evidence: paper,
    }
    const headers = await county.as('government-office')
    const url = `/api/registers/opinion/${v7()}/acts`
    const lodge = async (more: object) =>
      county.app.inject({ method: 'POST', url, headers: { ...headers, ...more }, payload: letter })
    // The keys are durable, and then nothing is entered: as after a crash between the two.
    t.equal((await lodge({ 'if-match': '7' })).statusCode, 412)
    t.same(await keys(), [], 'no entry names a key')
    const entered = (await lodge({})).json<Told>()
    t.equal((await keys()).length, 1)
    const admin = new pg.Client({ connectionString: ring.url('admin') })
    await admin.connect()
    t.teardown(() => admin.end())
    const left = async () => (await admin.query('select id from keyring.keys')).rowCount
    t.equal(await left(), 2)
    await admin.query(`update keyring.keys set made = made - interval '25 hours', named = false`)
    const keyring = await openKeyring(ring.url('keyring'))
    t.teardown(() => keyring.close())
    const swept = await sweepKeyring(keyring, openDesk(county.house))
    t.same(swept, { dropped: 1, marked: 1 }, 'the mark of the one that entered is made up for')
    t.equal(await left(), 1)
    const opened = await act('head', opens(entered.position, 'submitter.name', '核对'))
    t.match(await get('head', `${custody}/opened/${opened.sequence}`), { value: submitter.name })
  },
)

t.test('a full bundle discloses what its reader has opened; erased is a state of it', async (t) => {
  const { county, matter, submit, act, keys } = await personal(t)
  const { position } = await submit(v7(), { text: '建议减免。', submitter })
  await act('auditor', opens(position, 'submitter.name', '核对意见处理情况'))
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-personal-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const verdict = async (person: string, profile: string) => {
    await county.seal()
    const url = `/api/matters/${matter}/bundle?profile=${profile}`
    const answer = await county.app.inject({ url, headers: await county.as(person) })
    t.equal(answer.statusCode, 200, profile)
    const file = path.join(folder, `${person}-${profile}.zip`)
    writeFileSync(file, answer.rawPayload)
    const bundle = await openBundle(file)
    const words = [...bundle.files.values()].some((bytes) =>
      Buffer.from(bytes).includes(submitter.name),
    )
    const { findings, of, grades } = verifyBundle(bundle)
    const { differ } = redecide(bundle)
    return { words, findings, differ, disclosed: of.disclosed, erased: of.erased, ...grades }
  }
  const sound = { findings: [], differ: [], content: 'sound' }
  t.match(await verdict('auditor', 'full'), { ...sound, words: true, disclosed: 1, erased: 0 })
  t.match(await verdict('auditor', 'audit'), { ...sound, words: false, disclosed: 0 })
  const erasure = { keys: await keys(), matters: [matter], ground: '本人要求。' }
  t.equal((await act('qian-an', { type: 'ProposeErasure', ...erasure })).status, 201)
  t.equal((await act('openness-reviewer', { type: 'ApproveErasure', ...erasure })).status, 201)
  const erased = { findings: [], differ: [], words: false, disclosed: 0, erased: 3 }
  t.match(await verdict('auditor', 'full'), { ...erased, content: 'sound-with-absences' })
  t.match(await verdict('auditor', 'audit'), { ...erased, content: 'sound-with-absences' })
})
