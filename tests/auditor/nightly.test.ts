import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { verifyNightly } from '@juece/auditor/nightly'
import { verifierKeyText, verifierOf } from '@juece/ledger'
import { openPool } from '@juece/record-store'
import t from 'tap'
import { v7 } from 'uuid'

import { apiTown, proposal } from '../api/api-town.ts'
import { sealAll, sealing, signer } from '../sealer/sealed-record.ts'
import { cutTail, flipStoredByte } from '../support/tamper.ts'

const county = await apiTown(t)
const admin = openPool(county.url('admin'))
const sealer = openPool(county.url('sealer'))
t.teardown(() => Promise.all([admin.end(), sealer.end()]))
const dir = t.testdir()
const tilesDir = path.join(dir, 'tiles')
const reportDir = path.join(dir, 'reports')
mkdirSync(reportDir)
const logVkey = verifierKeyText(verifierOf(signer))
const settings = { recordUrl: county.url('reader'), tilesDir, logVkey, reportDir }
const seal = async () => sealAll(await sealing(sealer, tilesDir))

async function enter(): Promise<void> {
  const answer = await county.app.inject({
    method: 'POST',
    url: `/api/matters/${v7()}/acts`,
    headers: await county.as('proposer'),
    payload: proposal,
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
}
const whats = async () =>
  [...new Set((await verifyNightly(settings)).findings.map(({ what }) => what))].sort()

t.test('a sound record has no findings, and the figure grows with it', async (t) => {
  await enter()
  await seal()
  const first = await verifyNightly(settings)
  t.same(first.findings, [])
  t.equal(first.sealed, first.entriesChecked)
  await enter()
  const second = await verifyNightly(settings)
  t.same(second.findings, [])
  t.equal(second.entriesChecked, first.entriesChecked + 1, 'the tail that is not sealed as well')
  await seal()
  t.ok((await verifyNightly(settings)).checkpointsChecked > first.checkpointsChecked)
  const told = readFileSync(path.join(reportDir, 'nightly.prom'), 'utf8')
  t.match(told, `juece_nightly_entries_checked ${second.entriesChecked}`)
  t.match(told, 'juece_nightly_findings 0')
})

t.test('juece nightly says it in words and by its exit', (t) => {
  const env = {
    ...process.env,
    JUECE_RECORD_URL: settings.recordUrl,
    JUECE_TILES_DIR: tilesDir,
    JUECE_LOG_VKEY: logVkey,
  }
  const run = (more: object, ...words: readonly string[]) =>
    spawnSync(process.execPath, ['infra/dev/juece.mjs', 'nightly', ...words], {
      env: { ...env, ...more },
      encoding: 'utf8',
    })
  const said = run({})
  t.equal(said.status, 0, said.stderr)
  t.match(said.stdout, /一切相符/)
  t.match(JSON.parse(run({}, '--json').stdout), { findings: [] })
  t.equal(run({ JUECE_RECORD_URL: '' }).status, 3)
  t.equal(run({}, '--nothing').status, 2)
  t.end()
})

t.test('a tile, a stream, a command and a column that are not what they were', async (t) => {
  const tile = path.join(
    tilesDir,
    `tile/entries/000.p/${String((await verifyNightly(settings)).sealed)}`,
  )
  const bytes = readFileSync(tile)
  const flipped = Buffer.from(bytes)
  flipped[40] = (flipped[40] ?? 0) ^ 1
  chmodSync(tile, 0o644)
  writeFileSync(tile, flipped)
  t.same(await whats(), ['TILES'])
  writeFileSync(tile, bytes)
  t.same(await whats(), [])
  for (const [what, spoil, mend] of [
    [
      'STREAMS',
      `update record.streams set sequence = sequence + 1 where stream = 'law-in-use'`,
      `update record.streams set sequence = sequence - 1 where stream = 'law-in-use'`,
    ],
    ['COMMANDS', `update record.commands set body = sha256('x') where position = 3`, undefined],
  ] as const) {
    const { rows } = await admin.query<{ body: Buffer }>(
      'select body from record.commands where position = 3',
    )
    await admin.query(spoil)
    t.same(await whats(), [what])
    if (mend !== undefined) await admin.query(mend)
    else {
      await admin.query('update record.commands set body = $1 where position = 3', [rows[0]?.body])
    }
    t.same(await whats(), [])
  }
  await admin.query('alter table record.entries disable trigger no_change')
  await admin.query(`update record.entries set sequence = 77 where position = 5`)
  await admin.query('alter table record.entries enable always trigger no_change')
  t.ok((await whats()).includes('COLUMNS'))
  await admin.query('alter table record.entries disable trigger no_change')
  const old = (await verifyNightly(settings)).findings.length
  t.ok(old > 0)
  await admin.query(
    `update record.entries set sequence = (convert_from(bytes, 'UTF8')::jsonb ->> 'sequence')::int where position = 5`,
  )
  await admin.query('alter table record.entries enable always trigger no_change')
  t.same(await whats(), [])
})

t.test(
  'an older record restored over a newer one is seen by folder, seals and the last night',
  async (t) => {
    await enter()
    await seal()
    const { entriesChecked } = await verifyNightly(settings)
    await cutTail(admin, entriesChecked - 1)
    t.same(await whats(), ['FEWER_THAN_BEFORE', 'ROOT', 'TILES'])
    const alone = await verifyNightly({ recordUrl: settings.recordUrl, reportDir })
    t.ok(alone.findings.some(({ what }) => what === 'FEWER_THAN_BEFORE'))
  },
)

t.test('a flipped byte of the record is seen by the database and by us', async (t) => {
  await flipStoredByte(admin, 2)
  const { findings } = await verifyNightly({ recordUrl: settings.recordUrl })
  t.ok(findings.filter(({ what, position }) => what === 'BYTES' && position === 2).length >= 2)
})
