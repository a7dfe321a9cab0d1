import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import t from 'tap'
import { workflowBundle } from '../../infra/tooling/bundle-workflows.ts'
import { golden, replayAll } from '../support/replay.ts'

const bundle = await workflowBundle()

t.test('every stored history of every released version replays on this bundle', async (t) => {
  const replayed = await replayAll(bundle)
  t.ok(replayed.length >= 6)
  for (const { name, error } of replayed) t.equal(error, undefined, name)
})

t.test('a workflow type without a stored history is not released', async (t) => {
  const exported = [
    ...fs
      .readFileSync(new URL('../../workflows/src/index.ts', import.meta.url), 'utf8')
      .matchAll(/export const (\w+)/g),
  ].map(([, name]) => name ?? '')
  t.ok(exported.length > 0)
  for (const type of exported) {
    t.ok(
      golden().some(({ name }) => name.startsWith(`${type}-`)),
      type,
    )
  }
})

t.test(
  'the gate can fail: an activity that has another name is caught in each of them',
  async (t) => {
    const text = fs.readFileSync(bundle, 'utf8')
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'juece-replay-'))
    t.teardown(() => fs.rmSync(folder, { recursive: true, force: true }))
    const planted = path.join(folder, 'planted.js')
    const changed = text.replaceAll("'readProgress'", "'readsProgress'")
    t.not(changed, text)
    fs.writeFileSync(planted, changed)
    const errors = (await replayAll(planted)).filter(({ error }) => error !== undefined)
    t.equal(errors.length, golden().length)
  },
)

for (const zone of ['Asia/Shanghai', 'America/New_York']) {
  t.test(`the same under TZ=${zone}`, async (t) => {
    const script = fileURLToPath(new URL('../support/replay.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, [script, bundle], {
      env: { PATH: process.env['PATH'], TZ: zone },
    })
    t.match(stdout, /^\d+ replayed, 0 failed$/m)
  })
}
