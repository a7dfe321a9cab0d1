import { openKeyring, UnderHold, type Keyring } from '@juece/keyring'
import { migrateKeyring } from '@juece/keyring/migrate'
import type { Enclosed, EnclosedPaper } from '@juece/privacy'
import pg from 'pg'
import t from 'tap'
import { utf8Of } from '@juece/cryptography'
import { testDatabase, testKeyring, type TestDatabase } from '../support/postgres.ts'

const matter = 'matter/01900000-0000-7000-8000-000000000001'
const act = { stream: 'opinion/1', command: 'public/1', matter }
const person = [
  { path: 'submitter.name', form: 'envelope', value: '赵某某', person: 'submitter' },
  { path: 'submitter.telephone', form: 'commitment', value: '13900000000', person: 'submitter' },
] as const

interface Opened {
  readonly keyring: Keyring
  readonly database: TestDatabase
  ask(statement: string, values?: unknown[]): Promise<pg.QueryResult>
}

type Tap = Parameters<typeof testKeyring>[0]

async function opened(t: Tap): Promise<Opened> {
  const database = await testKeyring(t)
  const keyring = await openKeyring(database.url('keyring'))
  const admin = new pg.Client({ connectionString: database.url('admin') })
  await admin.connect()
  t.teardown(async () => {
    await keyring.close()
    await admin.end()
  })
  return { keyring, database, ask: (statement, values) => admin.query(statement, values) }
}

const at = (enclosed: ReadonlyMap<string, Enclosed>, path: string) => {
  const one = enclosed.get(path)
  if (one === undefined || one.enclosed === 'paper/1') throw new Error(`nothing at ${path}`)
  return one
}

t.test(
  'keys and salts are stored first, opened by right, and compared without telling',
  async (t) => {
    const { keyring } = await opened(t)
    const enclosed = await keyring.enclose(act, person)
    const [name, telephone] = [at(enclosed, 'submitter.name'), at(enclosed, 'submitter.telephone')]
    t.equal(name.enclosed, 'envelope/1')
    t.equal(telephone.enclosed, 'commitment/1')
    t.notMatch(JSON.stringify([...enclosed]), /赵某某|13900000000/)
    const open = (one: typeof name, path: string) => keyring.open(one, { ...act, path })
    t.equal((await open(name, 'submitter.name'))?.value, '赵某某')
    t.equal((await open(telephone, 'submitter.telephone'))?.value, '13900000000')
    await t.rejects(open(name, 'submitter.address'), /another value/, 'not at another place')
    const agrees = (value: string) =>
      keyring.agrees(act, { path: 'submitter.telephone', enclosed: telephone }, value)
    t.equal(await agrees('13900000000'), true)
    t.equal(await agrees('13900000001'), false)
    const again = await keyring.enclose({ ...act, stream: 'opinion/2' }, person)
    t.not(JSON.stringify([...again]), JSON.stringify([...enclosed]), 'two acts cannot be linked')
  },
)

t.test('who guesses a telephone number is not answered for ever', async (t) => {
  const { keyring } = await opened(t)
  const telephone = at(await keyring.enclose(act, person), 'submitter.telephone')
  const agrees = (value: string) =>
    keyring.agrees(act, { path: 'submitter.telephone', enclosed: telephone }, value)
  for (let guess = 1; guess <= 9; guess += 1) {
    t.equal(await agrees(`1390000000${String(guess)}`), false)
  }
  t.equal(await agrees('13900000000'), true, 'nine mistakes are mistakes')
  t.equal(await agrees('13900000010'), false)
  t.equal(await agrees('13900000000'), false, 'ten are an attack')
})

t.test('a destroyed key takes salts and values with it, and never comes back', async (t) => {
  const { keyring, ask } = await opened(t)
  const mine = await keyring.enclose(act, person)
  const theirs = await keyring.enclose({ ...act, stream: 'opinion/2', command: 'public/2' }, person)
  const named = [...mine].map(([path, enclosed]) => ({ path, enclosed }))
  t.same(await keyring.keysOfMatter(matter), [], 'no entry names a key yet')
  await keyring.named(act, named)
  const [listed] = await keyring.keysOfMatter(matter)
  t.match(listed, { stream: 'opinion/1', paths: ['submitter.name', 'submitter.telephone'] })
  const key = listed?.key ?? ''
  t.same(await keyring.keys([key, 'key-unknown']), [{ key, matter }])
  const places = await keyring.destroy([key])
  t.same(
    places,
    ['submitter.name', 'submitter.telephone'].map((path) => ({
      key,
      stream: 'opinion/1',
      command: 'public/1',
      path,
    })),
  )
  t.same(await keyring.destroy([key]), places, 'once more is no fault')
  const open = (of: typeof mine) =>
    keyring.open(at(of, 'submitter.name'), { ...act, path: 'submitter.name' })
  t.equal(await open(mine), undefined)
  const other = { stream: 'opinion/2', command: 'public/2', path: 'submitter.name' }
  t.equal((await keyring.open(at(theirs, 'submitter.name'), other))?.value, '赵某某', 'only hers')
  t.equal(
    await keyring.agrees(
      act,
      { path: 'submitter.telephone', enclosed: at(mine, 'submitter.telephone') },
      '13900000000',
    ),
    false,
    'a lost salt agrees with nothing',
  )
  const { rows } = await ask('select count(*)::int as left from keyring.values where key = $1', [
    key,
  ])
  t.same(rows, [{ left: 0 }])
})

t.test('while a matter is held nothing of it is destroyed', async (t) => {
  const { keyring } = await opened(t)
  const enclosed = await keyring.enclose(act, person)
  await keyring.named(
    act,
    [...enclosed].map(([path, one]) => ({ path, enclosed: one })),
  )
  const [{ key } = { key: '' }] = await keyring.keysOfMatter(matter)
  await keyring.hold('custody/cn-000000', [matter])
  await t.rejects(keyring.destroy([key]), UnderHold)
  t.equal((await keyring.keysOfMatter(matter)).length, 1)
  await keyring.hold('custody/cn-000001', [])
  await t.rejects(keyring.destroy([key]), UnderHold, 'nobody else lifts it')
  await keyring.hold('custody/cn-000000', [])
  t.equal((await keyring.destroy([key])).length, 2)
})

t.test('a crash between keyring and entry leaves keys that go after a day', async (t) => {
  const { keyring, ask } = await opened(t)
  await keyring.enclose(act, person)
  await keyring.enclose({ ...act, command: 'public/2' }, person)
  const second = await keyring.enclose({ ...act, command: 'public/2' }, person)
  const entry = [...second].map(([path, enclosed]) => ({ path, enclosed }))
  const isEntered = async ({ command }: { command: string }) =>
    command === 'public/2' ? entry : []
  t.same(await keyring.sweep(isEntered), { dropped: 0, marked: 0 }, 'not before')
  await ask(`update keyring.keys set made = made - interval '25 hours'`)
  t.same(await keyring.sweep(isEntered), { dropped: 2, marked: 1 }, 'a lost mark is made up for')
  t.same(await keyring.sweep(isEntered), { dropped: 0, marked: 0 })
  t.equal((await keyring.keysOfMatter(matter)).length, 1)
})

t.test('a paper is encrypted under a key of its own', async (t) => {
  const { keyring } = await opened(t)
  const { paper, file } = await keyring.enclosePaper(utf8Of('证人证言'), 'text/plain')
  t.same(await keyring.paper(paper.digest), paper)
  t.equal(file.length, paper.length)
  const unsealed = await keyring.openPaper(paper, file)
  t.same(unsealed?.bytes, utf8Of('证人证言'))
  t.equal(unsealed?.mediaType, 'text/plain')
  const strange: EnclosedPaper = { ...paper, key: 'key-other' }
  t.equal(await keyring.openPaper(strange, file), undefined)
  await keyring.named(act, [{ path: 'scan', enclosed: paper }])
  t.same(await keyring.keys([paper.key]), [{ key: paper.key, matter }])
  await keyring.destroy([paper.key])
  t.equal(await keyring.openPaper(paper, file), undefined)
})

t.test(
  'the keyring has a database and a role of its own, and neither reaches the other',
  async (t) => {
    const { database, ask } = await opened(t)
    const record = await testDatabase(t)
    await t.rejects(migrateKeyring(record.url('admin')), /never that of the record/)
    await t.rejects(openKeyring(database.url('admin')), /does not start on this keyring/)
    const registrar = new pg.Client({ connectionString: database.url('registrar') })
    registrar.on('error', () => undefined)
    await t.rejects(registrar.connect(), /permission denied for database/)
    const strange = new pg.Client({
      connectionString: database.url('keyring').replace(database.name, record.name),
    })
    await strange.connect()
    t.teardown(() => strange.end())
    await t.rejects(strange.query('select * from record.entries'), /permission denied/)
    const may = async (table: string, right: string) =>
      (
        await ask(`select has_table_privilege('juece_keyring', $1, $2) as may`, [
          `keyring.${table}`,
          right,
        ])
      ).rows[0] as { may: boolean }
    for (const [table, right] of [
      ['keys', 'TRUNCATE'],
      ['keys', 'UPDATE'],
      ['destroyed', 'DELETE'],
      ['destroyed', 'UPDATE'],
      ['values', 'UPDATE'],
      ['values', 'TRUNCATE'],
    ] as const) {
      t.same(await may(table, right), { may: false }, `${right} on ${table}`)
    }
  },
)
