import { migrateRecord, openCommitter, openPool, Unavailable, type Unit } from '@juece/record-store'
import t from 'tap'

import { startPostgres } from '../../infra/dev/postgres.ts'
import { dataFolder } from '../support/own-postgres.ts'
import { recordFaults } from '../support/record-check.ts'
import { after, start, unit } from '../support/units.ts'

t.test('the database crashes under 16 writers: each act enters once, none is lost', async (t) => {
  const dataDir = dataFolder(t)
  let server = await startPostgres({ dataDir })
  const { port } = server
  await server.ensureDatabase('juece')
  await migrateRecord(server.url('juece', 'admin'), { passwordOf: server.passwordOf })
  const committer = openCommitter(server.url('juece', 'registrar'))
  const url = server.url('juece', 'admin')

  let running = true
  let handedBack = 0
  /** Repeats the very same unit until the record has answered. */
  const insist = async (one: Unit) => {
    for (;;) {
      try {
        return await committer.append(one)
      } catch (why) {
        if (!(why instanceof Unavailable)) throw why
        handedBack += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }
  const acknowledged: { unit: Unit; position: number }[] = []
  const writers = Array.from({ length: 16 }, async (_, i) => {
    let at: { sequence: number; digest: Unit['previous'] } = start
    while (running) {
      const next = unit(`matter/${i}`, at)
      const verdict = await insist(next)
      if (verdict.kind !== 'entered' && verdict.kind !== 'duplicate') throw new Error(verdict.kind)
      acknowledged.push({ unit: next, position: verdict.position })
      at = after(next)
    }
  })
  for (let crash = 1; crash <= 3; crash += 1) {
    const before = acknowledged.length
    while (acknowledged.length < before + 200) await new Promise((r) => setTimeout(r, 5))
    await server.stop('immediate')
    server = await startPostgres({ dataDir, port })
  }
  const before = acknowledged.length
  while (acknowledged.length < before + 50) await new Promise((r) => setTimeout(r, 5))
  running = false
  await Promise.all(writers)
  await committer.close()

  const admin = openPool(url)
  t.same(await recordFaults(admin), [])
  const stored = await admin.query<{ position: number; digest: Buffer }>(
    'select position, digest from record.entries order by position',
  )
  t.equal(stored.rows.length, acknowledged.length, 'what stands there is what was acknowledged')
  const digestAt = new Map(stored.rows.map((row) => [row.position, row.digest.toString('hex')]))
  const misplaced = acknowledged.filter(
    ({ unit: sent, position }) => `sha256:${digestAt.get(position)}` !== sent.digest,
  )
  t.same(misplaced, [], 'each at the position its writer was told')
  t.comment(`${acknowledged.length} acts over three crashes, ${handedBack} repeats by callers`)
  await admin.end()
  await server.stop()
})
