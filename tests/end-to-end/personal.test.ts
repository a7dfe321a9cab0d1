import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { openPool, type Pool } from '@juece/record-store'
import t from 'tap'
import { keyringDatabase, recordDatabase } from '../../infra/dev/stack.ts'
import { openCounty } from '../support/lawful-path.ts'
import { testStack, type TestStack } from '../support/stack.ts'
import { exported } from '../support/verified.ts'

const submitter = {
  name: '赵隐名测',
  telephone: '13987650421',
  address: '无此街道七十三号半',
  identityNumber: '000000190001019876',
}
/** Each secret as it may lie somewhere: in words, in hex as a dump shows bytes, in base64 of its own. */
const secrets = Object.values(submitter).flatMap((secret) => {
  const bytes = Buffer.from(secret)
  return [secret, bytes.toString('hex'), bytes.toString('base64').replaceAll('=', '')]
})
const found = (text: Buffer | string, where: string): readonly string[] =>
  secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`)

t.test(
  'TR33: what a person says of himself is found in no other place than the keyring',
  async (t) => {
    const stack = await testStack(t, { env: { JUECE_LOG_LEVEL: 'debug' } })
    const county = await openCounty(stack)
    const matter = county.matter()
    await matter.plays('window-open')
    const window = `${matter.stream}#1`
    const send = async (body: object, key: string = randomUUID()) =>
      county.send({
        path: `/public/consultations/${matter.id}/opinions`,
        key,
        person: '',
        body: { text: '建议减免。', window, ...body },
      })

    const key = randomUUID()
    const taken = await send({ submitter }, key)
    t.equal(taken.status, 201)
    t.equal((await send({ submitter }, key)).body['position'], taken.body['position'], 'again')
    const other = { ...submitter, telephone: '13987650422' }
    t.equal((await send({ submitter: other }, key)).status, 422)
    t.equal((await send({ submitter, draft: 'none' })).status, 400, 'no act at all')
    t.equal((await send({ submitter, clause: { text: submitter.name } })).status, 400)
    const custody = `/api/registers/custody/${county.organ.jurisdiction}`
    const opening = {
      type: 'OpenEnvelope',
      envelope: Number(taken.body['position']),
      path: 'submitter.name',
    }
    const open = async (body: Readonly<Record<string, unknown>>) =>
      county.send({
        path: `${custody}/acts`,
        key: randomUUID(),
        person: county.person('undertaking-unit-handler'),
        body,
      })
    t.equal((await open(opening)).status, 409, 'no purpose')
    const opened = await open({ ...opening, purpose: '答复本人' })
    t.equal(opened.status, 201)
    const read = await fetch(`${stack.api}${custody}/opened/${String(opened.body['sequence'])}`, {
      headers: {
        authorization: `Bearer ${await stack.token(county.person('undertaking-unit-handler'))}`,
      },
    })
    t.match(await read.json(), { value: submitter.name }, 'the one who opened it reads it')
    await county.settles()

    const file = await exported(stack, county, matter.id)
    t.ok(fs.statSync(file).size > 10_000)
    await stack.admin.query('checkpoint')
    const keyring = openPool(stack.postgres.url(keyringDatabase, 'admin'), { service: 'test' })
    t.teardown(() => keyring.end())
    const { rows: values } = await keyring.query<{ value: string | null }>(
      'select value from keyring.values',
    )
    t.ok(
      values.some(({ value }) => value === submitter.telephone),
      'the search would find it where it is',
    )

    const rows = await rowsOf(stack.admin)
    t.ok(rows.length > 100, `${String(rows.length)} rows of record and read models`)
    t.same(
      rows.flatMap(({ table, row }) => found(row, table)),
      [],
    )
    const histories = await historiesOf(stack)
    t.ok(histories.length > 30, `${String(histories.length)} texts of histories`)
    t.same(
      histories.flatMap((text) => found(text, 'a history')),
      [],
    )
    // Its own database, and the log of changes that all databases of the embedded server share.
    const own = [await folderOf(keyring, keyringDatabase), 'postgres/pg_wal']
    const files = filesBelow(stack.home).filter((name) => !own.some((part) => name.includes(part)))
    for (const part of ['logs/api.log', 'logs/worker.log', 'tiles/checkpoint', 'attachments/']) {
      t.ok(
        files.some((name) => name.includes(part)),
        `${part} is looked at`,
      )
    }
    const record = await folderOf(stack.admin, recordDatabase)
    t.ok(
      files.some((name) => name.includes(record)),
      'and the very files of the record',
    )
    t.same(
      files.flatMap((name) => found(fs.readFileSync(name), name)),
      [],
    )
  },
)

/** Every row of every table of the record's database, as text. */
async function rowsOf(admin: Pool): Promise<readonly { table: string; row: string }[]> {
  const { rows: tables } = await admin.query<{ table: string }>(
    `select format('%I.%I', schemaname, tablename) as table from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const all: { table: string; row: string }[] = []
  for (const { table } of tables) {
    const { rows } = await admin.query<{ row: string }>(
      `select row_to_json(one)::text as row from ${table} as one`,
    )
    all.push(...rows.map(({ row }) => ({ table, row })))
  }
  return all
}

/** Where PostgreSQL keeps the files of a database. */
async function folderOf(admin: Pool, name: string): Promise<string> {
  const { rows } = await admin.query<{ oid: string }>(
    'select oid::text from pg_database where datname = $1',
    [name],
  )
  return `postgres/base/${rows[0]?.oid ?? '?'}/`
}

/** Every text in every history the engine keeps, payloads decoded. */
async function historiesOf({ temporal }: TestStack): Promise<readonly string[]> {
  const connection = await Connection.connect({ address: temporal })
  try {
    const client = new Client({ connection })
    const texts: string[] = []
    for await (const found of client.workflow.list()) {
      const { workflowId, runId } = found
      texts.push(
        workflowId,
        JSON.stringify(found.memo ?? {}),
        JSON.stringify(found.searchAttributes),
      )
      const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory()
      for (const event of events ?? []) texts.push(...textsIn(event))
    }
    return texts
  } finally {
    await connection.close()
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

function filesBelow(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
