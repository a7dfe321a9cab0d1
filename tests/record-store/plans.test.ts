import { openPool, recordReader, type Unit } from '@juece/record-store'
import { appendBatch, appendOne } from '@juece/record-store/append'
import t from 'tap'

import { testDatabase } from '../support/postgres.ts'
import { after, start, unit } from '../support/units.ts'

const db = await testDatabase(t)
const admin = openPool(db.url('admin'), { most: 1 })
const registrar = openPool(db.url('registrar'), { most: 1 })
t.teardown(() => Promise.all([admin.end(), registrar.end()]))

/** Rows read so far: through whole tables, and through indexes. */
async function rowsRead(): Promise<{ whole: number; probed: number }> {
  // A session tells its counts late unless it is asked.
  await registrar.query('select pg_stat_force_next_flush()')
  await registrar.query('select 1')
  await admin.query('select pg_stat_clear_snapshot()')
  const { rows } = await admin.query<{ whole: number; probed: number }>(
    `select sum(seq_tup_read)::bigint as whole, sum(idx_tup_fetch)::bigint as probed
       from pg_stat_user_tables
       where schemaname = 'record' and relname ~ '^(streams|commands|entries_0)$'`,
  )
  return rows[0] ?? { whole: -1, probed: -1 }
}

async function acts(register: Unit, times: number): Promise<void> {
  const guards = { [register.stream]: 1 }
  for (let n = 0; n < times; n += 1) {
    const one = unit(`matter/${crypto.randomUUID()}`, start, { guards, target: 'majorDecision/x' })
    await appendOne(registrar, one)
    await appendOne(registrar, unit(one.stream, after(one), { guards }))
    await appendOne(registrar, one)
    await appendOne(registrar, unit(one.stream, start, { guards }))
    const many = Array.from({ length: 16 }, () =>
      unit(`matter/${crypto.randomUUID()}`, start, { guards }),
    )
    await appendBatch(registrar, many)
    await appendBatch(registrar, [unit('matter/stale', after(one)), ...many.slice(1)])
    await recordReader(registrar).readStream(one.stream)
    await recordReader(registrar).readHeads([one.stream, register.stream])
    await recordReader(registrar).readByCommand(one.stream, one.commandId)
  }
}

t.test(
  'inside the doors there are index probes only, on an empty record and a full one',
  async (t) => {
    const register = unit('offices/cn-000000')
    await appendOne(registrar, register)
    // The plans are made here, while the tables are small, and stay with the session.
    await acts(register, 10)
    const few = await rowsRead()
    await acts(register, 10)
    const fewAfter = await rowsRead()
    t.equal(fewAfter.whole - few.whole, 0, 'no table is read whole')
    t.ok(fewAfter.probed > few.probed, 'the counters count')
    await admin.query(`
    insert into record.streams (stream, sequence, digest, position, opened)
      select 'old/' || n, 1, sha256(n::text::bytea), 100000 + n, 100000 + n from generate_series(1, 50000) as n;
    insert into record.commands (opened, command, position, body)
      select 100000 + n, 'x', 100000 + n, sha256(n::text::bytea) from generate_series(1, 50000) as n;
    insert into record.entries (position, stream, sequence, opened, bytes)
      select 100000 + n, 'old/' || n, 1, 100000 + n, '{}' from generate_series(1, 50000) as n`)
    const full = await rowsRead()
    await acts(register, 10)
    const fullAfter = await rowsRead()
    t.equal(fullAfter.whole - full.whole, 0, 'nor when it is large')
    const small = fewAfter.probed - few.probed
    t.ok(
      fullAfter.probed - full.probed <= small * 1.5,
      'as many probes on a large record as on a small',
    )
  },
)
