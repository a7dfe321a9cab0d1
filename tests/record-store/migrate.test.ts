import { readdirSync } from 'node:fs'

import { migrateRecord, migrations, objections, openPool, recordReader } from '@juece/record-store'
import { appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { unit } from '../support/units.ts'

t.test('every file of migrations/ is listed, in order', (t) => {
  const files = readdirSync(new URL('../../packages/record-store/migrations/', import.meta.url))
  t.same(
    files.filter((name) => name.endsWith('.sql')).sort(),
    migrations.map((name) => `${name}.sql`),
  )
  t.end()
})

t.test('four migrators at once on an empty database: applied once, none fails', async (t) => {
  const db = await testDatabase(t)
  const admin = openPool(db.url('admin'))
  t.teardown(() => admin.end())
  const name = `${db.name}_empty`
  await admin.query(`create database ${name}`)
  t.teardown(() => admin.query(`drop database ${name} with (force)`))
  const url = new URL(db.url('admin'))
  url.pathname = `/${name}`
  const done = await Promise.all([1, 2, 3, 4].map(() => migrateRecord(url.href)))
  t.same(done.flatMap(({ applied }) => applied).sort(), migrations)
  t.same((await migrateRecord(url.href)).applied, [], 'and again: nothing to do')
  const registrar = new URL(db.url('registrar'))
  registrar.pathname = `/${name}`
  const pool = openPool(registrar.href)
  t.same(await objections(pool), [])
  await pool.end()
})

t.test(
  'the partition after the next is made when one is half full; without one nothing is lost',
  async (t) => {
    const db = await testDatabase(t)
    const admin = openPool(db.url('admin'))
    const registrar = openPool(db.url('registrar'))
    t.teardown(() => Promise.all([admin.end(), registrar.end()]))
    const partitions = async () => {
      const { rows } = await admin.query<{ relname: string }>(
        `select relname from pg_class where relname ~ '^entries_[0-9]+$' and relkind = 'r' order by 1`,
      )
      return rows.map(({ relname }) => relname)
    }
    t.same(await partitions(), ['entries_0'])
    await admin.query(`update record.head set size = 16777216 / 2 - 1`)
    t.equal((await migrateRecord(db.url('admin'))).partitions, 0, 'not yet half full')
    await admin.query(`update record.head set size = 16777216 / 2`)
    t.equal((await migrateRecord(db.url('admin'))).partitions, 1)
    t.same(await partitions(), ['entries_0', 'entries_1'])
    await admin.query(`update record.head set size = 16777216 * 2`)
    await t.rejects(appendOne(registrar, unit('matter/homeless')), { code: '23514' })
    t.equal(await recordReader(registrar).size(), 16777216 * 2, 'the place was not used up')
    await admin.query(`update record.head set size = 16777216`)
    t.match(await appendOne(registrar, unit('matter/homeless')), { kind: 'entered' })
  },
)
