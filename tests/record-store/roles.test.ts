import { openPool } from '@juece/record-store'
import { appendOne } from '@juece/record-store/append'
import t from 'tap'

import type { DatabaseRole } from '../../infra/dev/postgres.ts'
import { testDatabase } from '../support/postgres.ts'
import { unit } from '../support/units.ts'

const db = await testDatabase(t)
const services = ['registrar', 'reader', 'projector', 'sealer', 'courier'] as const
const pools = new Map(
  (['admin', 'owner', 'keyring', ...services] as const).map((role) => [
    role,
    openPool(db.url(role)),
  ]),
)
t.teardown(() => Promise.all([...pools.values()].map((pool) => pool.end())))

/** What comes of a statement: `done`, or the SQLSTATE. */
async function tried(role: DatabaseRole, statement: string): Promise<string> {
  try {
    await pools.get(role)?.query(statement)
    return 'done'
  } catch (why) {
    return (why as { code?: string }).code ?? String(why)
  }
}
const denied = '42501'

const registrar = pools.get('registrar')
if (registrar === undefined) throw new Error('no pool')
await appendOne(registrar, unit('matter/1', undefined, { target: 'majorDecision/matter/1' }))
await tried('sealer', `select record.add_checkpoint(1, sha256('x'))`)
await tried('sealer', `select record.add_signature(1, 'x', 'y')`)

const privateTables = [
  'head',
  'streams',
  'entries',
  'entries_0',
  'commands',
  'outbox',
  'checkpoints',
  'signatures',
  'time_wishes',
  'time_tokens',
]

t.test('no service touches a table of the record, with any verb', async (t) => {
  for (const role of [...services, 'keyring'] as const) {
    for (const table of privateTables) {
      for (const statement of [
        `select * from record.${table}`,
        `insert into record.${table} default values`,
        `delete from record.${table}`,
        `truncate record.${table}`,
        `alter table record.${table} disable trigger all`,
        `drop table record.${table}`,
      ]) {
        t.equal(await tried(role, statement), denied, `${role}: ${statement}`)
      }
    }
    t.equal(await tried(role, 'update record.entries set belongs = null'), denied)
    t.equal(await tried(role, 'update record.head set size = 0'), denied)
    t.equal(await tried(role, 'update record.streams set sequence = 9'), denied)
    t.equal(await tried(role, 'set role juece_owner'), denied, `${role} cannot become the owner`)
    t.equal(await tried(role, 'create table record.mine (x int)'), denied)
    t.equal(await tried(role, 'select record.make_partitions()'), denied)
  }
})

/** Everything the record shows or does, and who may. */
const doors: readonly [string, readonly DatabaseRole[]][] = [
  [
    `select record.append_one('matter/r', 0, null, 'x', sha256('x'), sha256('{}'), '{}', null, '{}', '{}', null)`,
    ['registrar'],
  ],
  [
    `select record.append('{matter/s}', '{0}', '{x}', '{NULL}', '{96}', '{2}',
      decode(repeat('00', 64), 'hex') || sha256('{}') || '{}'::bytea, '{}', '{}', '{}', '{}', '{}', '{}')`,
    ['registrar'],
  ],
  ['select size from record.record_size', services],
  ['select bytes from record.readable', ['registrar', 'reader', 'projector']],
  ['select digest from record.stream_heads', ['registrar', 'reader', 'projector']],
  ['select position from record.command_positions', ['registrar', 'reader']],
  ['select digest, agrees from record.to_seal', ['sealer']],
  ['select root from record.notes', ['registrar', 'reader', 'projector', 'sealer']],
  [`select record.add_checkpoint(1, sha256('x'))`, ['sealer']],
  [`select record.add_signature(1, 'x', 'y')`, ['sealer']],
  ['select answer from record.time_evidence', ['registrar', 'reader', 'projector', 'sealer']],
  ['select since_ms from record.time_due', ['registrar', 'reader', 'sealer']],
  ['select record.wish_for_time(1)', ['registrar', 'sealer']],
  [`select record.add_time_token(1, 'x')`, ['sealer']],
  ['select target from record.nudges', ['registrar', 'courier']],
  ['select record.clear_outbox(array[0::bigint])', ['courier']],
  ['select matter from ops.clerks', ['registrar', 'reader', 'courier']],
  ['delete from ops.clerks', ['courier']],
  ['select settled from ops.settled', ['registrar', 'reader', 'courier']],
  ['select ops.legal_now()', services],
  ['update ops.clock set offset_ms = 0', []],
  ['create schema mine_of_its_own', ['projector']],
]

t.test('each door opens to its role and to no other', async (t) => {
  for (const [statement, allowed] of doors) {
    for (const role of services) {
      const outcome = await tried(role, statement)
      t.equal(outcome, allowed.includes(role) ? 'done' : denied, `${role}: ${statement}`)
    }
  }
})

t.test('JL002: not even the owner or the administrator changes what was entered', async (t) => {
  for (const role of ['owner', 'admin'] as const) {
    for (const table of ['entries', 'entries_0', 'checkpoints', 'signatures']) {
      const column = table.startsWith('entries') ? 'belongs' : 'at'
      t.equal(await tried(role, `update record.${table} set ${column} = null`), 'JL002')
      t.equal(await tried(role, `delete from record.${table}`), 'JL002')
      t.equal(await tried(role, `truncate record.${table} cascade`), 'JL002')
    }
    t.equal(
      await tried(role, `update record.entries set stream = 'matter/2' where position = 0`),
      'JL002',
    )
  }
  t.equal(
    await tried('admin', `set session_replication_role = replica; delete from record.entries`),
    'JL002',
    'a replica session does not pass either',
  )
})

t.test('the logins carry the timeouts, not only their groups', async (t) => {
  for (const role of services) {
    const pool = pools.get(role)
    const shown = await pool?.query(
      `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
              current_setting('idle_in_transaction_session_timeout') as idle`,
    )
    t.same(shown?.rows, [{ statement: '15s', lock: '10s', idle: '5s' }], role)
  }
})
