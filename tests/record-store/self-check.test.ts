import { checkRecord, objections, openPool } from '@juece/record-store'
import { appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { cutTail } from '../support/tamper.ts'
import { unit } from '../support/units.ts'

const db = await testDatabase(t)
const admin = openPool(db.url('admin'))
const registrar = openPool(db.url('registrar'))
t.teardown(() => Promise.all([admin.end(), registrar.end()]))
const what = async (pool = registrar) => (await objections(pool)).map((found) => found.what)

t.test('every service starts on its own login', async (t) => {
  for (const role of ['registrar', 'reader', 'projector', 'sealer', 'courier'] as const) {
    const pool = openPool(db.url(role))
    await t.resolves(checkRecord(pool), role)
    await pool.end()
  }
  await appendOne(registrar, unit('matter/1'))
  t.same(await what(), [], 'also when there are entries')
})

t.test('no service starts as the administrator or the owner', async (t) => {
  const owner = openPool(db.url('owner'))
  t.teardown(() => owner.end())
  t.match(await what(admin), [/superuser/, /owns tables/, /may insert/])
  t.match(await what(owner), [/owns tables/, /may insert/])
  await t.rejects(checkRecord(owner), /revoke juece_owner/, 'it says how to mend it')
})

t.test('each thing that must not be is found, and found gone when it is mended', async (t) => {
  // Grants on objects of this database only: roles are shared with every other test.
  const cases: readonly [string, string, RegExp][] = [
    [
      'grant update (belongs) on record.entries to juece_registrar',
      'revoke update (belongs) on record.entries from juece_registrar',
      /may insert, update/,
    ],
    [
      'grant insert on record.entries_0 to juece_registrar',
      'revoke insert on record.entries_0 from juece_registrar',
      /may insert, update/,
    ],
    [
      'grant truncate on record.entries to public',
      'revoke truncate on record.entries from public',
      /may insert, update/,
    ],
    [
      'alter table record.entries_0 disable trigger no_change',
      'alter table record.entries_0 enable always trigger no_change',
      /not enabled always/,
    ],
    [
      'alter table record.entries_0 enable trigger no_truncate',
      'alter table record.entries_0 enable always trigger no_truncate',
      /not enabled always/,
    ],
    [
      'alter table record.checkpoints disable trigger no_truncate',
      'alter table record.checkpoints enable always trigger no_truncate',
      /not enabled always/,
    ],
    [
      `update record.head set size = 5`,
      `update record.head set size = 1`,
      /differs from its last position/,
    ],
    [
      `insert into ops.record_migrations values ('9999_later', '')`,
      `delete from ops.record_migrations where name = '9999_later'`,
      /stands at migration 9999_later/,
    ],
  ]
  for (const [spoil, mend, expected] of cases) {
    await admin.query(spoil)
    t.match(await what(), [expected], spoil)
    await admin.query(mend)
    t.same(await what(), [], mend)
  }
})

t.test('a server without flushes is refused', async (t) => {
  await admin.query(`alter database ${db.name} set synchronous_commit = off`)
  const fresh = openPool(db.url('registrar'))
  t.teardown(() => fresh.end())
  t.match(await what(fresh), [/synchronous_commit is off/])
})

t.test('a record whose tail is gone is refused', async (t) => {
  await appendOne(registrar, unit('matter/2'))
  await cutTail(admin, 1)
  t.same(await what(), [], 'cut with its head it is consistent in itself: the seal tells, not this')
  await admin.query('update record.head set size = 2')
  t.match(await what(), [/differs from its last position/])
})

t.test('an empty database is refused, with the way to mend it', async (t) => {
  const url = new URL(db.url('admin'))
  url.pathname = '/postgres'
  const empty = openPool(url.href)
  t.teardown(() => empty.end())
  await t.rejects(checkRecord(empty), /migration none.*juece db migrate/s)
})
